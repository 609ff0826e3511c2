"""What training lowers: the losses of span, answered and support, each only where it is taught."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch.nn import functional

from bot.qa_model.training.example import Kind
from bot.qa_model.training.network import Logits, Tensors
from bot.qa_model.training.pairs import NOT_TAUGHT


@dataclass(frozen=True, slots=True)
class Losses:
    """The batch's sum of each loss over its number of pairs, and how many pairs taught it."""

    span: torch.Tensor
    answer: torch.Tensor
    support: torch.Tensor
    taught: tuple[int, int, int]

    def total(self) -> torch.Tensor:
        return self.span + self.answer + self.support


def losses(logits: Logits, batch: Tensors) -> Losses:
    """Cross-entropy of start and end (their mean), of answered or not, and of the three kinds of support."""
    pairs = len(batch.kind)
    with_span = batch.start != NOT_TAUGHT
    read, stated = batch.kind == Kind.READ, batch.kind == Kind.SUPPORT
    start = functional.cross_entropy(logits.start, batch.start, ignore_index=NOT_TAUGHT, reduction="sum")
    end = functional.cross_entropy(logits.end, batch.end, ignore_index=NOT_TAUGHT, reduction="sum")
    answer = functional.binary_cross_entropy_with_logits(
        logits.answer[read], batch.verdict[read].float(), reduction="sum"
    )
    support = functional.cross_entropy(logits.support[stated], batch.verdict[stated], reduction="sum")
    taught = (int(with_span.sum()), int(read.sum()), int(stated.sum()))
    return Losses((start + end) / 2 / pairs, answer / pairs, support / pairs, taught)
