"""The shares of planted sentences and claims that are judged rightly: floors and ceilings with slack.

They are there to notice a loss; `python -m eval.faults` and its `--claims` print the quality. A right claim
that is called contradicted, or a wrong one supported, is worse than one that is not found.

The targets are 1 for figures, dates and units, 0.95 for names and 0.03 for right ones; what stands here is
what was reached on both halves.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.settings import Settings
from bot.verification.models import Finding
from eval.faults.cases import OPEN, RIGHT, read_claims, read_sentences
from eval.faults.checking import (
    CheckedClaim,
    VerifiedSentence,
    check_claims,
    load_verifier,
    verify_sentences,
)
from ingest.settings import IndexSettings

pytestmark = pytest.mark.slow

FLOORS = {
    "figure": 0.96,
    "date": 0.95,
    "unit": 0.97,
    "name": 0.93,
    "negation": 0.85,
    "relation": 0.83,
    "unsupported": 0.94,
    "predicate": 0.60,
    "scope": 0.75,
    "role": 0.80,
    "antonym": 0.60,
    "tense": 0.60,
    "referent": 0.35,
}
CEILING = 0.21


HALVES = ["dev", "held_out"]


@pytest.fixture(scope="module")
def judged(corpus_index: Path) -> list[VerifiedSentence]:
    """Every planted sentence with its verdict."""
    passages, verifier = load_verifier(Settings(index=IndexSettings(folder=corpus_index)))
    return list(verify_sentences(read_sentences(), passages, verifier))


def withheld(judged: list[VerifiedSentence], split: str, kind: str) -> float:
    """The share of the sentences of a kind that would not be shown."""
    of_kind = [each for each in judged if (each.case.split, each.case.kind) == (split, kind)]
    return sum(not each.is_shown for each in of_kind) / len(of_kind)


@pytest.mark.parametrize("split", HALVES)
@pytest.mark.parametrize("kind", FLOORS)
def test_wrong_sentences_are_withheld(judged: list[VerifiedSentence], split: str, kind: str) -> None:
    assert withheld(judged, split, kind) >= FLOORS[kind]


@pytest.mark.parametrize("split", HALVES)
def test_right_sentences_are_seldom_withheld(judged: list[VerifiedSentence], split: str) -> None:
    assert withheld(judged, split, "right") <= CEILING


_STEP = 12
# Of the kinds that a figure, a date, a unit or a denial tells apart.
_PLAIN = {"figure", "date", "unit", "negation"}


@pytest.fixture(scope="module")
def checked(corpus: Assistant) -> list[CheckedClaim]:
    """A sample of the planted claims, and all the open ones."""
    return list(check_claims(read_claims(_STEP), corpus))


def found_share(checked: Sequence[CheckedClaim], kinds: set[str], finding: Finding) -> float:
    of_kinds = [each for each in checked if each.claim.kind in kinds]
    return sum(each.reply.finding is finding for each in of_kinds) / len(of_kinds)


def test_right_claims_are_mostly_supported_and_hardly_ever_contradicted(checked: list[CheckedClaim]) -> None:
    assert found_share(checked, {RIGHT}, Finding.SUPPORTED) >= 0.45
    assert found_share(checked, {RIGHT}, Finding.CONTRADICTED) <= 0.02


def test_wrong_figures_dates_units_and_denials_are_hardly_ever_supported(checked: list[CheckedClaim]) -> None:
    assert found_share(checked, _PLAIN, Finding.SUPPORTED) <= 0.08
    assert found_share(checked, _PLAIN, Finding.CONTRADICTED) >= 0.2


def test_what_no_document_decides_is_hardly_ever_decided(checked: list[CheckedClaim]) -> None:
    assert found_share(checked, {OPEN}, Finding.CONTRADICTED) <= 0.03
    assert found_share(checked, {OPEN}, Finding.SUPPORTED) <= 0.03
