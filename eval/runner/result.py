"""What a system answered to a case: all that scores and reports look at, and nothing else."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict

from bot.models import Answer, Citation, NearPassage, Reply


class Kind(StrEnum):
    """How it ended: with an answer, with a refusal, or with a failure that is neither."""

    ANSWER = "answer"
    REFUSAL = "refusal"
    FAILURE = "failure"


class Kept(BaseModel):
    """The base of what a run keeps."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cited(Kept):
    """What an answer cites; `start` and `end` are places in the document's text, None where not known.

    `span` are the words of the quote that are the answer itself, empty where that is not known.
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
        """The citation of one of our own answers."""
        within = citation.span_in_quote
        return cls(
            document=citation.document,
            quote=citation.quote,
            section=citation.section,
            n=citation.n,
            start=citation.start,
            end=citation.end,
            span=citation.quote[slice(*within)] if within else "",
        )


class Retrieved(Kept):
    """A passage that the system looked at, best first in a result."""

    document: str
    text: str = ""
    section: str = ""

    @classmethod
    def of(cls, passage: NearPassage) -> Self:
        """A passage of one of our own answers."""
        return cls(document=passage.document, text=passage.text, section=passage.section)


class Result(Kept):
    """One answer; `repeat` counts from 0 where a case is asked several times.

    `confidence` is from 0 to 1, None where the system gives none; `seconds` the whole time, `language` a
    code such as `en`, empty where it is not known; `failure` says in a sentence what went wrong.
    """

    case: str
    repeat: int = 0
    kind: Kind
    text: str = ""
    language: str = ""
    mode: str = ""
    citations: tuple[Cited, ...] = ()
    passages: tuple[Retrieved, ...] = ()
    confidence: float | None = None
    seconds: float | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cost: float | None = None
    answer: str = ""
    failure: str = ""

    @classmethod
    def of(cls, reply: Reply, *, case: str, repeat: int, seconds: float) -> Self:
        """The result of one of our own replies, without tokens and cost, which its record has."""
        is_answer = isinstance(reply, Answer)
        return cls(
            case=case,
            repeat=repeat,
            kind=Kind.ANSWER if is_answer else Kind.REFUSAL,
            text=reply.text,
            language=reply.language.value,
            mode=reply.mode.value if isinstance(reply, Answer) else "",
            citations=tuple(Cited.of(each) for each in reply.citations),
            passages=tuple(Retrieved.of(each) for each in reply.passages),
            confidence=reply.confidence,
            seconds=seconds,
            answer=reply.id,
        )
