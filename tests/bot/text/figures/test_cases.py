"""The cases of `figures.tsv`: what evidence holds of a sentence, and which figures exclude each other."""

from __future__ import annotations

import pytest

from bot.text.figures import facts_in, missing_facts
from bot.text.figures.matching import exclude_each_other
from tests.bot.text.data import read_rows

pytestmark = pytest.mark.slow

ROWS = read_rows("figures.tsv")


def cases(verdict: str) -> list[object]:
    """The pairs of texts with this verdict, by topic."""
    return [
        pytest.param(*texts, id=f"{topic}: {texts[0]}") for named, topic, *texts in ROWS if named == verdict
    ]


@pytest.mark.parametrize(("sentence", "evidence"), cases("held"))
def test_what_the_evidence_says_in_its_own_way_is_held(sentence: str, evidence: str) -> None:
    assert missing_facts(sentence, evidence) == ()


@pytest.mark.parametrize(("sentence", "evidence"), cases("missing"))
def test_what_the_evidence_does_not_say_is_missing(sentence: str, evidence: str) -> None:
    assert missing_facts(sentence, evidence)


@pytest.mark.parametrize(("one", "other"), cases("exclusive"))
def test_figures_that_no_value_suits_exclude_each_other(one: str, other: str) -> None:
    assert exclude(one, other)
    assert exclude(other, one)


@pytest.mark.parametrize(("one", "other"), cases("compatible"))
def test_figures_that_leave_room_for_each_other_do_not_exclude_each_other(one: str, other: str) -> None:
    assert not exclude(one, other)
    assert not exclude(other, one)


def exclude(one: str, other: str) -> bool:
    (left,), (right,) = facts_in(one), facts_in(other)
    return exclude_each_other(left, right)
