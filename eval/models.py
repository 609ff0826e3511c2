"""Result and Score: what a target answered to a case, and how it was judged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from bot.models import Answer, Citation, NearPassage, Reply
from eval.datasets.case import StrictModel

# Case id and repeat.
ResultKey = tuple[str, int]


class Kind(StrEnum):
    ANSWER = "answer"
    REFUSAL = "refusal"
    FAILURE = "failure"


class ResultCitation(StrictModel):
    """A citation; `start` and `end` are offsets in the document's text, None where unknown.

    `span` are the words of the quote that are the answer itself.
    """

    document: str
    quote: str = ""
    section: str = ""
    n: int = 0
    start: int | None = None
    end: int | None = None
    span: str = ""

    @classmethod
    def of(cls, citation: Citation) -> Self:
        span = citation.span_in_quote
        return cls(
            document=citation.document,
            quote=citation.quote,
            section=citation.section,
            n=citation.n,
            start=citation.start,
            end=citation.end,
            span=citation.quote[slice(*span)] if span else "",
        )


class ResultPassage(StrictModel):
    """A retrieved passage, best first in a result."""

    document: str
    text: str = ""
    section: str = ""

    @classmethod
    def of(cls, passage: NearPassage) -> Self:
        return cls(document=passage.document, text=passage.text, section=passage.section)


class Result(StrictModel):
    """The result of asking a case once; `repeat` counts from 0.

    `confidence` is from 0 to 1; `language` a code such as `en`, empty where unknown; `answer` the id of the
    answer's record; `failure` a sentence that says what went wrong.
    """

    case: str
    repeat: int = 0
    kind: Kind
    text: str = ""
    language: str = ""
    mode: str = ""
    citations: tuple[ResultCitation, ...] = ()
    passages: tuple[ResultPassage, ...] = ()
    confidence: float | None = None
    seconds: float | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cost: float | None = None
    answer: str = ""
    failure: str = ""

    @classmethod
    def of(cls, reply: Reply, *, case: str, repeat: int, seconds: float) -> Self:
        is_answer = isinstance(reply, Answer)
        return cls(
            case=case,
            repeat=repeat,
            kind=Kind.ANSWER if is_answer else Kind.REFUSAL,
            text=reply.text,
            language=reply.language.value,
            mode=reply.mode.value if isinstance(reply, Answer) else "",
            citations=tuple(map(ResultCitation.of, reply.citations)),
            passages=tuple(map(ResultPassage.of, reply.passages)),
            confidence=reply.confidence,
            seconds=seconds,
            answer=reply.id,
        )


@dataclass(frozen=True, slots=True)
class Score:
    """A value, higher is better unless its metric says otherwise, and the reason in a sentence."""

    value: float
    explanation: str = ""
