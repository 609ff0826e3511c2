"""Keeps a run's state on disk, whole or not at all, so that a killed run goes on as if never stopped."""

from __future__ import annotations

import os
import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from bot.reading.training.network import ReaderNetwork
from ingest.errors import FixTheSetting

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


def average(network: ReaderNetwork, files: Sequence[Path]) -> list[int]:
    """Give the network the mean of its weights and those of checkpoints; after how many steps each was saved.

    Endings of one run whose last steps saw other data are each better at something, and their mean keeps most
    of it at the cost of one (Wortsman et al. 2022, "Model soups", arXiv:2203.05482). Raises FixTheSetting
    where a file is no checkpoint of such a network.
    """
    weights: list[dict[str, torch.Tensor]] = [dict(network.trained())]
    steps = []
    for path in files:
        try:
            state = torch.load(path, map_location="cpu", weights_only=True)
            weights.append(state["network"])
            steps.append(int(state["step"]))
        except (OSError, RuntimeError, EOFError, KeyError, pickle.UnpicklingError) as problem:
            raise FixTheSetting(
                f"{path} is no checkpoint of the reader; name a step-….pt of a run."
            ) from problem
    if any(each.keys() != weights[0].keys() for each in weights):
        raise FixTheSetting("The checkpoints to average are of another network; name some of the same.")
    with torch.no_grad():
        for name, own in network.trained().items():
            own.copy_(torch.stack([each[name] for each in weights]).mean(0))
    return steps


def latest(folder: Path, run: str) -> dict[str, Any] | None:
    """The newest state that can be read, None where there is none.

    Raises FixTheSetting where it belongs to another run than the one that `run` describes.
    """
    for path in sorted(folder.glob(_PATTERN), reverse=True):
        try:
            state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        except (OSError, RuntimeError, EOFError):
            continue  # a disk that lost its end: the one before it is whole
        if state["run"] != run:
            raise FixTheSetting(
                f"{folder} holds checkpoints of a run with other data or settings; choose another folder."
            )
        return state
    return None
