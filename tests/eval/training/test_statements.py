"""Statements say what their verdict says, and only their fault is wrong with them."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from eval.training.data.alterations import altered_figure, altered_month, denied, other_figure, reworded
from eval.training.data.example import Kind, Support
from eval.training.data.statements import planted_statements
from tests.eval.training.made import CITIES, PEOPLE, read


@pytest.mark.parametrize("figure", ["1998", "7", "1,250", "3.5", "0"])
def test_another_figure_has_the_same_shape_and_is_not_in_the_passage(figure: str) -> None:
    for seed in range(20):
        new = other_figure(figure, f"There were {figure} of 3 and 1999.", random.Random(seed))
        assert new != figure
        assert new not in f"There were {figure} of 3 and 1999."
        assert [sign.isdigit() for sign in new] == [sign.isdigit() for sign in figure]


def test_one_figure_of_a_sentence_is_altered_and_nothing_else() -> None:
    sentence = "In 1998 they had 12 boats."
    changed = altered_figure(sentence, sentence, random.Random(1))
    assert changed is not None
    different = [(old, new) for old, new in zip(sentence.split(), changed.split(), strict=True) if old != new]
    assert len(different) == 1
    assert different[0][0] in ("1998", "12")


def test_a_month_gives_way_to_one_that_the_passage_lacks() -> None:
    changed = altered_month("It opened in March.", "It opened in March and closed in May.", random.Random(0))
    assert changed is not None
    assert "March" not in changed
    assert "May" not in changed


@pytest.mark.parametrize(
    ("language", "sentence", "opposite"),
    [
        ("en", "The bridge was built in Oslo.", "The bridge was not built in Oslo."),
        ("en", "It is not open.", "It is open."),
        ("en", "It has been sold.", "It has not been sold."),
        ("ko", "그는 회의에 참석했다.", "그는 회의에 참석하지 않았다."),
        ("ko", "그는 회의에 참석하지 않았다.", "그는 회의에 참석했다."),
        ("ko", "기록이 없다.", "기록이 있다."),
        ("ja", "人々が利用している。", "人々が利用していない。"),
    ],
)
def test_a_sentence_is_denied_and_a_denial_affirmed(language: str, sentence: str, opposite: str) -> None:
    assert denied(sentence, language) == opposite


def test_a_sentence_that_no_rule_fits_is_not_denied() -> None:
    assert denied("Nobody came.", "en") is None
    assert denied("Il pleut.", "fr") is None


def test_brackets_and_the_tone_of_an_ending_are_no_fault() -> None:
    assert reworded("그는 서울(漢城)에서 일했다.") == "그는 서울에서 일했습니다."
    assert reworded("It opened (late) in May.") == "It opened in May."


def test_each_statement_has_its_verdict_for_a_reason() -> None:
    told = [
        read(f"{person} moved to the city of {city} in 19{number}5. Rain fell.", f"Where is {person}?", city)
        for number, (person, city) in enumerate(zip(PEOPLE, CITIES, strict=True))
    ]
    made = planted_statements(told * 5, random.Random(0))
    assert {each.label for each in made} == set(Support)
    for each in made:
        assert each.kind is Kind.STATEMENT
        assert (each.first in each.passage) == (each.label is Support.SUPPORTED)
    # With one verdict in three drawn for each of 40, far from all are of one kind.
    assert max(Counter(each.label for each in made).values()) < 30
