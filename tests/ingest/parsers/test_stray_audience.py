"""An audience counts wherever a document declares it, and one that is not understood refuses the document."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from ingest.errors import PossiblyStaffDocumentError
from ingest.models import ParsedDocument
from ingest.parsers.limits import BadPart, Limits
from ingest.parsers.registry import parse_bytes


def _read(text: str, suffix: str) -> ParsedDocument:
    (part,) = parse_bytes(text.encode(), suffix, Limits())
    if isinstance(part, BadPart):
        assert part.may_be_for_staff
        raise PossiblyStaffDocumentError(part.reason)
    return part


def _beir(value: str) -> str:
    return json.dumps({"_id": "d", "title": "T", "text": "Words.", "metadata": {"audience": value}})


_FORMS: dict[str, tuple[Callable[[str], str], str]] = {
    "a line's metadata": (_beir, ".jsonl"),
    "a page's meta": (lambda v: f'<meta name="Audience" content="{v}"><p>Words.</p>', ".html"),
    "TOML in Markdown": (lambda v: f'+++\naudience = "{v}"\n+++\n\nWords.\n', ".md"),
    "TOML in text": (lambda v: f'+++\naudience = "{v}"\n+++\n\nWords.\n', ".txt"),
    "YAML in a page": (lambda v: f"---\naudience: {v}\n---\n<p>Words.</p>", ".html"),
}


@pytest.mark.parametrize("form", _FORMS)
@pytest.mark.parametrize("audience", ["staff", "public"])
def test_it_is_honoured(form: str, audience: str) -> None:
    write, suffix = _FORMS[form]
    parsed = _read(write(audience), suffix)
    assert parsed.declared["audience"] == audience
    assert [block.text for block in parsed.blocks][-1] == "Words."


@pytest.mark.parametrize("form", _FORMS)
def test_a_slip_in_it_is_refused(form: str) -> None:
    write, suffix = _FORMS[form]
    with pytest.raises(PossiblyStaffDocumentError, match="audience `stafff` is not known"):
        _read(write("stafff"), suffix)


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("+++\naudience = staff\n+++\n\nWords.\n", ".md"),
        ('+++\naudience = "staff"\n\nWords.\n', ".md"),
        ('+++\n[extra]\naudience = "staff"\n+++\n\nWords.\n', ".md"),
        ("---\nextra:\n  audience: staff\n---\n\nWords.\n", ".md"),
        ("---\naudience: public\n---\n<meta name=audience content=staff><p>Words.</p>", ".html"),
        ('{"_id": "d", "text": "Words.", "audience": "public", "metadata": {"audience": "staff"}}', ".jsonl"),
        ('{"_id": "d", "text": "Words.", "metadata": {"audiance": "staff"}}', ".jsonl"),
        ('<meta name="audiance" content="staff"><p>Words.</p>', ".html"),
    ],
)
def test_what_leaves_it_in_doubt_is_refused(text: str, suffix: str) -> None:
    with pytest.raises(PossiblyStaffDocumentError):
        _read(text, suffix)


def test_what_pages_of_the_web_call_their_audience_is_no_slip() -> None:
    assert "audience" not in _read('<meta name="audience" content="All"><p>Words.</p>', ".html").declared


def test_other_metadata_of_a_line_is_left_alone() -> None:
    line = {"_id": "d", "text": "Words.", "metadata": {"url": "https://example.org", "update": 5}}
    assert _read(json.dumps(line), ".jsonl").declared == {}
