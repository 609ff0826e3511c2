"""Articles are parted once and for all, and never stand on two sides."""

from __future__ import annotations

from bot.qa_model.training.articles import split

TITLES = [f"article {number}" for number in range(30)]


def test_each_article_is_in_one_part() -> None:
    parts = split(TITLES)
    assert sorted([*parts.training, *parts.calibration, *parts.held_out]) == sorted(TITLES)


def test_a_fifth_is_held_out_and_a_fifteenth_calibrated_on() -> None:
    parts = split(TITLES)
    assert len(parts.held_out) == 6  # 30 / 5
    assert len(parts.calibration) == 2  # 30 / 15


def test_neither_order_nor_repetition_moves_an_article() -> None:
    assert split([*reversed(TITLES), *TITLES]) == split(TITLES)
