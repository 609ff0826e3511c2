"""Long texts are cut where a reader would cut them, and never inside what must stay whole."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.cards.clusters import clusters
from bot.discord.cards.escaping import escape
from bot.discord.cards.splitting import split
from tests.bot.discord.cards.texts import long_and_hostile, unhurried

_MOST = 100
bounds = st.integers(60, 400)


@given(long_and_hostile, bounds)
@unhurried
def test_pieces_keep_within_bounds_and_joined_are_the_text(text: str, most: int) -> None:
    written = escape(text)
    pieces = split(written, most)
    assert all(0 < len(piece) <= most for piece in pieces)
    assert "".join(pieces) == written


@given(long_and_hostile, bounds)
@unhurried
def test_no_piece_ends_in_a_character_or_an_escaped_one(text: str, most: int) -> None:
    written = escape(text)
    wholes = list(clusters(written))
    ends, at = set(), 0
    for whole in wholes:
        at += len(whole)
        ends.add(at)
    at = 0
    for piece in split(written, most)[:-1]:
        at += len(piece)
        assert at in ends
        assert (len(piece) - len(piece.rstrip("\\"))) % 2 == 0


@given(st.lists(st.integers(1, 99), min_size=1, max_size=80), bounds)
@unhurried
def test_numbers_of_citations_are_never_cut(numbers: list[int], most: int) -> None:
    text = "".join(f"{'말' * (n % 17)}[{n}]" for n in numbers)
    found = [each for piece in split(text, most) for each in re.findall(r"\[(\d+)\]", piece)]
    assert found == [str(n) for n in numbers]


def test_a_text_that_fits_is_one_piece_and_none_is_none() -> None:
    assert split("a" * _MOST, _MOST) == ["a" * _MOST]
    assert split("", _MOST) == []


@pytest.mark.parametrize(
    ("between", "kind"), [("\n\n", "paragraphs"), ("\n", "lines"), (". ", "sentences"), (" ", "words")]
)
def test_pieces_end_with(between: str, kind: str) -> None:
    first = "가" * 70 + between
    assert split(first + "b" * 60, _MOST) == [first, "b" * 60], kind


def test_a_paragraph_is_preferred_to_a_later_sentence() -> None:
    first, second = "a" * 60 + "\n\n", "B. " * 20
    assert split(first + second, _MOST) == [first, second]


def test_a_sentence_keeps_the_number_behind_it() -> None:
    first = "a" * 60 + ". [12] "
    assert split(first + "b " * 30, _MOST)[0] == first


def test_a_decomposed_syllable_is_never_cut() -> None:
    # Three jamo each, so that 100 falls inside the 34th.
    pieces = split(unicodedata.normalize("NFD", "각" * 40), _MOST)
    assert [len(piece) for piece in pieces] == [99, 21]


@pytest.mark.parametrize(
    "whole", ["[the text](https://example.org/a)", "<https://example.org/abc>", r"\*", "**90 million**"]
)
def test_links_bold_words_and_escaped_characters_are_never_cut(whole: str) -> None:
    for before in range(_MOST - len(whole) + 1, _MOST):
        text = "a" * before + whole + "b" * 50
        assert any(whole in piece for piece in split(text, _MOST)), before


def test_a_fence_is_closed_and_opened_again() -> None:
    code = "\n".join(f"line {n:02}" for n in range(30))
    pieces = split(f"```py\n{code}\n```", _MOST)
    assert len(pieces) > 1
    for piece in pieces:
        assert len(piece) <= _MOST
        assert piece.startswith("```py\n")
        assert piece.endswith("\n```")
    inside = "".join(piece.removeprefix("```py\n").removesuffix("```") for piece in pieces)
    assert inside == code + "\n"


def test_a_fence_that_fits_into_the_next_piece_is_not_cut() -> None:
    text, fence = "a" * 70 + "\n", "```\n" + "b" * 60 + "\n```"
    assert split(text + fence, _MOST) == [text, fence]


def test_a_quotation_goes_on_as_one() -> None:
    pieces = split("> " + "word " * 40, _MOST)
    assert len(pieces) > 1
    assert all(piece.startswith("> ") for piece in pieces)
    assert "".join(piece.removeprefix("> ") for piece in pieces) == "word " * 40


def test_a_whole_that_is_longer_than_a_piece_is_cut_all_the_same() -> None:
    text = "> " + "[1]" * 200
    pieces = split(text, _MOST)
    assert all(len(piece) <= _MOST for piece in pieces)
    assert "".join(piece.removeprefix("> ") for piece in pieces) == text.removeprefix("> ")
