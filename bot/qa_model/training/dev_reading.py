"""Reads examples with the network in training, many at once, to see how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from bot.qa_model.layout import Window
from bot.qa_model.spans import Decoded, decoded
from bot.qa_model.training.batches import side_by_side
from bot.qa_model.training.example import Example
from bot.qa_model.training.machine import half_precision
from bot.qa_model.training.network import Logits, ReaderNetwork
from bot.qa_model.training.pairs import Pairs
from ingest.embedding.e5.tokenizer import TokenSpans

_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Found:
    """What the network says of an example: the best span's words, and its raw scores.

    `margin` is the log probability of that span over that of none; `support` are the three logits.
    """

    text: str
    margin: float
    answer: float
    support: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Windowed:
    number: int
    passage: TokenSpans
    window: Window


def read_all(network: ReaderNetwork, examples: Sequence[Example], pairs: Pairs) -> list[Found]:
    """In the examples' order; of a long passage's windows the one with the best answer score counts."""
    best: dict[int, Found] = {}
    network.eval()
    for some in _batches(examples, pairs):
        for each, found in zip(some, _scored(network, some, examples), strict=True):
            if each.number not in best or found.answer > best[each.number].answer:
                best[each.number] = found
    return [best[number] for number in range(len(examples))]


def _batches(examples: Sequence[Example], pairs: Pairs) -> Iterator[list[_Windowed]]:
    """All windows of all examples, those of like length together."""
    every: list[_Windowed] = []
    for number, example in enumerate(examples):
        passage, windows = pairs.windows(example)
        every += [_Windowed(number, passage, window) for window in windows]
    every.sort(key=lambda each: len(each.window.tokens))
    for at in range(0, len(every), _AT_ONCE):
        yield every[at : at + _AT_ONCE]


def _scored(
    network: ReaderNetwork, some: Sequence[_Windowed], examples: Sequence[Example]
) -> Iterator[Found]:
    on = next(network.parameters()).device
    arrays = side_by_side([each.window.tokens for each in some], np.array([each.window.at for each in some]))
    ids, real, readable = (torch.from_numpy(array).to(on) for array in arrays)
    with torch.inference_mode(), half_precision(on):
        logits: Logits = network(ids.long(), real, readable)
    for row, each in enumerate(some):
        yield _found(logits, row, each, examples[each.number].passage)


def _found(logits: Logits, row: int, each: _Windowed, text: str) -> Found:
    spans = _decoded(logits.start[row].cpu().numpy(), logits.end[row].cpu().numpy(), each.window)
    words, margin = "", -np.inf
    if spans.spans:
        best = spans.spans[0]
        start = each.passage.starts[each.window.begin + best.first]
        end = each.passage.ends[each.window.begin + best.last]
        words, margin = text[start:end], best.score - spans.nothing
    return Found(words, float(margin), float(logits.answer[row]), logits.support[row].cpu().numpy())


def _decoded(starts: npt.NDArray[np.float32], ends: npt.NDArray[np.float32], window: Window) -> Decoded:
    tokens = slice(window.at, len(window.tokens) - 1)
    nothing = (float(starts[0]), float(ends[0]))
    return decoded(starts[tokens], ends[tokens], nothing=nothing, best=1)
