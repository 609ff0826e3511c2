"""A measured process reports its own memory and output, and a failing one its words."""

import sys

import pytest

from eval.bench.processes import StepFailedError, run

PYTHON = sys.executable


# A child's peak begins with its parent's, and a test run is large: the benchmark's own process is not.
_PEAKS = """
import sys
from eval.bench.processes import run
for program in ("pass", "b = b'x' * 300_000_000"):
    print(run([sys.executable, "-c", program], {}).peak_mb)
"""


def test_the_peak_is_that_of_the_process_itself() -> None:
    small, large = map(float, run([PYTHON, "-c", _PEAKS], {}).output.split())
    assert small < 100
    assert 300 < large < 400


def test_the_output_comes_back() -> None:
    assert run([PYTHON, "-c", "print('안녕')"], {}).output == "안녕\n"


def test_settings_of_this_shell_do_not_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_RETRIEVAL__TOP", "3")
    command = [PYTHON, "-c", "import os; print(sorted(n for n in os.environ if n.startswith('CONCORD_')))"]
    assert run(command, {"CONCORD_INDEX__FOLDER": "x"}).output == "['CONCORD_INDEX__FOLDER']\n"


def test_a_failure_tells_what_the_process_said() -> None:
    with pytest.raises(StepFailedError, match="exited with 3: broken"):
        run([PYTHON, "-c", "import sys; print('broken', file=sys.stderr); sys.exit(3)"], {})
