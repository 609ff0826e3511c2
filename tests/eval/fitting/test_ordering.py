"""How well passages are ordered, by how far the reader is trusted."""

from __future__ import annotations

from bot.models import Passage
from eval.fitting.ordering import Found, mean_rank
from ingest.models import Chunk


def passages(*scores: float) -> list[Passage]:
    return [Passage(Chunk("d", n, (), None, 0, 1, "x", ()), "d", score) for n, score in enumerate(scores)]


def test_what_the_reader_knows_better_comes_first_once_it_is_trusted() -> None:
    # 4 more in log-odds are worth 0.04 at full trust, and the gold passage lies 0.02 behind.
    one = Found(passages(0.82, 0.80), [-2.0, 2.0], frozenset({1}))
    assert mean_rank([one], 0.0) == (0.0, 0.5)
    assert mean_rank([one], 1.0) == (1.0, 1.0)


def test_a_case_whose_gold_was_not_found_counts_as_nothing() -> None:
    lost = Found(passages(0.8, 0.7), [0.0, 0.0], frozenset())
    found = Found(passages(0.8, 0.7), [0.0, 0.0], frozenset({0}))
    assert mean_rank([lost, found], 0.5) == (0.5, 0.5)
