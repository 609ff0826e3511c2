"""One run of training: steps of AdamW (Loshchilov and Hutter 2017, arXiv:1711.05101) with checkpoints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from bot.qa_model.training import checkpoints
from bot.qa_model.training.batches import Batch, Stage, batches_from
from bot.qa_model.training.losses import Losses, losses
from bot.qa_model.training.machine import half_precision
from bot.qa_model.training.network import ReaderNetwork, tensors
from bot.qa_model.training.plan import Ending, Plan


@dataclass(frozen=True, slots=True)
class StepReport:
    """What one step saw: its number from 1, and each loss as a mean over the pairs that taught it."""

    step: int
    pairs: int
    tokens: int
    span: float | None
    answer: float | None
    support: float | None


Told = Callable[[StepReport], None]


class Trainer:
    """The network, its optimizer and the number of steps done."""

    def __init__(
        self, network: ReaderNetwork, plan: Plan, device: torch.device, ending: Ending | None = None
    ) -> None:
        self.network = network.to(device)
        self.step = 0
        self._plan = plan
        self._ending = ending or Ending(plan.steps, 0)
        self._device = device
        self._optimizer = torch.optim.AdamW(_groups(network, plan.weight_decay), lr=0.0, fused=True)

    def run(self, stages: Sequence[Stage], until: int, told: Told) -> None:
        """Do the steps up to and with number `until`; `stages` as in `batches_from`."""
        self.network.train()
        stream = batches_from(stages, self._plan.batch, self._plan.seed, self.step)
        while self.step < min(until, self._plan.steps, self._ending.at):
            told(self._one(next(stream)))

    def save(self, folder: Path, run: str) -> None:
        """Write a checkpoint; `run` describes data and settings, and only the same run goes on from it."""
        trained = {name: value.detach() for name, value in self.network.trained().items()}
        state = {"run": run, "network": trained, "optimizer": self._optimizer.state_dict()}
        checkpoints.save(folder, self.step, state)

    def resume(self, folder: Path, run: str) -> None:
        """Go on from the newest checkpoint, if there is one; raises as `checkpoints.latest`."""
        state = checkpoints.latest(folder, run)
        if state is not None:
            self.network.load_state_dict(state["network"], strict=False)
            self._optimizer.load_state_dict(state["optimizer"])
            self.step = state["step"]

    def _one(self, batch: Batch) -> StepReport:
        for group in self._optimizer.param_groups:
            group["lr"] = self._plan.rate(self.step) * self._ending.share(self.step)
        with half_precision(self._device):
            on_device = tensors(batch, self._device)
            logits = self.network(on_device.ids, on_device.real, on_device.readable)
            loss = losses(logits, on_device)
        loss.total().backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.trained().values(), self._plan.largest_gradient)
        self._optimizer.step()
        self._optimizer.zero_grad()
        self.step += 1
        return _report(self.step, batch, loss)


def described(plan: Plan, digest: str) -> str:
    """What must be the same for a run to go on: its plan and its data, by their digest."""
    return f"{asdict(plan)} {digest}"


def _groups(network: ReaderNetwork, decay: float) -> Iterator[dict[str, Any]]:
    """Biases and layer norms are not drawn towards 0."""
    trained = list(network.trained().values())
    yield {"params": [value for value in trained if value.ndim > 1], "weight_decay": decay}
    yield {"params": [value for value in trained if value.ndim <= 1], "weight_decay": 0.0}


def _report(step: int, batch: Batch, loss: Losses) -> StepReport:
    pairs = len(batch)
    means = [
        float(total.detach()) * pairs / taught if taught else None
        for total, taught in zip((loss.span, loss.answer, loss.support), loss.taught, strict=True)
    ]
    return StepReport(step, pairs, int(batch.real.sum()), *means)
