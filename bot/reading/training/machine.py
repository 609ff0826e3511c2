"""Where training computes: a GPU where there is one, else a CPU that everything else may have first."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import torch

_LOWEST_PRIORITY = 19


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
