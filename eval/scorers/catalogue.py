"""All scores, and the measures that a run is summed up by; policies and reports call them by these names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from eval.scorers import agreement, refusals
from eval.scorers.audience import KeepsToTheAudience
from eval.scorers.citations import (
    CitationPrecision,
    CitationRecall,
    QuotesToTheLetter,
    RightDocument,
    RightSection,
    StatementsCited,
)
from eval.scorers.cost import Took
from eval.scorers.language import SpeaksTheLanguage
from eval.scorers.refusals import Refusals
from eval.scorers.retrieval import Retrieval
from eval.scorers.right import Right
from eval.scorers.score import Score
from eval.scorers.squad import F1, ExactMatch

HEADLINE = "right"
AUDIENCE = "audience"
# What a language model says of the answers, where it was asked (`eval.judge`).
JUDGED = "judged"

SCORES: tuple[Score, ...] = (
    Right(),
    ExactMatch(),
    F1(),
    Refusals(),
    KeepsToTheAudience(),
    SpeaksTheLanguage(),
    QuotesToTheLetter(),
    StatementsCited(),
    RightDocument(),
    RightSection(),
    CitationPrecision(),
    CitationRecall(),
    Retrieval("recall_at_1", "R@1"),
    Retrieval("recall_at_5", "R@5"),
    Retrieval("reciprocal_rank", "RR"),
    Retrieval("ndcg_at_10", "nDCG@10"),
    Took("seconds"),
    Took("prompt_tokens"),
    Took("completion_tokens"),
    Took("cost"),
)


class How(StrEnum):
    """How the items of a measure become one figure: a mean from 0 to 1, any mean, or a percentile."""

    SHARE = "share"
    NUMBER = "number"
    PERCENTILE = "percentile"


def _itself(mark: float) -> tuple[float, ...]:
    return (mark,)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of a run: what it takes of each mark of a score (`items`), and how that is summed up.

    `is_paired` says that a case counts alike whatever was answered, so that two runs can be compared case by
    case; the precision of refusals is none, since each run has its own refusals. `percentile` is from 0 to
    100.
    """

    name: str
    score: str
    how: How = How.SHARE
    higher_is_better: bool = True
    is_paired: bool = True
    items: Callable[[float], tuple[float, ...]] = _itself
    percentile: float = 50.0


def _plain(*names: str) -> tuple[Measure, ...]:
    return tuple(Measure(name, name) for name in names)


def _spent(*names: str) -> tuple[Measure, ...]:
    return tuple(Measure(name, name, How.NUMBER, higher_is_better=False) for name in names)


def _refusals(name: str, items: Callable[[float], tuple[float, ...]], *, is_paired: bool) -> Measure:
    return Measure(name, "refusals", is_paired=is_paired, items=items)


def _seconds(percentile: float) -> Measure:
    return Measure(
        f"seconds_p{percentile:.0f}",
        "seconds",
        How.PERCENTILE,
        higher_is_better=False,
        is_paired=False,
        percentile=percentile,
    )


MEASURES: tuple[Measure, ...] = (
    *_plain(HEADLINE, "exact_match", "f1"),
    _refusals("refusal_precision", refusals.precision, is_paired=False),
    _refusals("refusal_recall", refusals.recall, is_paired=True),
    _refusals("refusal_f1", refusals.f1, is_paired=False),
    Measure("needless_refusals", "refusals", higher_is_better=False, items=refusals.needless),
    *_plain(AUDIENCE, "language", "quotes_to_the_letter", "statements_cited"),
    *_plain("right_document", "right_section", "citation_precision", "citation_recall"),
    *_plain("recall_at_1", "recall_at_5", "reciprocal_rank", "ndcg_at_10"),
    *_plain(agreement.NAME, JUDGED),
    *_spent("seconds"),
    _seconds(50),
    _seconds(95),
    *_spent("prompt_tokens", "completion_tokens", "cost"),
)


def measure(name: str) -> Measure | None:
    """The measure of that name."""
    return next((each for each in MEASURES if each.name == name), None)
