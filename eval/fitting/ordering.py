"""Tells how well passages are ordered, by how far the trained reader is trusted beside retrieval."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.assistant import Assistant
from bot.models import Passage, Question
from bot.qa_model.passages import text_of
from bot.qa_model.reading import PairReading
from bot.retrieval.reranking import RerankingRetriever, reordered
from eval.datasets.case import Case

TRUSTS = (0.0, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)


@dataclass(frozen=True, slots=True)
class Found:
    """What retrieval found for a case, in its order, what the reader says of each, and which are gold."""

    passages: Sequence[Passage]
    answers: Sequence[float]
    gold: frozenset[int]


def found(assistant: Assistant, cases: Iterable[Case]) -> Iterator[Found]:
    """What is found for each case that stands alone and names its gold.

    Raises ConcordError where there is no index.
    """
    retriever = assistant.retriever
    if not isinstance(retriever, RerankingRetriever):
        raise TypeError("the settings give no trained reader")
    for case in cases:
        if case.turns or not case.gold:
            continue
        passages = _retrieved(assistant, retriever, Question(case.question, case.audience, case.language))
        yield Found(passages, _answers(retriever.model, case.question, passages), _gold(case, passages))


def _retrieved(assistant: Assistant, retriever: RerankingRetriever, question: Question) -> Sequence[Passage]:
    """What the reader would be asked of, in retrieval's own order."""
    return assistant.index.read(
        lambda snapshot: retriever.retriever.passages(snapshot, question, top=retriever.read)
    )


def mean_rank(seen: Sequence[Found], trust: float) -> tuple[float, float]:
    """The share of cases whose first passage is gold, and the mean of 1 over the first gold one's place."""
    places = [_place(one, trust) for one in seen]
    return (
        sum(place == 1 for place in places) / len(places),
        sum(1 / place for place in places if place) / len(places),
    )


def _place(one: Found, trust: float) -> int:
    """The place of the first gold passage, from 1; 0 where none was found."""
    gold = {id(one.passages[number].chunk) for number in one.gold}
    order = reordered(one.passages, one.answers, trust)
    return next((place for place, each in enumerate(order, start=1) if id(each.chunk) in gold), 0)


def _answers(model: PairReading, question: str, passages: Sequence[Passage]) -> list[float]:
    return [each.answers for each in model.read(question, [text_of(passage) for passage in passages])]


def _gold(case: Case, passages: Sequence[Passage]) -> frozenset[int]:
    """The passages that hold a gold quotation; where none is quoted those of a gold document."""
    golds = (*case.gold, *case.instead)
    return frozenset(
        number
        for number, passage in enumerate(passages)
        for gold in golds
        if gold.document == passage.chunk.document and gold.quote in passage.chunk.text
    )
