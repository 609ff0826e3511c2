"""The whole of a training run: data, steps with checkpoints and looks at how far it is, weights and card."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from bot.qa_model.training.base import base_folder, base_vocabulary
from bot.qa_model.training.batches import Stage
from bot.qa_model.training.dev_sets import dev_sets, held_out
from bot.qa_model.training.evaluate import measure
from bot.qa_model.training.log import RunLog
from bot.qa_model.training.machine import device
from bot.qa_model.training.mixture import mixtures
from bot.qa_model.training.network import ReaderNetwork
from bot.qa_model.training.pairs import Pairs, manifest
from bot.qa_model.training.plan import Ending, Plan
from bot.qa_model.training.prepared import digest, prepared
from bot.qa_model.training.trainer import Trainer, described
from ingest.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Run:
    """Where the data is, where the run keeps its files, its plan, and after how many steps it does what.

    At a look `looked_at`, and at the end `measured` questions or statements of each kind are read at most.
    """

    data: Path
    folder: Path
    plan: Plan
    save_every: int = 100
    look_every: int = 500
    looked_at: int = 250
    measured: int = 1500
    ending: Ending | None = None


def train(run: Run, console: Console) -> Trainer:
    """Train to the plan's last step, or to the run's ending, from the newest checkpoint on.

    Raises OSError where the disk is full, ConfigurationError where data or the base are missing or the folder
    holds another run.
    """
    _check(run.data)
    run.folder.mkdir(parents=True, exist_ok=True)
    pairs = Pairs(base_vocabulary(), manifest())
    drawn = list(mixtures(run.data, run.plan.seed, len(run.plan.stages)).values())
    every = [prepared(examples, pairs, run.folder) for examples in drawn]
    for data in every:
        console.print(f"{len(data)} pairs of {len(data.ids) / len(data):.0f} tokens")
    stages = [Stage(data, steps) for data, steps in zip(every, run.plan.stages, strict=True)]
    trainer = Trainer(ReaderNetwork.from_folder(base_folder(), run.plan.seed), run.plan, device(), run.ending)
    identity = described(run.plan, " ".join(map(digest, drawn)))
    trainer.resume(run.folder, identity)
    looks = dev_sets(run.data, held_out, run.looked_at)
    last = min(run.plan.steps, run.ending.at) if run.ending else run.plan.steps
    with RunLog(run.folder, console, run.plan.steps) as log:
        while trainer.step < last:
            stop = min(last, _next(trainer.step, run.save_every), _next(trainer.step, run.look_every))
            trainer.run(stages, stop, log.step)
            trainer.save(run.folder, identity)
            if trainer.step % run.look_every == 0:
                log.measured(trainer.step, measure(trainer.network, looks, pairs))
    return trainer


def _check(data: Path) -> None:
    for name in ("train", "bench"):
        if not (data / name).is_dir():
            raise ConfigurationError(f"{data} has no {name}/; name the folder that holds train/ and bench/.")


def _next(step: int, every: int) -> int:
    return math.floor(step / every + 1) * every
