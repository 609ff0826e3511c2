"""One training example: a question or a statement, a passage, and what is true of the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum


class Kind(IntEnum):
    """What the first text is."""

    QUESTION = 0
    STATEMENT = 1


class Answered(IntEnum):
    """The labels of a question."""

    NO = 0
    YES = 1


class Support(IntEnum):
    """The labels of a statement, in the order of the head's logits."""

    SUPPORTED = 0
    CONTRADICTED = 1
    NEITHER = 2


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a passage, in characters from its start."""

    start: int
    end: int

    def moved(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of texts with its label.

    `source` is the set's name, with `:how` for each way in which the example was made from another. Examples
    of one `article` are never split between training and evaluation. `span` is the answer that is taught; an
    answered question without one teaches only that it is answered. `answers` are all that people gave.
    """

    source: str
    lang: str
    article: str
    first: str
    passage: str
    kind: Kind = Kind.QUESTION
    label: Answered | Support = Answered.NO
    span: Span | None = None
    id: str = ""
    answers: tuple[str, ...] = ()

    @property
    def set(self) -> str:
        return self.source.partition(":")[0]

    @property
    def answer(self) -> str:
        """The words of the span, "" without one."""
        return self.passage[self.span.start : self.span.end] if self.span else ""


def answered(question: Example, answers: Sequence[tuple[str, int]]) -> Example:
    """The question with the answers (text, start) of several people; the most frequent one is taught."""
    return replace(
        question,
        label=Answered.YES if answers else Answered.NO,
        span=most_frequent_span(answers),
        answers=tuple(dict.fromkeys(text for text, _ in answers)),
    )


def most_frequent_span(answers: Sequence[tuple[str, int]]) -> Span | None:
    """The first of the most frequent answers (text, start)."""
    if not answers:
        return None
    texts = [text for text, _ in answers]
    text, start = max(answers, key=lambda answer: texts.count(answer[0]))
    return Span(start, start + len(text))


def unanswered(example: Example, how: str, **changes: str) -> Example:
    """The question, changed or beside another passage, so that it has no answer."""
    made = replace(example, label=Answered.NO, span=None, answers=(), source=f"{example.source}:{how}")
    return replace(made, **changes)  # type: ignore[arg-type]
