"""What follows for an answer from what other documents say."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from bot.answering.corroboration import Corroboration, cut_to
from tests.bot.answering.sayings import entry, saying

QUOTED = saying("The fund holds 90 million dollars.", score=0.6)
OTHERS = tuple(
    saying(f"{words} 90 million dollars.", document, score=0.6)
    for words, document in (("It has", "b.md"), ("In it are", "c.md"), ("It owns", "d.md"))
)


def log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


def test_each_document_that_agrees_adds_half_to_the_log_odds_and_two_count_at_most() -> None:
    raised = [Corroboration(OTHERS[:count]).strengthen(0.6, QUOTED) for count in range(4)]
    assert raised[0] == 0.6
    added = [log_odds(each) - log_odds(0.6) for each in raised]
    assert added == pytest.approx([0.0, 0.5, 1.0, 1.0])


def test_a_document_in_the_same_words_adds_nothing_since_it_may_be_copied() -> None:
    copy = saying("The fund  holds 90 million\ndollars.", "b.md", score=0.6)
    assert Corroboration((copy,)).strengthen(0.6, QUOTED) == 0.6


def test_a_document_that_answers_less_surely_adds_nothing() -> None:
    # Three quarters of 0.6 are 0.45.
    weak, enough = (saying(OTHERS[0].quote, "b.md", score=score) for score in (0.44, 0.46))
    assert Corroboration((weak,)).strengthen(0.6, QUOTED) == 0.6
    assert Corroboration((enough,)).strengthen(0.6, QUOTED) > 0.6


@pytest.mark.parametrize("score", [0.0, 1e-12, 0.5, 1 - 1e-12, 1.0])
def test_what_agrees_never_makes_of_a_probability_more_than_one(score: float) -> None:
    quoted = saying(QUOTED.quote, score=score)
    sure = tuple(saying(each.quote, each.passage.chunk.document, score=1.0) for each in OTHERS)
    assert score <= Corroboration(sure).strengthen(score, quoted) <= 1


def test_nothing_is_added_where_another_document_says_otherwise() -> None:
    rival = saying("The fund holds 80 million dollars.", "e.md", score=0.6)
    assert Corroboration(OTHERS, (rival,)).strengthen(0.6, QUOTED) == 0.6


def test_what_differs_stands_newest_first_and_what_has_no_date_last() -> None:
    older, undated = saying("80 million.", "old.md"), saying("70 million.", "undated.md")
    entries = {
        "a.md": entry("a.md", dt.date(2026, 3, 2)),
        "old.md": entry("old.md", dt.date(2025, 3, 2)),
        "undated.md": entry("undated.md"),
    }
    assert Corroboration((), (undated, older)).beside(QUOTED, entries) == (QUOTED, older, undated)
    assert Corroboration((), (undated, QUOTED)).beside(older, entries) == (QUOTED, older, undated)
    assert Corroboration(OTHERS).beside(QUOTED, entries) == (QUOTED,)


def test_only_so_many_pieces_are_kept_but_what_differs_is_not_parted() -> None:
    pieces = [saying("Words.", f"{name}.md") for name in "abcde"]
    pair = pieces[1:3]
    assert cut_to(3, pieces, []) == tuple(pieces[:3])
    assert cut_to(2, pieces, [pair]) == tuple(pieces[:3])
    assert cut_to(3, pieces, [pair]) == tuple(pieces[:3])
    assert cut_to(1, pieces, [pair]) == tuple(pieces[:1])
    assert cut_to(2, pieces, [pair, pieces[2:5]]) == tuple(pieces)  # the second group begins within the first
    assert cut_to(9, pieces, [pair]) == tuple(pieces)
