"""Every pair is seen once a round, in an order that a run can take up in the middle."""

from __future__ import annotations

from itertools import islice

import numpy as np

from bot.qa_model.training.batches import PAD, Stage, batches_from, collate, order
from bot.qa_model.training.prepared import prepare
from tests.bot.qa_model.training.made import pairs, residents


def test_each_round_sees_every_pair_once() -> None:
    lengths = np.arange(50, dtype=np.int32)
    seen = np.concatenate(order(lengths, 8, seed=3, turn=1))
    assert sorted(seen.tolist()) == list(range(50))


def test_rounds_differ_and_the_same_round_does_not() -> None:
    lengths = np.arange(50, dtype=np.int32)
    first, again, second = (order(lengths, 8, seed=3, turn=turn) for turn in (0, 0, 1))
    assert [each.tolist() for each in first] == [each.tolist() for each in again]
    assert [each.tolist() for each in first] != [each.tolist() for each in second]


def test_a_stream_taken_up_in_the_middle_goes_on_as_if_never_stopped() -> None:
    data = prepare(residents(), pairs())
    # 32 pairs in batches of 5 are 7 batches a round: step 9 lies in the second round.
    whole = list(islice(batches_from([Stage(data)], 5, 0, 0), 12))
    rest = list(islice(batches_from([Stage(data)], 5, 0, 9), 3))
    for left, right in zip(whole[9:], rest, strict=True):
        assert left.ids.tolist() == right.ids.tolist()


def test_a_stage_ends_within_a_round_and_the_last_one_goes_on_round_after_round() -> None:
    first, last = prepare(residents()[:20], pairs()), prepare(residents()[20:], pairs())
    stages = [Stage(first, 3), Stage(last)]
    # Of the first stage's round of 4 batches 3 are seen; the 12 pairs of the last are 3 batches a round.
    seen = [batch.ids.tolist() for batch in islice(batches_from(stages, 5, 0, 0), 9)]
    wanted = [
        *(collate(first, chosen) for chosen in order(first.lengths, 5, 0, 0)[:3]),
        *(collate(last, chosen) for turn in (1, 2) for chosen in order(last.lengths, 5, 0, turn)),
    ]
    assert seen == [batch.ids.tolist() for batch in wanted]
    for step in range(9):
        assert next(batches_from(stages, 5, 0, step)).ids.tolist() == seen[step]


def test_a_span_may_be_on_the_passage_and_on_the_first_token_only() -> None:
    data = prepare(residents()[:4], pairs())
    batch = collate(data, np.arange(4))
    for row in range(4):
        length = int(data.lengths[row])
        passage = range(int(data.passage[row]), length - 1)
        assert np.flatnonzero(batch.readable[row]).tolist() == [0, *passage]
        assert np.flatnonzero(batch.real[row]).tolist() == list(range(length))
        assert set(batch.ids[row, length:].tolist()) <= {PAD}
