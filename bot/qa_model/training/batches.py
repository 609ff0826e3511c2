"""The order in which pairs are seen: shuffled by seed and round, and pairs of like length side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, islice

import numpy as np
import numpy.typing as npt

from bot.qa_model.training.prepared import Prepared, Whole

PAD = 1  # the vocabulary's number of the filler; what stands there is never looked at
_SORTED_TOGETHER = 50  # batches whose pairs are sorted by length before they are cut

Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs side by side: `ids`, `real` and `readable` (where a span may be) (pairs, tokens), and targets."""

    ids: Whole
    real: Marks
    readable: Marks
    start: Whole
    end: Whole
    kind: Whole
    verdict: Whole

    def __len__(self) -> int:
        return len(self.kind)


@dataclass(frozen=True, slots=True)
class Stage:
    """Data that is trained on for so many steps; None is without end."""

    data: Prepared
    steps: int | None = None


def order(lengths: Whole, size: int, seed: int, turn: int) -> list[npt.NDArray[np.int64]]:
    """The batches of one round over the data, each the numbers of its pairs; the same for the same seed."""
    chance = np.random.default_rng((seed, turn))
    shuffled = chance.permutation(len(lengths))
    together = size * _SORTED_TOGETHER
    batches = []
    for at in range(0, len(shuffled), together):
        some = shuffled[at : at + together]
        some = some[np.argsort(lengths[some], kind="stable")]
        batches += [some[start : start + size] for start in range(0, len(some), size)]
    return [batches[number] for number in chance.permutation(len(batches))]


def batches_from(stages: Sequence[Stage], size: int, seed: int, step: int) -> Iterator[Batch]:
    """Batches without end from the given step on: of each stage's data round after round, until it ends."""
    for number, stage in enumerate(stages):
        rounds = (order(stage.data.lengths, size, seed, turn) for turn in count(number))
        every = chain.from_iterable(rounds)
        for chosen in islice(every, min(step, stage.steps or step), stage.steps):
            yield collate(stage.data, chosen)
        step = max(step - (stage.steps or 0), 0)


def collate(data: Prepared, chosen: npt.NDArray[np.int64]) -> Batch:
    """Lay the chosen pairs side by side."""
    pairs = [data.ids[data.bounds[number] : data.bounds[number + 1]] for number in chosen]
    ids, real, readable = side_by_side(pairs, data.passage[chosen])
    return Batch(
        ids, real, readable, data.start[chosen], data.end[chosen], data.kind[chosen], data.verdict[chosen]
    )


def side_by_side(pairs: Sequence[Sequence[int] | Whole], passage: Whole) -> tuple[Whole, Marks, Marks]:
    """The pairs' tokens, filled up to the longest, where they are real, and where a span may be.

    `passage` (pairs,) are the places where the passages begin.
    """
    lengths = np.array([len(pair) for pair in pairs])
    shape = (len(pairs), int(lengths.max()))
    places = np.arange(shape[1])[None, :]
    real = places < lengths[:, None]
    ids = np.full(shape, PAD, np.int32)
    ids[real] = np.concatenate(pairs)
    # The closing mark is no part of the passage; the first token stands for "not here".
    readable = (places >= passage[:, None]) & (places < lengths[:, None] - 1) | (places == 0)
    return ids, real, readable
