"""Passages in the reader's order."""

from __future__ import annotations

from bot.models import Passage
from bot.retrieval.fusion import E5_TEMPERATURE
from bot.retrieval.reranking import READER_TRUST, reordered
from ingest.models import Chunk


def passage(name: str, score: float) -> Passage:
    return Passage(Chunk(name, 0, (), None, 0, 1, "x", ()), name, score)


def names(passages: list[Passage]) -> list[str]:
    return [each.chunk.document for each in passages]


def test_a_passage_that_answers_comes_before_one_that_was_found_a_little_sooner() -> None:
    # 4 more in log-odds are worth 4 * 0.01 * READER_TRUST.
    apart = 4 * E5_TEMPERATURE * READER_TRUST
    near = [passage("first", 0.8), passage("second", 0.8 - apart + 0.001)]
    assert names(reordered(near, [-2.0, 2.0])) == ["second", "first"]
    far = [passage("first", 0.8), passage("second", 0.8 - apart - 0.001)]
    assert names(reordered(far, [-2.0, 2.0])) == ["first", "second"]


def test_passages_that_are_thought_the_same_of_stay_in_their_order() -> None:
    assert names(reordered([passage("b", 0.5), passage("a", 0.5)], [1.0, 1.0])) == ["b", "a"]


def test_no_certainty_of_the_reader_outweighs_everything() -> None:
    assert names(reordered([passage("first", 0.9), passage("last", 0.5)], [-1e9, 1e9])) == ["first", "last"]
