"""Pairs of texts as tokens."""

from __future__ import annotations

from bot.qa_model.layout import FIRST_TOKENS, OVERLAP_TOKENS, Layout

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
