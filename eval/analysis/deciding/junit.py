"""The verdicts of a gate as JUnit XML, which every CI can show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from eval.analysis.deciding.gate import Verdict

# What XML 1.0 cannot hold, not even escaped.
_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_junit(run: str, verdicts: Sequence[Verdict]) -> str:
    """One test suite with a test case for each rule."""
    failed = sum(not each.is_kept for each in verdicts)
    counts = {"tests": str(len(verdicts)), "failures": str(failed), "errors": "0", "skipped": "0"}
    suite = Xml.Element("testsuite", {"name": f"concord-eval gate {_fit(run)}", **counts})
    for each in verdicts:
        case = Xml.SubElement(suite, "testcase", {"classname": _fit(run), "name": _fit(each.rule)})
        if each.is_kept:
            Xml.SubElement(case, "system-out").text = _fit(each.found)
        else:
            Xml.SubElement(case, "failure", {"message": _fit(each.found)})
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(suite, encoding="unicode") + "\n"


def _fit(text: str) -> str:
    return _IMPOSSIBLE.sub("�", text)
