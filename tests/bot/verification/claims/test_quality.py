"""What is found for claims of each kind on the documents that ship: floors and ceilings with slack.

They are there to notice a loss, not to state the quality: `python -m eval.faults --claims` prints that.
A right claim that is called contradicted, or a wrong one supported, is worse than one that is not found.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.assistant import Assistant
from bot.verification.models import Finding
from eval.faults.cases import OPEN, RIGHT, read_claims
from eval.faults.checking import CheckedClaim, check_claims

_STEP = 12
# Of the kinds that a figure, a date, a unit or a denial tells apart.
_PLAIN = {"figure", "date", "unit", "negation"}


@pytest.fixture(scope="module")
def checked(corpus: Assistant) -> list[CheckedClaim]:
    """A sample of the planted claims, and all the open ones."""
    return list(check_claims(read_claims(_STEP), corpus))


def share(checked: Sequence[CheckedClaim], kinds: set[str], finding: Finding) -> float:
    of_kinds = [each for each in checked if each.claim.kind in kinds]
    return sum(each.reply.finding is finding for each in of_kinds) / len(of_kinds)


def test_right_claims_are_mostly_supported_and_hardly_ever_contradicted(checked: list[CheckedClaim]) -> None:
    assert share(checked, {RIGHT}, Finding.SUPPORTED) >= 0.45
    assert share(checked, {RIGHT}, Finding.CONTRADICTED) <= 0.02


def test_wrong_figures_dates_units_and_denials_are_hardly_ever_supported(checked: list[CheckedClaim]) -> None:
    assert share(checked, _PLAIN, Finding.SUPPORTED) <= 0.08
    assert share(checked, _PLAIN, Finding.CONTRADICTED) >= 0.2


def test_what_no_document_decides_is_hardly_ever_decided(checked: list[CheckedClaim]) -> None:
    assert share(checked, {OPEN}, Finding.CONTRADICTED) <= 0.03
    assert share(checked, {OPEN}, Finding.SUPPORTED) <= 0.03
