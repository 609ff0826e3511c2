"""A sentence that joins two of its source rests on both, where they are about the same."""

from __future__ import annotations

import pytest

from bot.models import Language
from bot.verification.models import Accepted, Reason, Rejected, Verdict
from tests.bot.verification.parts import prepared

HOLDS, STARTS = "The ferry fund holds 90 million dollars.", "The ferry fund starts in 2027."
CHAIR = "Kim Jung-kwan chairs the board of the ferry fund."
OTHER = "The harbour museum opened in 2031."


def verdict(sentence: str, source: tuple[str, ...]) -> Verdict:
    return prepared(source).verify(f"{sentence} [1]", Language.ENGLISH)


def quotes(found: Verdict) -> list[str]:
    assert isinstance(found, Accepted), found
    return [each.quote for each in found.evidence]


@pytest.mark.parametrize(
    ("sentence", "rests_on"),
    [
        ("The ferry fund holds 90 million dollars and starts in 2027.", [HOLDS, STARTS]),
        ("The ferry fund starts in 2027 and Kim Jung-kwan chairs its board.", [STARTS, CHAIR]),
        ("The ferry fund starts in 2027.", [STARTS]),
    ],
)
def test_it_rests_on_as_many_as_it_needs(sentence: str, rests_on: list[str]) -> None:
    assert quotes(verdict(sentence, (HOLDS, STARTS, CHAIR, OTHER))) == rests_on


def test_a_figure_of_something_else_is_not_fetched() -> None:
    found = verdict("The ferry fund starts in 2031.", (HOLDS, STARTS, OTHER))
    assert isinstance(found, Rejected)
    assert (found.reason, found.detail) == (Reason.FIGURE, "2031")


def test_what_no_sentence_has_is_lost() -> None:
    found = verdict("The ferry fund holds 90 million dollars and starts in 2028.", (HOLDS, STARTS))
    assert isinstance(found, Rejected)
    assert (found.reason, found.detail) == (Reason.FIGURE, "2028")
