"""Puts its article's title before a passage, as the running reader is given headings before the text."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from bot.qa_model.training.example import Example, Span

_SHARE = 0.4  # of those that have one: the reader must do with and without
_LONGEST = 80  # characters; a longer "title" is the passage itself in sets without titles


def some_titled(examples: Sequence[Example], chance: random.Random) -> list[Example]:
    """The examples in their order, a share of them with the title as the passage's first line."""
    return [_titled(each) if chance.random() < _SHARE else each for each in examples]


def _titled(example: Example) -> Example:
    title = example.article.replace("_", " ")
    if len(title) > _LONGEST or example.passage.startswith(title):
        return example
    head = f"{title}\n"
    span = example.span and Span(example.span.start + len(head), example.span.end + len(head))
    return replace(example, passage=head + example.passage, span=span)
