"""Where training computes: a GPU where there is one, else a CPU that everything else may have first."""

from __future__ import annotations

import ctypes
import os
import platform
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import torch

_LOWEST_PRIORITY = 19
# Of <malloc.h>: when freed memory goes back to the system, how many blocks are mapped alone, how many heaps.
_TRIM_THRESHOLD, _MMAP_MAX, _ARENA_MAX = -1, -4, -8
_NEVER = -1


def device() -> torch.device:
    """The GPU where torch finds one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def half_precision(on: torch.device) -> AbstractContextManager[Any]:
    """bfloat16 for the matrices, where the device multiplies it fast."""
    if on.type == "cuda" or torch.cpu._is_avx512_bf16_supported():
        return torch.autocast(on.type, dtype=torch.bfloat16)
    return nullcontext()


def be_nice(threads: int) -> None:
    """Give way to everything else on the machine; `threads` 0 leaves torch its own number."""
    os.nice(_LOWEST_PRIORITY)
    if threads:
        torch.set_num_threads(threads)


def keep_memory() -> None:
    """Keep what is freed for the next step: else a CPU clears the same gigabytes anew at each one.

    A fifth of the time of a run went into that. Of glibc only; elsewhere nothing is done.
    """
    if platform.libc_ver()[0] != "glibc":
        return
    libc = ctypes.CDLL(None)
    for setting, value in ((_TRIM_THRESHOLD, _NEVER), (_MMAP_MAX, 0), (_ARENA_MAX, 1)):
        libc.mallopt(setting, value)
