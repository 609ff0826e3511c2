"""Examples as tokens, laid out as the model in use lays them out; batches, and the order they are seen in."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

import numpy as np
import torch
from torch.utils.data import Sampler

from bot.qa_model.base import TokenSpans, Vocabulary
from bot.qa_model.weights import Manifest
from bot.qa_model.windows import Layout, Window
from eval.training.data.example import Example, Kind, Span

NOT_TAUGHT = -1  # the place of a span that is not known, or that a statement does not have
_NOWHERE = 0  # the place of the span that is not there: the first token
_PADDING = 1  # the vocabulary's filler token; it is masked out
_SORTED_TOGETHER = 50  # batches whose pairs are sorted by length before they are cut

Batch = dict[str, torch.Tensor]


@dataclass(frozen=True, slots=True)
class Pair:
    """The passage's tokens begin at `passage`; `start` and `end` are the answer's first and last token."""

    tokens: tuple[int, ...]
    passage: int
    start: int = NOT_TAUGHT
    end: int = NOT_TAUGHT
    kind: Kind = Kind.QUESTION
    label: int = 0


class PairEncoder:
    """Turns examples into pairs for weights with this manifest."""

    def __init__(self, vocabulary: Vocabulary, manifest: Manifest) -> None:
        self._tokenize = vocabulary.tokenizer.place
        self._layout = Layout(vocabulary.begin, vocabulary.end, manifest.max_tokens)
        self._prefixes = {Kind.QUESTION: manifest.question_prefix, Kind.STATEMENT: manifest.statement_prefix}

    def encode(self, example: Example) -> Pair | None:
        """The pair; of a long passage one window that depends on the texts alone.

        An answer must lie whole in the window; None where it lies so in none.
        """
        passage, windows = self.windows(example)
        start = end = NOT_TAUGHT
        if example.kind is Kind.QUESTION and not example.label:
            start = end = _NOWHERE
        elif example.span is not None:
            first, last = span_tokens(passage, example.span)
            windows = [window for window in windows if _holds(window, first, last)]
            if not windows or last < first:
                return None
        window = random.Random(f"{example.first}\n{example.passage}").choice(windows)
        if example.span is not None:
            start, end = (window.at + token - window.begin for token in (first, last))
        return Pair(window.tokens, window.at, start, end, example.kind, int(example.label))

    def windows(self, example: Example) -> tuple[TokenSpans, list[Window]]:
        """The passage's tokens, and every window of it."""
        first = self._tokenize(self._prefixes[example.kind] + example.first)
        passage = self._tokenize(example.passage)
        return passage, self._layout.windows(first.numbers, passage.numbers)


def span_tokens(passage: TokenSpans, span: Span) -> tuple[int, int]:
    """The first and the last token that touch the characters of `span`."""
    return bisect_right(passage.ends, span.start), bisect_left(passage.starts, span.end) - 1


def _holds(window: Window, first: int, last: int) -> bool:
    """Whether both tokens of the passage are in the window, whose last token is the closing mark."""
    return window.begin <= first and window.at + last - window.begin < len(window.tokens) - 1


def collate(pairs: Sequence[Pair]) -> Batch:
    """Pairs side by side: `input_ids`, `attention_mask` and `readable` (pairs, tokens), labels (pairs,).

    `readable` is where a span may be: in the passage, and at the first token, which stands for "not here".
    """
    lengths = torch.tensor([len(pair.tokens) for pair in pairs])[:, None]
    places = torch.arange(int(lengths.max()))[None, :]
    ids = torch.full((len(pairs), places.shape[1]), _PADDING)
    ids[places < lengths] = torch.tensor([token for pair in pairs for token in pair.tokens])
    passages = torch.tensor([pair.passage for pair in pairs])[:, None]
    return {
        "input_ids": ids,
        "attention_mask": places < lengths,
        "readable": (places >= passages) & (places < lengths - 1) | (places == 0),
        "start": torch.tensor([pair.start for pair in pairs]),
        "end": torch.tensor([pair.end for pair in pairs]),
        "kind": torch.tensor([pair.kind for pair in pairs]),
        "label": torch.tensor([pair.label for pair in pairs]),
    }


class StagedBatches(Sampler[list[int]]):
    """Batches of pair numbers: of each stage's pairs round after round until the stage ends.

    Pairs are shuffled by seed and round, those of like length are batched together, and the batches are
    shuffled again. `lengths` are the pairs' tokens by stage; the stages' pairs are numbered one after the
    other. `ends` are the steps at which the stages end.
    """

    def __init__(self, lengths: Sequence[Sequence[int]], ends: Sequence[int], size: int, seed: int) -> None:
        self._lengths = [np.array(each) for each in lengths]
        self._steps = [end - start for start, end in pairwise((0, *ends))]
        self._size = size
        self._seed = seed

    def __len__(self) -> int:
        return sum(self._steps)

    def __iter__(self) -> Iterator[list[int]]:
        offset = 0
        for number, (lengths, steps) in enumerate(zip(self._lengths, self._steps, strict=True)):
            rounds = (self._round(lengths, turn) for turn in count(number))
            batches = (batch for batches in rounds for batch in batches)
            for _ in range(steps):
                yield [offset + pair for pair in next(batches)]
            offset += len(lengths)

    def _round(self, lengths: np.typing.NDArray[np.int64], turn: int) -> list[list[int]]:
        chance = np.random.default_rng((self._seed, turn))
        shuffled = chance.permutation(len(lengths))
        together = self._size * _SORTED_TOGETHER
        batches: list[list[int]] = []
        for at in range(0, len(shuffled), together):
            block = shuffled[at : at + together]
            block = block[np.argsort(lengths[block], kind="stable")]
            batches += [
                block[start : start + self._size].tolist() for start in range(0, len(block), self._size)
            ]
        return [batches[number] for number in chance.permutation(len(batches))]
