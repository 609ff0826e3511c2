"""A measured process reports its own memory and output, and a failing one its words."""

import sys

import pytest

from eval.benchmarks.processes import StepFailedError, run

pytestmark = pytest.mark.slow

PYTHON = sys.executable


def test_the_peak_is_that_of_the_process_itself() -> None:
    small, large = (run([PYTHON, "-c", program], {}) for program in ("pass", "b = b'x' * 300_000_000"))
    assert small.peak_mb < 100
    assert 300 < large.peak_mb < 400


def test_the_peak_is_not_that_of_a_large_process_that_measures() -> None:
    ballast = b"x" * 300_000_000
    assert run([PYTHON, "-c", "pass"], {}).peak_mb < 100
    assert len(ballast) == 300_000_000


def test_the_output_comes_back() -> None:
    assert run([PYTHON, "-c", "print('안녕')"], {}).output == "안녕\n"


def test_settings_of_this_shell_do_not_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_RETRIEVAL__TOP", "3")
    command = [PYTHON, "-c", "import os; print(sorted(n for n in os.environ if n.startswith('CONCORD_')))"]
    assert run(command, {"CONCORD_INDEX__FOLDER": "x"}).output == "['CONCORD_INDEX__FOLDER']\n"


def test_a_failure_tells_what_the_process_said() -> None:
    with pytest.raises(StepFailedError, match="exited with 3: broken"):
        run([PYTHON, "-c", "import sys; print('broken', file=sys.stderr); sys.exit(3)"], {})


def test_a_killed_process_and_a_missing_program_are_failures_too() -> None:
    with pytest.raises(StepFailedError, match="exited with -9"):
        run([PYTHON, "-c", "import os; os.kill(os.getpid(), 9)"], {})
    with pytest.raises(StepFailedError, match="no-such-program"):
        run(["no-such-program"], {})


def test_another_status_that_is_fine_is_no_failure() -> None:
    assert run([PYTHON, "-c", "import sys; print('so'); sys.exit(2)"], {}, also_fine=(2,)).output == "so\n"
