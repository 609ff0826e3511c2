"""The reader as a torch module: the embedded model's encoder with three linear heads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
import transformers
from torch import nn
from transformers import BertModel

from bot.qa_model.training.batches import Batch
from bot.qa_model.training.example import LABELS

_NO_SPAN = -1e4  # a logit that leaves a token no probability


@dataclass(frozen=True, slots=True)
class Logits:
    """`start` and `end` (pairs, tokens), `answer` (pairs,), `support` (pairs, 3), all float32."""

    start: torch.Tensor
    end: torch.Tensor
    answer: torch.Tensor
    support: torch.Tensor


@dataclass(frozen=True, slots=True)
class Tensors:
    """A batch on the device that computes."""

    ids: torch.Tensor
    real: torch.Tensor
    readable: torch.Tensor
    start: torch.Tensor
    end: torch.Tensor
    kind: torch.Tensor
    verdict: torch.Tensor


def tensors(batch: Batch, device: torch.device) -> Tensors:
    """Copy a batch to the device."""
    whole = (batch.ids, batch.real, batch.readable, batch.start, batch.end, batch.kind, batch.verdict)
    ids, real, readable, *targets = (torch.from_numpy(array).to(device) for array in whole)
    return Tensors(ids.long(), real, readable, *(target.long() for target in targets))


class ReaderNetwork(nn.Module):
    """The encoder, whose embeddings stay as they are, and the heads `span`, `answer` and `support`."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.span = nn.Linear(width, 2)
        self.answer = nn.Linear(width, 1)
        self.support = nn.Linear(width, len(LABELS))
        for head in (self.span, self.answer, self.support):
            nn.init.normal_(head.weight, std=encoder.config.initializer_range)
            nn.init.zeros_(head.bias)
        encoder.embeddings.requires_grad_(False)

    @classmethod
    def from_folder(cls, folder: Path, seed: int) -> ReaderNetwork:
        """The untrained reader over the prepared model; the seed is for the heads."""
        torch.manual_seed(seed)
        # Else it tells at length of the pooler, which is not used.
        transformers.utils.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        # On a CPU dropout costs most of the speed, and torch's fused attention a third of it.
        return cls(
            BertModel.from_pretrained(
                folder,
                add_pooling_layer=False,
                hidden_dropout_prob=0.0,
                attention_probs_dropout_prob=0.0,
                attn_implementation="sdpa" if torch.cuda.is_available() else "eager",
            )
        )

    def forward(self, ids: torch.Tensor, real: torch.Tensor, readable: torch.Tensor) -> Logits:
        hidden = self.encoder(input_ids=ids, attention_mask=real).last_hidden_state
        start, end = self.span(hidden).float().masked_fill(~readable[..., None], _NO_SPAN).unbind(-1)
        first = hidden[:, 0]
        return Logits(start, end, self.answer(first).float().squeeze(-1), self.support(first).float())

    def trained(self) -> dict[str, torch.Tensor]:
        """What training changes, by name."""
        return {name: value for name, value in self.named_parameters() if value.requires_grad}
