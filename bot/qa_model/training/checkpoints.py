"""Keeps a run's state on disk, whole or not at all, so that a killed run goes on as if never stopped."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import torch

from ingest.errors import ConfigurationError

_KEPT = 2
_NAME = "step-{:07d}.pt"
_PATTERN = "step-*.pt"


def save(folder: Path, step: int, state: dict[str, Any]) -> None:
    """Write the state after `step` steps and forget all but the last two; raises OSError on a full disk."""
    path = folder / _NAME.format(step)
    building = path.with_suffix(".part")
    with building.open("wb") as file:
        torch.save({"step": step, **state}, file)
        file.flush()
        os.fsync(file.fileno())
    building.replace(path)
    for old in sorted(folder.glob(_PATTERN))[:-_KEPT]:
        old.unlink()


def latest(folder: Path, run: str) -> dict[str, Any] | None:
    """The newest state that can be read, None where there is none.

    Raises ConfigurationError where it belongs to another run than the one that `run` describes.
    """
    for path in sorted(folder.glob(_PATTERN), reverse=True):
        try:
            state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        except (OSError, RuntimeError, EOFError):
            continue  # a disk that lost its end: the one before it is whole
        if state["run"] != run:
            raise ConfigurationError(
                f"{folder} holds checkpoints of a run with other data or settings; choose another folder."
            )
        return state
    return None
