"""Pairs of texts as windows of tokens, and spans out of the scores of tokens."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bot.qa_model.model import Span, normalize_shares
from bot.qa_model.windows import FIRST_TOKENS, MAX_SPAN_TOKENS, OVERLAP_TOKENS, Layout, decode_spans

LAYOUT = Layout(begin=0, end=2, max_tokens=384)


def test_marks_stand_around_and_between_the_texts() -> None:
    (window,) = LAYOUT.windows([10, 11], [20, 21, 22])
    assert window.tokens == (0, 10, 11, 2, 2, 20, 21, 22, 2)
    assert (window.at, window.begin) == (5, 0)


def test_a_second_text_without_tokens_is_one_window_too() -> None:
    assert [window.tokens for window in LAYOUT.windows([10], [])] == [(0, 10, 2, 2, 2)]


def test_a_long_second_text_is_read_in_windows_that_overlap() -> None:
    # Beside 10 tokens and 4 marks there is room for 370; each next window begins 370 - 128 = 242 later, and
    # the third one would only repeat what the second has.
    windows = LAYOUT.windows(range(100, 110), range(1000, 1600))
    assert [window.begin for window in windows] == [0, 242]
    assert all(len(window.tokens) <= 384 for window in windows)
    assert windows[1].tokens[windows[1].at : -1] == tuple(range(1242, 1600))
    assert OVERLAP_TOKENS == 128


def test_every_token_of_the_second_text_is_in_a_window_however_long_it_is() -> None:
    for length in (1, 369, 370, 371, 498, 499, 1000, 5000):
        read = {
            token
            for window in LAYOUT.windows(range(10), range(length))
            for token in window.tokens[window.at : -1]
        }
        assert read >= set(range(length))


def test_a_long_first_text_is_cut_off() -> None:
    (window,) = LAYOUT.windows(range(500), [7])
    assert window.at == FIRST_TOKENS + 3


LOW = (-20.0, -20.0)


def scores(length: int, **high: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Zeros but for the tokens that are named, as in `t3=5`."""
    made = np.zeros(length, np.float32)
    for name, value in high.items():
        made[int(name[1:])] = value
    return made


def test_the_best_span_begins_and_ends_where_the_scores_are_highest() -> None:
    best = decode_spans(scores(9, t2=8), scores(9, t4=8), nothing=LOW).spans[0]
    assert (best.first, best.last) == (2, 4)
    # Each end has exp(8) of exp(8) + 8 * exp(0), the first token next to nothing.
    assert best.score == pytest.approx(2 * math.log(math.exp(8) / (math.exp(8) + 8)), abs=1e-5)


def test_no_span_ends_before_it_begins() -> None:
    found = decode_spans(scores(9, t6=8), scores(9, t2=9), nothing=LOW).spans
    assert all(each.first <= each.last for each in found)
    # "6 to 8" has the best beginning, "0 to 2" the best end, which is the higher one.
    assert found[0].last == 2


def test_no_span_is_longer_than_an_answer_may_be() -> None:
    size = MAX_SPAN_TOKENS + 10
    just = decode_spans(scores(size, t1=9), scores(size, **{f"t{MAX_SPAN_TOKENS}": 9}), nothing=LOW).spans[0]
    assert (just.first, just.last) == (1, MAX_SPAN_TOKENS)
    over = decode_spans(
        scores(size, t1=9), scores(size, **{f"t{MAX_SPAN_TOKENS + 1}": 9}), nothing=LOW
    ).spans[0]
    assert over.last - over.first < MAX_SPAN_TOKENS


def test_nothing_is_as_likely_as_the_first_token_says() -> None:
    found = decode_spans(scores(3), scores(3), nothing=(5.0, 5.0))
    assert found.nothing == pytest.approx(2 * math.log(math.exp(5) / (math.exp(5) + 3)), abs=1e-5)
    assert found.nothing > found.spans[0].score


def test_tokens_that_are_ruled_out_are_in_no_span() -> None:
    ruled_out = np.full(4, -np.inf, np.float32)
    ruled_out[2:] = 0
    found = decode_spans(ruled_out, ruled_out, nothing=LOW).spans
    assert {(each.first, each.last) for each in found} == {(2, 2), (2, 3), (3, 3)}


@pytest.mark.parametrize("length", [0, 1])
def test_a_text_of_hardly_any_tokens_is_decoded(length: int) -> None:
    assert len(decode_spans(scores(length), scores(length), nothing=LOW).spans) == length


def test_at_most_the_best_are_kept_and_equals_in_reading_order() -> None:
    found = decode_spans(scores(30), scores(30), nothing=LOW, best=3).spans
    assert len(found) == 3
    assert list(found) == sorted(found, key=lambda each: (each.first, each.last))


def test_shares_add_up_to_one_and_a_span_in_two_windows_counts_once() -> None:
    shared = normalize_shares([Span(0, 4, 0.2), Span(7, 9, 0.6), Span(0, 4, 0.1)])
    assert [(each.start, each.end) for each in shared] == [(7, 9), (0, 4)]
    assert [each.share for each in shared] == pytest.approx([0.75, 0.25])
    assert normalize_shares([]) == ()
