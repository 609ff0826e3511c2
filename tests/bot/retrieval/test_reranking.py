"""Passages in the reader's order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.models import Audience, Language, Passage, Question
from bot.retrieval.fusion import E5_TEMPERATURE
from bot.retrieval.reranking import MODEL_TRUST, RerankingRetriever, rerank
from ingest.index.snapshot import Snapshot
from ingest.models import Chunk
from tests.bot.qa_model.scripted import ScriptedModel

QUESTION = Question("How large is the fund?", Audience.PUBLIC, Language.ENGLISH)
SNAPSHOT: Snapshot = None  # type: ignore[assignment]  # what is found is written out below


def passage(name: str, score: float, text: str = "x") -> Passage:
    return Passage(Chunk(name, 0, (), None, 0, len(text), text, ()), name, score)


@dataclass(frozen=True)
class Found:
    """A retriever whose ranking is written out."""

    ranked: Sequence[Passage]

    def passages(
        self,
        snapshot: Snapshot,  # noqa: ARG002
        question: Question,  # noqa: ARG002
        *,
        top: int,
        without: Collection[str] = (),
    ) -> Sequence[Passage]:
        return [each for each in self.ranked if each.chunk.document not in without][:top]

    def documents(self, snapshot: Snapshot, question: Question, *, top: int) -> Sequence[Passage]:
        return self.passages(snapshot, question, top=top)


def names(passages: list[Passage]) -> list[str]:
    return [each.chunk.document for each in passages]


def test_a_passage_that_answers_comes_before_one_that_was_found_a_little_sooner() -> None:
    # 4 more in log-odds are worth 4 * 0.01 * MODEL_TRUST.
    apart = 4 * E5_TEMPERATURE * MODEL_TRUST
    near = [passage("first", 0.8), passage("second", 0.8 - apart + 0.001)]
    assert names(rerank(near, [-2.0, 2.0])) == ["second", "first"]
    far = [passage("first", 0.8), passage("second", 0.8 - apart - 0.001)]
    assert names(rerank(far, [-2.0, 2.0])) == ["first", "second"]


def test_passages_that_are_thought_the_same_of_stay_in_their_order() -> None:
    assert names(rerank([passage("b", 0.5), passage("a", 0.5)], [1.0, 1.0])) == ["b", "a"]


def test_no_certainty_of_the_reader_outweighs_everything() -> None:
    assert names(rerank([passage("first", 0.9), passage("last", 0.5)], [-1e9, 1e9])) == ["first", "last"]


def reranking(told: dict[str, tuple[float, float]]) -> tuple[RerankingRetriever, ScriptedModel]:
    """A retriever that reads the best three of four passages, which lie close together."""
    ranked = [passage(f"{n}", 0.80 - n / 1000, f"Text {n}.") for n in range(4)]
    model = ScriptedModel({QUESTION.text: told})
    return RerankingRetriever(Found(ranked), model, read=3), model


def test_more_is_read_than_is_wanted_and_the_best_of_it_is_returned() -> None:
    retriever, model = reranking({"Text 2.": (4.0, 1.0)})
    assert names(retriever.passages(SNAPSHOT, QUESTION, top=2)) == ["2", "0"]
    assert len(model.asked) == 3


def test_what_is_wanted_beyond_what_is_read_follows_in_its_own_order() -> None:
    retriever, _ = reranking({"Text 3.": (4.0, 1.0), "Text 1.": (4.0, 1.0)})
    assert names(list(retriever.documents(SNAPSHOT, QUESTION, top=4))) == ["1", "0", "2", "3"]


def test_documents_that_are_left_out_are_not_read() -> None:
    retriever, model = reranking({})
    assert names(retriever.passages(SNAPSHOT, QUESTION, top=4, without={"0"})) == ["1", "2", "3"]
    assert not any("Text 0." in text for _, text in model.asked)


def test_where_only_documents_are_ordered_no_passage_of_an_answer_is_read() -> None:
    told, model = reranking({"Text 2.": (4.0, 1.0)})
    retriever = replace(told, only_documents=True)
    assert names(retriever.passages(SNAPSHOT, QUESTION, top=2)) == ["0", "1"]
    assert model.asked == []
    assert names(list(retriever.documents(SNAPSHOT, QUESTION, top=2))) == ["2", "0"]
