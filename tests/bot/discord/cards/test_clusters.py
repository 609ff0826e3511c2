"""Text is cut between what readers take for characters, and nowhere else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.cards.clusters import clusters
from tests.bot.discord.cards.texts import hostile, unhurried


@given(hostile)
@unhurried
def test_the_characters_joined_are_the_text(text: str) -> None:
    assert "".join(clusters(text)) == text


@pytest.mark.parametrize(
    "whole",
    [
        "e\u0301",  # a letter and its accent
        unicodedata.normalize("NFD", "각"),  # three jamo
        "가\u11a8",  # a syllable and one more consonant: 각
        "👩\u200d👩\u200d👧",
        "👍🏽",
        "❤\ufe0f",
        "🇰🇷",
        "1\ufe0f\u20e3",
        "ก\u0e33",
        "क\u094dष",
        "\r\n",
    ],
)
def test_what_a_reader_takes_for_one_character_is_one(whole: str) -> None:
    assert list(clusters(f"a{whole}b")) == ["a", whole, "b"]


def test_two_flags_are_two() -> None:
    assert list(clusters("🇰🇷🇸🇬")) == ["🇰🇷", "🇸🇬"]


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)))
@unhurried
def test_a_decomposed_korean_text_has_as_many_characters_as_syllables(text: str) -> None:
    assert len(list(clusters(unicodedata.normalize("NFD", text)))) == len(text)
