"""Every pair is seen once a round, in an order that a run can take up in the middle."""

from __future__ import annotations

from itertools import islice

import numpy as np

from bot.reading.training.batches import PAD, batches_from, collate, order
from bot.reading.training.prepared import prepare
from tests.bot.reading.training.made import pairs, residents


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
    whole = list(islice(batches_from([data], 5, 0, 0), 12))
    rest = list(islice(batches_from([data], 5, 0, 9), 3))
    for left, right in zip(whole[9:], rest, strict=True):
        assert left.ids.tolist() == right.ids.tolist()


def test_the_last_rounds_data_is_seen_again_and_again() -> None:
    first, later = prepare(residents()[:10], pairs()), prepare(residents()[10:], pairs())
    # 10 pairs are 2 batches, the other 22 are 5 a round.
    seen = list(islice(batches_from([first, later], 5, 0, 0), 12))
    assert len({tuple(row) for batch in seen[:2] for row in batch.ids.tolist()}) == 10
    for turn, start in ((1, 2), (2, 7)):
        wanted = [collate(later, chosen) for chosen in order(later.lengths, 5, 0, turn)]
        assert [each.ids.tolist() for each in seen[start : start + 5]] == [e.ids.tolist() for e in wanted]
    taken_up = next(batches_from([first, later], 5, 0, 8))
    assert taken_up.ids.tolist() == seen[8].ids.tolist()


def test_a_span_may_be_on_the_passage_and_on_the_first_token_only() -> None:
    data = prepare(residents()[:4], pairs())
    batch = collate(data, np.arange(4))
    for row in range(4):
        length = int(data.lengths[row])
        passage = range(int(data.passage[row]), length - 1)
        assert np.flatnonzero(batch.readable[row]).tolist() == [0, *passage]
        assert np.flatnonzero(batch.real[row]).tolist() == list(range(length))
        assert set(batch.ids[row, length:].tolist()) <= {PAD}
