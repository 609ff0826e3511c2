"""Fuses the rankings of vector and keyword search into one.

    score(row) = cosine(row) + weight · BM25(row),    weight = temperature · 0.55

Both terms are log-odds, so they add up, and neither is rescaled for the question. A model trained contrastively
(InfoNCE; van den Oord et al., 2018) holds exp(cosine / temperature) for the odds that a passage answers; BM25 is
a sum of log-odds of the question's words (Robertson & Zaragoza, 2009), too confident because it takes the words
for independent. Hence the better list wins by itself: a rare name found in one passage is worth several times
the spread of the cosines, common words are worth next to nothing, and where no word matches the cosine decides.
Scaling each list to its own range, as a weighted sum of normalised scores or a fusion of ranks does (Cormack et
al., 2009; Bruch et al., 2023), throws that size away.

A row that is in one list only is given, in place of the score it lacks, the most that it can have there: the
last score of a list that was cut off, or no match at all.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

# The temperature that the E5 models were trained with (Wang et al., 2022); for a model trained at a similarity
# scale of 20 (most of sentence-transformers' own) it is 1/20.
E5_TEMPERATURE = 0.01
# What one unit of BM25 counts in units of log-odds: 1 if words were independent. Measured flat from 0.4 to 0.7
# on English and Korean, questions on pages, on an encyclopaedia and on official advice alike.
KEYWORD_TRUST = 0.55

Row = TypeVar("Row", bound=Hashable)


def fuse(
    dense: Sequence[tuple[Row, float]],
    keyword: Sequence[tuple[Row, float]],
    *,
    temperature: float = E5_TEMPERATURE,
) -> list[tuple[Row, float]]:
    """All rows of both lists with their fused scores, best first; equal ones in the order of `dense`, `keyword`.

    `dense` has cosine similarities of the nearest rows, `keyword` BM25 scores of the best matching ones, each
    best first; `temperature` is that of the embedding model's training.
    """
    cosines, matches = dict(dense), dict(keyword)
    farthest = min(cosines.values(), default=0.0)
    weight = temperature * KEYWORD_TRUST
    rows = dict.fromkeys((*cosines, *matches))
    fused = [(row, cosines.get(row, farthest) + weight * matches.get(row, 0.0)) for row in rows]
    return sorted(fused, key=lambda each: -each[1])
