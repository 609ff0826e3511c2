"""All scorers and metrics by the names that policies and reports use, and the scoring of a run's results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from eval.datasets.case import Case
from eval.models import Result, ResultKey, Score
from eval.scorers import answers, citations, squad
from eval.scorers.retrieval import score_retrieval
from eval.scorers.scorer import Corpus, Scorer

HEADLINE = "right"
AUDIENCE = "audience"
AGREEMENT = "agreement"
# The verdicts of a language model, where one was asked (`eval.judge`).
JUDGED = "judged"

SCORERS: Mapping[str, Scorer] = {
    HEADLINE: answers.score_right,
    "exact_match": squad.score_exact_match,
    "f1": squad.score_f1,
    "refusals": answers.score_refusal,
    AUDIENCE: answers.score_audience,
    "language": answers.score_language,
    "quotes_to_the_letter": citations.score_quotes,
    "statements_cited": citations.score_statements,
    "right_document": citations.score_document,
    "right_section": citations.score_section,
    "citation_precision": citations.score_citation_precision,
    "citation_recall": citations.score_citation_recall,
    "recall_at_1": partial(score_retrieval, measure="R@1"),
    "recall_at_5": partial(score_retrieval, measure="R@5"),
    "reciprocal_rank": partial(score_retrieval, measure="RR"),
    "ndcg_at_10": partial(score_retrieval, measure="nDCG@10"),
    "seconds": partial(answers.score_usage, field="seconds"),
    "prompt_tokens": partial(answers.score_usage, field="prompt_tokens"),
    "completion_tokens": partial(answers.score_usage, field="completion_tokens"),
    "cost": partial(answers.score_usage, field="cost"),
}


class Aggregation(StrEnum):
    """How the items of a metric become one figure: a mean from 0 to 1, any mean, or a percentile."""

    SHARE = "share"
    MEAN = "mean"
    PERCENTILE = "percentile"


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure of a run: which items it takes of each score of a scorer, and how they are aggregated.

    `is_paired` means that the same cases count whatever was answered, so that two runs can be compared case
    by case; precision of refusals is not paired. `percentile` is from 0 to 100.
    """

    name: str
    scorer: str
    aggregation: Aggregation = Aggregation.SHARE
    higher_is_better: bool = True
    is_paired: bool = True
    items: Callable[[float], tuple[float, ...]] = lambda value: (value,)
    percentile: float = 50.0


def _shares(*names: str) -> list[Metric]:
    return [Metric(name, name) for name in names]


def _means(*names: str) -> list[Metric]:
    return [Metric(name, name, Aggregation.MEAN, higher_is_better=False) for name in names]


def _seconds(percentile: int) -> Metric:
    return Metric(
        f"seconds_p{percentile}",
        "seconds",
        Aggregation.PERCENTILE,
        higher_is_better=False,
        is_paired=False,
        percentile=percentile,
    )


_ALL = [
    *_shares(HEADLINE, "exact_match", "f1"),
    Metric("refusal_precision", "refusals", is_paired=False, items=answers.refusal_precision),
    Metric("refusal_recall", "refusals", items=answers.refusal_recall),
    Metric("refusal_f1", "refusals", is_paired=False, items=answers.refusal_f1),
    Metric("needless_refusals", "refusals", higher_is_better=False, items=answers.needless_refusal),
    *_shares(AUDIENCE, "language", "quotes_to_the_letter", "statements_cited"),
    *_shares("right_document", "right_section", "citation_precision", "citation_recall"),
    *_shares("recall_at_1", "recall_at_5", "reciprocal_rank", "ndcg_at_10"),
    *_shares(AGREEMENT, JUDGED),
    *_means("seconds"),
    _seconds(50),
    _seconds(95),
    *_means("prompt_tokens", "completion_tokens", "cost"),
]
METRICS: Mapping[str, Metric] = {metric.name: metric for metric in _ALL}


def score_results(
    cases: Sequence[Case], results: Sequence[Result], corpus: Corpus
) -> dict[ResultKey, dict[str, Score]]:
    """The scores of each result by scorer; the agreement of repeats belongs to the first of them."""
    case_of = {case.id: case for case in cases}
    scores: dict[ResultKey, dict[str, Score]] = {}
    repeats: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        if result.case in case_of:
            of_scorers = {
                name: scorer(case_of[result.case], result, corpus) for name, scorer in SCORERS.items()
            }
            scores[result.case, result.repeat] = {n: s for n, s in of_scorers.items() if s is not None}
            repeats[result.case].append(result)
    for of_case in repeats.values():
        agreement = answers.score_agreement(of_case)
        if agreement is not None:
            scores[of_case[0].case, of_case[0].repeat][AGREEMENT] = agreement
    return scores
