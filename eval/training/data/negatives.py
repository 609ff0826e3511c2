"""Makes unanswerable questions: beside a passage that looks alike, or with a figure or name exchanged."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.qa_model.base import KeywordIndex
from eval.training.data.alterations import other_figure
from eval.training.data.example import Example, unanswered

_WORDS = re.compile(r"\w+")
_GRAM = 2  # characters; enough for Korean, Japanese and Chinese, and it finds inflected English words
_PASSAGES_TRIED, _SENTENCES_TRIED = 5, 3
_FIGURE = re.compile(r"\d+")
_SHORTEST_NAME, _LONGEST_NAME = 2, 24  # characters


def near_misses(examples: Sequence[Example], *, within_article: bool) -> list[Example]:
    """Each question with a known answer beside the nearest passage without that answer's words.

    `within_article` takes only passages of the same article, which are the hardest; a question whose article
    has no other passage is left out.
    """
    groups: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        if example.span is not None:
            groups[example.article if within_article else ""].append(example)
    return [miss for group in groups.values() for miss in _of_group(group)]


def wrong_sentences(examples: Sequence[Example]) -> list[Example]:
    """Each question beside another question's sentence, the one that keyword search ranks highest."""
    sentences = sorted({example.passage for example in examples})
    index = KeywordIndex.build([bigrams(sentence) for sentence in sentences])
    made = []
    for example in examples:
        found = [sentences[row] for row, _ in index.search(bigrams(example.first), _SENTENCES_TRIED)]
        other = next((sentence for sentence in found if sentence != example.passage), None)
        if other is not None:
            made.append(unanswered(example, "near-miss", article=other, passage=other))
    return made


def changed_questions(examples: Sequence[Example], chance: random.Random) -> list[Example]:
    """Answered questions in which a figure or a name was exchanged for one that the passage lacks.

    Names are other questions' answers: an answer that stands in a question gives way to one from another
    article.
    """
    names = _names(examples)
    everywhere = sorted({name for of_article in names.values() for name in of_article})
    made = []
    for example in examples:
        if example.span is None:
            continue
        changed = _other_figure(example, chance) or _other_name(example, names, everywhere, chance)
        if changed:
            made.append(unanswered(example, "changed-question", first=changed))
    return made


def bigrams(text: str) -> list[str]:
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
    index = KeywordIndex.build([bigrams(passage) for passage in passages])
    for example in group:
        answer = example.answer.lower()
        ranked = (passages[row] for row, _ in index.search(bigrams(example.first), _PASSAGES_TRIED))
        nearest = next((passage for passage in ranked if answer not in passage.lower()), None)
        if nearest is not None:
            yield unanswered(example, "near-miss", article=articles[nearest], passage=nearest)


def _names(examples: Sequence[Example]) -> dict[str, list[str]]:
    """By article the answers that look like names, longest first."""
    found: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        name = example.answer
        if _SHORTEST_NAME <= len(name) <= _LONGEST_NAME and not _FIGURE.search(name):
            found[example.article].add(name)
    return {article: sorted(names, key=lambda name: (-len(name), name)) for article, names in found.items()}


def _other_figure(example: Example, chance: random.Random) -> str | None:
    figures = [match for match in _FIGURE.finditer(example.first) if match.group() in example.passage]
    if not figures:
        return None
    chosen = chance.choice(figures)
    new = other_figure(chosen.group(), example.passage, chance)
    return example.first[: chosen.start()] + new + example.first[chosen.end() :]


def _other_name(
    example: Example, names: dict[str, list[str]], everywhere: Sequence[str], chance: random.Random
) -> str | None:
    for name in names.get(example.article, ()):
        if name in example.first and name != example.answer:
            new = chance.choice(everywhere)
            if new not in example.passage and new not in names[example.article]:
                return example.first.replace(name, new)
    return None
