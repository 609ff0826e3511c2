"""Observes what the readers say of the candidates for a case, and which of them are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.answering.mixing import features
from bot.answering.trained_reader import TrainedReader, Weighed
from bot.answering.wants import parts_of
from bot.assistant import Assistant
from bot.models import Passage, Question
from bot.retrieval.siblings import with_siblings
from eval.datasets.case import Case, Gold
from eval.scorers.clusters import cluster_of
from eval.scorers.matching import holds

# A longer reference is an account, which no sentence holds word for word.
_FEW_WORDS = 25


@dataclass(frozen=True, slots=True)
class Observed:
    """A case's candidates: the features of each, and which are right; `cluster` names what it goes with."""

    cluster: str
    features: tuple[tuple[float, ...], ...]
    right: tuple[bool, ...]


def observed(assistant: Assistant, reader: TrainedReader, cases: Iterable[Case]) -> Iterator[Observed]:
    """What is seen of each case that stands alone and asks one thing.

    Raises ConcordError without an index.
    """
    for case in cases:
        parts = parts_of(case.question, case.language)
        if case.turns or len(parts) > 1:
            continue
        question = Question(case.question, case.audience, case.language)
        passages = _passages(assistant, question)
        (found,) = reader.weigh(question, parts, passages)
        if found:
            yield Observed(
                cluster_of(case),
                tuple(features(each.signs) for each in found),
                tuple(is_right(each, case) for each in found),
            )


def is_right(weighed: Weighed, case: Case) -> bool:
    """Whether a candidate has the gold words, or else an answer in a few words in a gold document."""
    if case.unanswerable is not None:
        return False
    words, document = weighed.candidate.words, weighed.candidate.passage.chunk.document
    golds = [each for each in (*case.gold, *case.instead) if each.document == document]
    if any(each.quote for each in golds):
        return any(_has(words, each) for each in golds)
    few = [each for each in case.references if len(each.split()) <= _FEW_WORDS]
    return bool(golds or not case.gold) and any(holds(words, each) for each in few)


def _has(words: str, gold: Gold) -> bool:
    return bool(gold.quote) and (gold.quote in words or words in gold.quote)


def _passages(assistant: Assistant, question: Question) -> Sequence[Passage]:
    return assistant.index.read(
        lambda snapshot: with_siblings(
            snapshot,
            assistant.retriever.passages(snapshot, question, top=assistant.retrieval.top),
            question.audience,
        )
    )
