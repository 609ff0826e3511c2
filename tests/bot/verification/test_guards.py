"""Each way in which a sentence can be wrong has a check that names it; what is right passes them all."""

from __future__ import annotations

import pytest

from bot.models import Language
from bot.verification.guards import find_missing_quotations, find_quotations
from bot.verification.models import Accepted, Reason, Rejected
from tests.bot.verification.parts import prepared

FUND = (
    "The ferry fund holds 90 million dollars.",
    "The ferry fund will start in 2027.",
    "Kim Jung-kwan chairs the board of the ferry fund.",
    "The harbour fund holds 12 million dollars.",
)


@pytest.mark.parametrize(
    "sentence",
    [
        *FUND,
        "The ferry fund has 90 million dollars.",
        "The board of the ferry fund is chaired by Kim Jung-kwan.",
    ],
)
def test_what_the_source_says_stands(sentence: str) -> None:
    assert isinstance(prepared(FUND).verify(f"{sentence} [1]", Language.ENGLISH), Accepted)


@pytest.mark.parametrize(
    ("sentence", "reason", "detail"),
    [
        ('The ferry fund holds "a great sum of money".', Reason.QUOTATION, "a great sum of money"),
        ("The ferry fund holds 91 million dollars.", Reason.FIGURE, "91 million dollars"),
        ("Park Min-ho chairs the board of the ferry fund.", Reason.NAME, "Park"),
        ("The ferry fund does not hold 90 million dollars.", Reason.NEGATION, ""),
        ("The ferry fund was scrapped in 2027.", Reason.NEGATION, "scrapped"),
        ("The ferry fund starts in 2027 after the election.", Reason.UNSUPPORTED, "after"),
        ("The ferry fund started in 2027.", Reason.UNSUPPORTED, ""),
        ("President Kim Jung-kwan chairs the board of the ferry fund.", Reason.NAME, "president"),
        # The figure stands in the source, and of another thing.
        ("The harbour fund holds 90 million dollars.", Reason.FIGURE, "90 million dollars"),
        ("Only the ferry fund will start in 2027.", Reason.UNSUPPORTED, "Only"),
        (
            "The fund feeds dancers, fireworks and a festival.",
            Reason.UNSUPPORTED,
            "feed dancer firework festiv",
        ),
    ],
)
def test_what_it_does_not_say_is_withheld_by_its_reason(sentence: str, reason: Reason, detail: str) -> None:
    verdict = prepared(FUND).verify(f"{sentence} [1]", Language.ENGLISH)
    assert isinstance(verdict, Rejected)
    assert (verdict.reason, verdict.detail) == (reason, detail)


PASSAGE = (
    "The minister said: “Singapore offers one of the world's most\n advanced environments.”"
    " It is unable to stop."
)


@pytest.mark.parametrize(
    "sentence",
    [
        'He said "Singapore offers one of the world’s most advanced environments."',
        "He said ‘most advanced environments’.",
        "그는 「most advanced environments」라고 말하였다.",
        'He said "Singapore offers … advanced environments".',
    ],
)
def test_a_quotation_stands_whatever_its_marks(sentence: str) -> None:
    assert len(find_quotations(sentence)) == 1
    assert find_missing_quotations(sentence, PASSAGE) == []


@pytest.mark.parametrize(
    "quoted",
    [
        "Singapore offered one of the world's",
        "most advanced environment of",
        "able to stop",
        "advanced … offers",
    ],
)
def test_a_changed_quotation_is_missing(quoted: str) -> None:
    assert find_missing_quotations(f'He said "{quoted}".', PASSAGE) == [quoted]


def test_apostrophes_are_no_quotation_marks() -> None:
    assert find_quotations("Korea's act and the users' rights, it's said.") == []
