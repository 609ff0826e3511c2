"""Ids that can be read out, typed and pasted."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.records import ALPHABET, as_id, new_id


@pytest.mark.parametrize(
    ("number", "identifier"),
    [
        (0, "00000000"),
        (31, "0000000z"),  # the last five bits are the last character, and z is the 32nd
        (32, "00000010"),
        (2**40 - 1, "zzzzzzzz"),
    ],
)
def test_an_id_is_its_forty_random_bits_in_base_32(number: int, identifier: str) -> None:
    assert new_id(lambda count: number.to_bytes(count, "big")) == identifier


def test_no_id_has_letters_that_look_like_digits() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("oilu") & set("".join(new_id(os.urandom) for _ in range(1000)))


@pytest.mark.parametrize(
    "typed",
    [
        "0a1b2c3d",
        "OA1B2C3D",  # a letter O
        "oaLb2c3d",
        "0aib2c3d",
        " 0a1b 2c3d\n",
        "0A1B-2C3D",
        "0a1b–2c3d",  # a dash from a word processor
        "０ａ１ｂ２ｃ３ｄ",  # full-width, from a Korean keyboard
        "\u200b0a1b2c3d.",
        "`0a1b2c3d`",
    ],
)
def test_an_id_is_found_however_it_is_typed(typed: str) -> None:
    assert as_id(typed) == "0a1b2c3d"


@pytest.mark.parametrize(
    "typed", ["", "0a1b2c3", "0a1b2c3d4", "0a1b2c3u", "가나다라마바사아", "²²²²²²²\u00bd"]
)
def test_what_can_be_no_id_is_none(typed: str) -> None:
    assert as_id(typed) is None


@given(st.binary(min_size=5, max_size=5))
def test_every_id_is_found_as_it_is(five: bytes) -> None:
    identifier = new_id(lambda _: five)
    assert as_id(identifier) == as_id(identifier.upper()) == identifier
