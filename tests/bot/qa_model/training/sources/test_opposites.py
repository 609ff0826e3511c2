"""One word gives way to its opposite, or to more than was said."""

from __future__ import annotations

import random

import pytest

from bot.qa_model.training.example import Support
from bot.qa_model.training.sources.opposites import opposed
from bot.qa_model.training.sources.planted import planted
from tests.bot.qa_model.training.made import read


@pytest.mark.parametrize(
    ("language", "sentence", "opposite"),
    [
        ("en", "It holds at least 90 boats.", "It holds at most 90 boats."),
        ("en", "Before 1900 there was a ferry.", "After 1900 there was a ferry."),
        ("en", "Some ships are exempt.", "All ships are exempt."),
        ("ko", "수출이 늘었다.", "수입이 늘었다."),
        ("ko", "1900년 이전에 지어졌다.", "1900년 이후에 지어졌다."),
        ("ko", "일부 선박은 면제된다.", "모든 선박은 면제된다."),
    ],
)
def test_a_word_is_exchanged(language: str, sentence: str, opposite: str) -> None:
    assert opposed(sentence, language, random.Random(0)) == opposite


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "The firstborn lives in Northport."), ("en", "All ships pay."), ("ja", "最初です。")],
)
def test_what_has_no_such_word_stays(language: str, sentence: str) -> None:
    assert opposed(sentence, language, random.Random(0)) is None


def test_only_one_word_is_exchanged() -> None:
    changed = opposed("The first opened before the last.", "en", random.Random(3))
    assert changed in {
        "The last opened before the last.",
        "The first closed before the last.",
        "The first opened after the last.",
        "The first opened before the first.",
    }


def test_opposites_are_planted_only_where_they_are_wanted() -> None:
    asked = [read("The first boat, the Mina, was painted by Joon.", "Which boat?", "Mina")]
    for wanted in (False, True):
        found = {
            each.first
            for seed in range(60)
            for each in planted(asked, random.Random(seed), with_opposites=wanted)
            if each.verdict is Support.CONTRADICTED
        }
        assert ("The last boat, the Mina, was painted by Joon." in found) is wanted
