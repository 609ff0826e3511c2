"""Makes unanswerable questions: each beside the passage that looks most like it and lacks its answer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.qa_model.training.example import Answered, Example, Span
from ingest.index.keywords import KeywordIndex

_WORDS = re.compile(r"\w+")
_TRIED = 5
_GRAM = 2  # characters; enough for Korean, Japanese and Chinese, and it finds inflected English words


def near_misses(examples: Sequence[Example], *, within_article: bool) -> list[Example]:
    """For each question with a known answer the nearest passage that does not hold its words.

    `within_article` looks only at passages of the same article, which are the hardest; a question whose
    article has no other passage is left out.
    """
    groups: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        if example.span is not None:
            groups[example.article if within_article else ""].append(example)
    return [miss for group in groups.values() for miss in _of_group(group)]


def answer_text(example: Example) -> str:
    """The words of the answer; the example has a span."""
    span = example.span or Span(0, 0)
    return example.passage[span.start : span.end]


def grams(text: str) -> list[str]:
    """Each word's pairs of neighbouring characters, and the word where it is no longer than that."""
    return [
        word[at : at + _GRAM]
        for word in _WORDS.findall(text.lower())
        for at in range(max(1, len(word) - _GRAM + 1))
    ]


def _of_group(group: Sequence[Example]) -> Iterator[Example]:
    articles = {example.passage: example.article for example in group}
    passages = list(articles)
    if len(passages) < 2:
        return
    index = KeywordIndex.build([grams(passage) for passage in passages])
    for example in group:
        other = _nearest(example, passages, index)
        if other is not None:
            yield replace(
                example,
                source=f"{example.source}:near-miss",
                article=articles[other],
                passage=other,
                verdict=Answered.NO,
                span=None,
            )


def _nearest(example: Example, passages: Sequence[str], index: KeywordIndex) -> str | None:
    answer = answer_text(example).lower()
    for row, _ in index.search(grams(example.first), _TRIED):
        if answer not in passages[row].lower():
            return passages[row]
    return None
