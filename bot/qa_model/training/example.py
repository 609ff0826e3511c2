"""What the reader learns from: a question or a statement, a passage, and what is true of the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """What the first text is: a question to answer from the passage, or a statement to check against it."""

    READ = 0
    SUPPORT = 1


class Answered(IntEnum):
    """The verdicts of a question."""

    NO = 0
    YES = 1


class Support(IntEnum):
    """The verdicts of a statement, in the order of the head's logits."""

    SUPPORTED = 0
    CONTRADICTED = 1
    NEITHER = 2


LABELS = tuple(verdict.name.lower() for verdict in Support)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a passage, in characters from its start."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Example:
    """One pair with its verdict.

    `article` names what must never be split between training and measuring. `span` is the best answer; an
    answered question without one teaches only that it is answered (its sentence is known, not its words).
    """

    source: str
    lang: str
    article: str
    first: str
    passage: str
    kind: Kind
    verdict: Answered | Support
    span: Span | None = None


def usual_span(answers: Sequence[tuple[str, int]]) -> Span | None:
    """Of several people's answers (text, start) the one given most often, the first of equals."""
    if not answers:
        return None
    texts = [text for text, _ in answers]
    text, start = max(answers, key=lambda answer: texts.count(answer[0]))
    return Span(start, start + len(text))
