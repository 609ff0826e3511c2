"""Makes unanswerable questions by exchanging a figure or a name for one that the passage lacks."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from bot.qa_model.training.example import Answered, Example
from bot.qa_model.training.sources.alterations import other_figure
from bot.qa_model.training.sources.near_misses import answer_text

_FIGURE = re.compile(r"\d+")
_SHORTEST_NAME, _LONGEST_NAME = 2, 24  # characters


def changed_questions(examples: Sequence[Example], chance: random.Random) -> list[Example]:
    """The questions of answered examples in which something could be exchanged, each now unanswerable.

    Names are other questions' answers: an answer that stands in a question is a name there, and gives way to
    an answer from another article.
    """
    names = _names(examples)
    everywhere = sorted({name for some in names.values() for name in some})
    made = []
    for example in examples:
        if example.span is None:
            continue
        changed = _other_figure(example, chance) or _other_name(example, names, everywhere, chance)
        if changed:
            source = f"{example.source}:changed-question"
            made.append(replace(example, source=source, first=changed, verdict=Answered.NO, span=None))
    return made


def _names(examples: Sequence[Example]) -> dict[str, list[str]]:
    """By article the answers that look like names."""
    found: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        if example.span is not None:
            name = answer_text(example)
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
        if name in example.first and name != answer_text(example):
            new = chance.choice(everywhere)
            if new not in example.passage and new not in names[example.article]:
                return example.first.replace(name, new)
    return None
