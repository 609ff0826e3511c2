"""No id by which Discord knows somebody or something is left in what is harvested."""

from __future__ import annotations

import pytest

from eval.feedback.anonymous import keepable


@pytest.mark.parametrize(
    "typed",
    [
        "<@123456789012345678>",
        "<@!123456789012345678>",
        "<@&123456789012345678>",
        "<#123456789012345678>",
        "</ask:123456789012345678>",
        "<a:wave:123456789012345678>",
        "https://discord.com/channels/123456789012345678/2/3",
        "discord.gg/aBcDeF",
        "123456789012345678",
        "12345678901234567890",
    ],
)
def test_it_is_left_out(typed: str) -> None:
    assert keepable(f"ask {typed} of it") == "ask … of it"


@pytest.mark.parametrize(
    "typed",
    ["a < b and b > c", "KRW 50,000,000,000,000,000", "50000000000", "10.12345678901234567", "v1.20260302"],
)
def test_a_figure_stays_as_it_is(typed: str) -> None:
    assert keepable(typed) == typed


def test_half_a_character_becomes_a_mark() -> None:
    assert keepable("How much? \ud83d") == "How much? \ufffd"
