"""Trains with `transformers.Trainer`; a stopped run goes on from its newest checkpoint."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR
from torch.utils.data import DataLoader
from transformers import Trainer, TrainingArguments
from transformers.trainer_utils import get_last_checkpoint

from bot.qa_model.base import base_folder, base_vocabulary, uncalibrated_manifest
from eval.errors import RunError
from eval.training.data.dev_sets import DevSet, dev_sets
from eval.training.data.mixture import draw, mixtures
from eval.training.data.sets import TrainingData
from eval.training.evaluate import measure
from eval.training.model import Logits, QANetwork, losses
from eval.training.pairs import Batch, Pair, PairEncoder, StagedBatches, collate

MANIFEST = "run.json"
_STATE = "trainer_state.json"
_EXAMPLES_AT_A_LOOK = 250
_LIBRARIES = ("torch", "transformers", "accelerate", "numpy")


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of a run; the defaults are those of the weights that ship.

    The learning rate rises over the first `warm_up` of `rate_steps` and falls in a straight line to 0 at
    their end; over the last `cool_steps` before `steps` it falls to 0 besides. `ends` are the steps at which
    the mixtures but the last give way to the next.
    """

    steps: int = 4800
    rate_steps: int = 8000
    cool_steps: int = 1500
    ends: tuple[int, ...] = (1500,)
    batch: int = 16
    learning_rate: float = 2e-4
    warm_up: float = 0.05
    weight_decay: float = 0.01
    largest_gradient: float = 1.0
    seed: int = 0

    def rate(self, step: int) -> float:
        """The share of the highest learning rate at a step, counted from 0."""
        rising = max(int(self.rate_steps * self.warm_up), 1)
        cooling = min((self.steps - step) / max(self.cool_steps, 1), 1.0)
        if step < rising:
            return (step + 1) / rising * cooling
        return max(self.rate_steps - step, 0) / max(self.rate_steps - rising, 1) * cooling

    def stage_ends(self, stages: int) -> tuple[int, ...]:
        """The step at which each of so many stages ends."""
        return tuple(min(end, self.steps) for end in (*self.ends[: stages - 1], self.steps))


@dataclass(frozen=True, slots=True)
class Checkpoints:
    """Where they are kept, and the steps between them and between evaluations."""

    folder: Path
    save_every: int = 100
    evaluate_every: int = 500

    def newest(self) -> str | None:
        """The newest whole checkpoint; one that was cut short has no state yet, which is written last."""
        for folder in self.folder.glob("checkpoint-*"):
            if not (folder / _STATE).is_file():
                folder.rename(folder.with_name(f"incomplete-{folder.name}"))
        newest: str | None = get_last_checkpoint(str(self.folder))  # type: ignore[no-untyped-call]
        return newest


class QATrainer(Trainer):
    """Trains a `QANetwork` on stages of pairs, and evaluates it from time to time on the dev sets `looks`."""

    def __init__(
        self,
        network: QANetwork,
        stages: Sequence[Sequence[Pair]],
        plan: Plan,
        checkpoints: Checkpoints,
        looks: Sequence[DevSet] = (),
        encoder: PairEncoder | None = None,
    ) -> None:
        self.network = network
        self._stages = stages
        self._plan = plan
        self._looks = looks
        self._encoder = encoder
        self._pairs: Any = [pair for stage in stages for pair in stage]
        evaluated: Any = list(looks)
        super().__init__(
            network, _arguments(plan, checkpoints), train_dataset=self._pairs, eval_dataset=evaluated
        )

    def get_train_dataloader(self) -> DataLoader[Pair]:
        lengths = [[len(pair.tokens) for pair in stage] for stage in self._stages]
        plan = self._plan
        batches = StagedBatches(lengths, plan.stage_ends(len(lengths)), plan.batch, plan.seed)
        loader = DataLoader(self._pairs, batch_sampler=batches, collate_fn=collate)
        prepared: DataLoader[Pair] = self.accelerator.prepare(loader)
        return prepared

    def create_scheduler(self, num_training_steps: int, optimizer: Optimizer | None = None) -> LambdaLR:  # noqa: ARG002
        self.lr_scheduler = LambdaLR(optimizer or self.optimizer, self._plan.rate)  # type: ignore[arg-type]
        return self.lr_scheduler

    def compute_loss(
        self,
        model: nn.Module,
        inputs: Batch,
        return_outputs: bool = False,
        num_items_in_batch: torch.Tensor | int | None = None,  # noqa: ARG002
    ) -> torch.Tensor | tuple[torch.Tensor, Logits]:
        names = ("input_ids", "attention_mask", "readable")
        logits = Logits(*model(**{name: inputs[name] for name in names}))
        loss = torch.stack(list(losses(logits, inputs).values())).sum()
        return (loss, logits) if return_outputs else loss

    def evaluate(self, *_: Any, **__: Any) -> dict[str, float]:
        """The figures of all sets by name, which the run's log keeps."""
        figures = {
            f"{measured.name}, {name}": value
            for measured in (measure(self.network, self._looks, self._encoder) if self._encoder else ())
            for name, value in measured.figures.items()
        }
        self.log(figures)
        return figures


def train(data: TrainingData, plan: Plan, checkpoints: Checkpoints) -> QANetwork:
    """Train to the plan's last step.

    Raises OSError where data are missing or the disk is full, ConfigurationError without the base, RunError
    where the folder holds another run.
    """
    encoder = PairEncoder(base_vocabulary(), uncalibrated_manifest())
    drawn = [draw(mixture, data, plan.seed) for mixture in mixtures()]
    stages = [[pair for pair in map(encoder.encode, examples) if pair is not None] for examples in drawn]
    looks = dev_sets(data, "held_out", _EXAMPLES_AT_A_LOOK)
    write_manifest(checkpoints.folder, plan, data.digests())
    network = QANetwork.over_base(base_folder(), plan.seed)
    trainer = QATrainer(network, stages, plan, checkpoints, looks, encoder)
    trainer.train(resume_from_checkpoint=checkpoints.newest())
    return network


def write_manifest(folder: Path, plan: Plan, digests: dict[str, str]) -> None:
    """Write `run.json`: plan, seed, the digests of all data files, and the versions in use.

    Raises RunError where the folder holds a run with another plan or other data.
    """
    path = folder / MANIFEST
    manifest = {
        "plan": asdict(plan),
        "data": digests,
        "base": uncalibrated_manifest().base,
        "versions": {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}},
    }
    written = json.loads(json.dumps(manifest))
    if path.is_file():
        before = json.loads(path.read_text(encoding="utf-8"))
        if any(before[name] != written[name] for name in ("plan", "data", "base")):
            raise RunError(f"{folder} holds a run with other data or another plan; choose another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _arguments(plan: Plan, checkpoints: Checkpoints) -> TrainingArguments:
    return TrainingArguments(
        output_dir=str(checkpoints.folder),
        max_steps=plan.steps,
        per_device_train_batch_size=plan.batch,
        learning_rate=plan.learning_rate,
        weight_decay=plan.weight_decay,
        max_grad_norm=plan.largest_gradient,
        seed=plan.seed,
        use_cpu=not torch.cuda.is_available(),
        bf16=torch.cuda.is_available() or torch.cpu._is_avx512_bf16_supported(),
        eval_strategy="steps",
        eval_steps=checkpoints.evaluate_every,
        logging_steps=20,
        save_steps=checkpoints.save_every,
        save_total_limit=2,
        remove_unused_columns=False,
        report_to="none",
        disable_tqdm=False,
        dataloader_pin_memory=torch.cuda.is_available(),
    )
