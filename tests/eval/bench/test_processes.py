"""A measured process reports its own memory and output, and a failing one its words."""

import sys

import pytest

from eval.bench.processes import StepFailedError, run

PYTHON = sys.executable


def test_the_peak_is_that_of_the_process_itself() -> None:
    small = run([PYTHON, "-c", "print('x')"], {})
    large = run([PYTHON, "-c", "b = b'x' * 300_000_000"], {})
    assert small.output == "x\n"
    assert large.peak_mb - small.peak_mb > 200


def test_settings_of_this_shell_do_not_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_RETRIEVAL__TOP", "3")
    command = [PYTHON, "-c", "import os; print(sorted(n for n in os.environ if n.startswith('CONCORD_')))"]
    assert run(command, {"CONCORD_INDEX__FOLDER": "x"}).output == "['CONCORD_INDEX__FOLDER']\n"


def test_a_failure_tells_what_the_process_said() -> None:
    with pytest.raises(StepFailedError, match="exited with 3: broken"):
        run([PYTHON, "-c", "import sys; print('broken', file=sys.stderr); sys.exit(3)"], {})
