"""No two askers share a key, and no key gives a name away."""

from __future__ import annotations

import itertools
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.requester_key import key_of
from bot.models import Requester

SECRET = bytes(range(32))
# What could move a border between parts, or be taken for nothing.
_PARTS = ("", "a", "b", "ab", "a:b", "a/b", "a\x00", "\x00a", ":", " ", "a ", "A", "1", "11", "가", "ａ", "а")


def test_an_asker_has_the_same_key_every_time() -> None:
    assert key_of(Requester("terminal", "here", "Kim"), SECRET) == key_of(
        Requester("terminal", "here", "Kim"), SECRET
    )


def test_no_two_askers_out_of_awkward_parts_share_a_key() -> None:
    askers = [Requester(*parts) for parts in itertools.product(_PARTS, repeat=3)]
    assert len({key_of(requester, SECRET) for requester in askers}) == len(askers)


@given(st.tuples(*[st.text()] * 3), st.tuples(*[st.text()] * 3))
def test_askers_share_a_key_only_if_they_are_the_same(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert (key_of(Requester(*one), SECRET) == key_of(Requester(*other), SECRET)) is (one == other)


def test_names_that_only_look_alike_are_kept_apart() -> None:
    composed = "김민준 Zoë"
    decomposed = unicodedata.normalize("NFD", composed)
    keys = {
        key_of(Requester("chat", "room", name), SECRET) for name in (composed, decomposed, composed.upper())
    }
    assert len(keys) == 3


def test_a_lone_surrogate_in_a_name_does_no_harm() -> None:
    assert key_of(Requester("chat", "room", "\ud800"), SECRET) != key_of(
        Requester("chat", "room", "?"), SECRET
    )


def test_the_key_holds_digits_and_no_name() -> None:
    assert re.fullmatch(r"[0-9a-f]{40}", key_of(Requester("chat", "room", "beef cafe"), SECRET))


def test_another_secret_gives_other_keys() -> None:
    requester = Requester("chat", "room", "Kim")
    assert key_of(requester, SECRET) != key_of(requester, SECRET[::-1])


@pytest.mark.parametrize("secret", [b"", b"short"])
def test_a_secret_too_short_to_be_one_is_refused(secret: bytes) -> None:
    with pytest.raises(ValueError, match="too few"):
        key_of(Requester("chat", "room", "Kim"), secret)
