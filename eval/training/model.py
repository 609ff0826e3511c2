"""The extractive QA model in torch: the base encoder with three linear heads, and its losses."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch
import transformers
from torch import nn
from torch.nn import functional
from transformers import BertConfig, BertModel, BertPreTrainedModel

from eval.training.data.example import Kind, Support
from eval.training.pairs import NOT_TAUGHT, Batch

_NO_SPAN = -1e4  # a logit that leaves a token no probability


class Logits(NamedTuple):
    """`start` and `end` (pairs, tokens), `answer` (pairs,), `support` (pairs, 3), all float32."""

    start: torch.Tensor
    end: torch.Tensor
    answer: torch.Tensor
    support: torch.Tensor


class QANetwork(BertPreTrainedModel):
    """A BERT encoder with frozen embeddings, and the heads `span`, `answer` and `support`."""

    config_class = BertConfig
    base_model_prefix = "bert"

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        self.bert = BertModel(config, add_pooling_layer=False)
        self.span = nn.Linear(config.hidden_size, 2)
        self.answer = nn.Linear(config.hidden_size, 1)
        self.support = nn.Linear(config.hidden_size, len(Support))
        self.post_init()  # type: ignore[no-untyped-call]
        self.bert.embeddings.requires_grad_(False)
        # A checkpoint without the embeddings has 85 MB instead of 470.
        self._keys_to_ignore_on_save = {
            f"bert.embeddings.{name}" for name in self.bert.embeddings.state_dict()
        }

    @classmethod
    def over_base(cls, folder: Path, seed: int) -> QANetwork:
        """The base with untrained heads, which the seed draws."""
        transformers.set_seed(seed)
        # Else the heads and the unused pooler are reported at length.
        transformers.utils.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        # On a CPU dropout costs most of the speed, and torch's fused attention a third of it.
        network: QANetwork = cls.from_pretrained(
            folder,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            attn_implementation="sdpa" if torch.cuda.is_available() else "eager",
        )
        network.bert.embeddings.requires_grad_(False)  # loading makes all parameters anew
        return network

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, readable: torch.Tensor
    ) -> Logits:
        hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        start, end = self.span(hidden).float().masked_fill(~readable[..., None], _NO_SPAN).unbind(-1)
        first = hidden[:, 0]
        return Logits(start, end, self.answer(first).float().squeeze(-1), self.support(first).float())

    def trained_parameters(self) -> dict[str, nn.Parameter]:
        return {name: value for name, value in self.named_parameters() if value.requires_grad}


def losses(logits: Logits, batch: Batch) -> dict[str, torch.Tensor]:
    """The three losses, each over the pairs that teach it and divided by the number of all pairs.

    Cross-entropy of start and end (their mean), of answered or not, and of the three labels of support.
    """
    pairs, label = len(batch["kind"]), batch["label"]
    questions, statements = batch["kind"] == Kind.QUESTION, batch["kind"] == Kind.STATEMENT
    start, end = (
        functional.cross_entropy(scores, batch[name], ignore_index=NOT_TAUGHT, reduction="sum")
        for scores, name in ((logits.start, "start"), (logits.end, "end"))
    )
    answer = functional.binary_cross_entropy_with_logits(
        logits.answer[questions], label[questions].float(), reduction="sum"
    )
    support = functional.cross_entropy(logits.support[statements], label[statements], reduction="sum")
    return {"span": (start + end) / 2 / pairs, "answer": answer / pairs, "support": support / pairs}
