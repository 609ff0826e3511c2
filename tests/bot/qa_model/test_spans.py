"""From scores of tokens to spans."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bot.qa_model.spans import MAX_TOKENS, Span, decoded, shared_out

LOW = (-20.0, -20.0)


def scores(length: int, **high: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Zeros but for the tokens that are named, as in `t3=5`."""
    made = np.zeros(length, np.float32)
    for name, value in high.items():
        made[int(name[1:])] = value
    return made


def test_the_best_span_begins_and_ends_where_the_scores_are_highest() -> None:
    best = decoded(scores(9, t2=8), scores(9, t4=8), nothing=LOW).spans[0]
    assert (best.first, best.last) == (2, 4)
    # Each end has exp(8) of exp(8) + 8 * exp(0), the first token next to nothing.
    assert best.score == pytest.approx(2 * math.log(math.exp(8) / (math.exp(8) + 8)), abs=1e-5)


def test_no_span_ends_before_it_begins() -> None:
    found = decoded(scores(9, t6=8), scores(9, t2=9), nothing=LOW).spans
    assert all(each.first <= each.last for each in found)
    # "6 to 8" has the best beginning, "0 to 2" the best end, which is the higher one.
    assert found[0].last == 2


def test_no_span_is_longer_than_an_answer_may_be() -> None:
    size = MAX_TOKENS + 10
    just = decoded(scores(size, t1=9), scores(size, **{f"t{MAX_TOKENS}": 9}), nothing=LOW).spans[0]
    assert (just.first, just.last) == (1, MAX_TOKENS)
    over = decoded(scores(size, t1=9), scores(size, **{f"t{MAX_TOKENS + 1}": 9}), nothing=LOW).spans[0]
    assert over.last - over.first < MAX_TOKENS


def test_nothing_is_as_likely_as_the_first_token_says() -> None:
    found = decoded(scores(3), scores(3), nothing=(5.0, 5.0))
    assert found.nothing == pytest.approx(2 * math.log(math.exp(5) / (math.exp(5) + 3)), abs=1e-5)
    assert found.nothing > found.spans[0].score


def test_tokens_that_are_ruled_out_are_in_no_span() -> None:
    ruled_out = np.full(4, -np.inf, np.float32)
    ruled_out[2:] = 0
    found = decoded(ruled_out, ruled_out, nothing=LOW).spans
    assert {(each.first, each.last) for each in found} == {(2, 2), (2, 3), (3, 3)}


@pytest.mark.parametrize("length", [0, 1])
def test_a_text_of_hardly_any_tokens_is_decoded(length: int) -> None:
    assert len(decoded(scores(length), scores(length), nothing=LOW).spans) == length


def test_at_most_the_best_are_kept_and_equals_in_reading_order() -> None:
    found = decoded(scores(30), scores(30), nothing=LOW, best=3).spans
    assert len(found) == 3
    assert list(found) == sorted(found, key=lambda each: (each.first, each.last))


def test_shares_add_up_to_one_and_a_span_in_two_windows_counts_once() -> None:
    shared = shared_out([Span(0, 4, 0.2), Span(7, 9, 0.6), Span(0, 4, 0.1)])
    assert [(each.start, each.end) for each in shared] == [(7, 9), (0, 4)]
    assert [each.share for each in shared] == pytest.approx([0.75, 0.25])
    assert shared_out([]) == ()
