"""Opens a prepared ONNX graph with onnxruntime; the only file that imports it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ingest.embedding.e5_package import Floats
from ingest.errors import ConfigurationError

if TYPE_CHECKING:
    import onnxruntime  # type: ignore[import-untyped]  # it ships no types

_INPUT = "input_ids"
_ERRORS_ONLY = 3  # onnxruntime's log level


def available_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Graph:
    """An encoder of one text or pair, on one thread of its own for each caller."""

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._session = session
        self.width = int(session.get_outputs()[0].shape[-1])

    @classmethod
    def from_file(cls, path: Path) -> Graph:
        """Open a prepared graph; raises ConfigurationError where it cannot be loaded."""
        import onnxruntime  # only who embeds or reads pays for it

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # texts run side by side instead
        options.log_severity_level = _ERRORS_ONLY
        try:
            session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        except RuntimeError as cause:  # the base of onnxruntime's errors
            raise ConfigurationError(
                f"The model in {path.parent} cannot be loaded; delete that folder."
            ) from cause
        return cls(session)

    def run(self, tokens: Sequence[int]) -> list[Floats]:
        """The outputs for these tokens, each (1, …)."""
        found: list[Floats] = self._session.run(None, {_INPUT: np.array([tokens], np.int64)})
        return found
