"""What training asks of the machine that it runs on."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

# Takes 64 MB and gives them back, twice; the second time tells how many pages were cleared anew.
_TWICE = """
import resource
import numpy as np
from bot.qa_model.training.machine import keep_memory
{keep}
np.ones(8_000_000)
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
np.ones(8_000_000)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="is a setting of glibc")
def test_memory_that_is_kept_is_not_cleared_anew() -> None:
    """With pages of 4 KiB 64 MB are 15,625 of them, with those of 2 MiB still 31."""
    assert _cleared("") > 20
    assert _cleared("keep_memory()") < 20


def _cleared(keep: str) -> int:
    code = _TWICE.format(keep=keep)
    return int(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout)
