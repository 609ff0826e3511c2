"""The nouns of answering: a question, the passages found for it, and an answer or a refusal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.text.language import Language
from ingest.models import Audience, Chunk, Unit

__all__ = [
    "Answer",
    "Audience",
    "Citation",
    "Evidence",
    "Language",
    "Mode",
    "Passage",
    "Question",
    "Refusal",
    "Reply",
    "Request",
    "Requester",
    "Turn",
]


class Mode(StrEnum):
    """Whose words an answer is in.

    Verbatim: the documents'; prose: a language model's, every sentence verified; mixed: a model's that broke
    off, and behind them the documents'.
    """

    VERBATIM = "verbatim"
    PROSE = "prose"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of a conversation and what was answered, as far as that is known.

    `documents` are the ids of those that the answer quotes, where they are known.
    """

    question: str
    answer: str = ""
    documents: tuple[str, ...] = ()

    def within(self, readable: Collection[str]) -> Turn:
        """The turn for somebody who may read these documents: without an answer out of another one."""
        return self if set(self.documents) <= set(readable) else Turn(self.question)


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks, and where: a conversation belongs to one person in one place of one surface."""

    surface: str
    place: str
    person: str


@dataclass(frozen=True, slots=True)
class Request:
    """What a surface asks for: the words as they were typed, and the bounds within which they are answered.

    `documents` limits the search to these ids; `language` is that of what Concord says itself, if not the
    question's own; `turns` are the earlier turns of the conversation, oldest first.
    """

    text: str
    audience: Audience
    documents: tuple[str, ...] | None = None
    language: Language | None = None
    turns: tuple[Turn, ...] = ()
    requester: Requester | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, by whom it may be read, and where it may be looked for.

    `documents` limits the search to these ids; None searches all. `turns` are the earlier turns of the
    conversation, oldest first.
    """

    text: str
    audience: Audience
    language: Language
    documents: tuple[str, ...] | None = None
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk that was retrieved, with its document's title and the retrieval score (higher is nearer)."""

    chunk: Chunk
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Units of one passage that answer, and how sure the reader is, from 0 to 1.

    The units stand next to each other in their document: one sentence, or a list with its lead-in. `span` is
    the range in the document's stored text that is the answer itself, where that is known.
    """

    passage: Passage
    units: tuple[Unit, ...]
    score: float
    span: tuple[int, int] | None = None

    @property
    def start(self) -> int:
        """Where it starts in the document's stored text."""
        return self.units[0].start

    @property
    def end(self) -> int:
        """Where it ends in the document's stored text."""
        return self.units[-1].end

    @property
    def place(self) -> tuple[str, int, int]:
        """Its document, and from where to where it stands there."""
        return self.passage.chunk.document, self.start, self.end

    @property
    def quote(self) -> str:
        """Its words, to the letter."""
        offset = self.passage.chunk.start
        return self.passage.chunk.text[self.start - offset : self.end - offset]


class Value(BaseModel):
    """A result that surfaces and machines read."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Value):
    """Where a quotation stands: `quote` is the stored text of `document` from `start` to `end`.

    `span_start` and `span_end` bound in the same text what of the quote is the answer itself, where that is
    known. `also_in` are the ids of other documents that say the same.
    """

    n: int
    document: str
    title: str
    section: str
    page: int | None
    quote: str
    start: int
    end: int
    url: str
    date: dt.date | None
    superseded_by: str | None = None
    span_start: int | None = None
    span_end: int | None = None
    also_in: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, int, int]:
        """The document, and from where to where the quote stands there."""
        return self.document, self.start, self.end

    @property
    def span_in_quote(self) -> tuple[int, int] | None:
        """The answer itself, in characters of the quote."""
        if self.span_start is None or self.span_end is None:
            return None
        return self.span_start - self.start, self.span_end - self.start


class NearPassage(Value):
    """A passage that was looked at, for those who want to judge the retrieval.

    `start` is where `text` starts in the stored text of `document`.
    """

    document: str
    title: str
    section: str
    score: float
    start: int
    text: str


class Answer(Value):
    """Statements, each with the citation that proves it.

    `text` is the quotations, or a model's sentences, with their numbers in brackets, a line each; the first
    `written` lines are the model's, the others the documents' own words. `framing`
    says in the question's language how to read them; `is_unsure` that what is quoted came near and may not
    answer; `notice` is a line where something did not go as it should; `id` is that of the answer's record,
    empty where none is kept.
    """

    kind: Literal["answer"] = "answer"
    id: str = ""
    language: Language
    framing: str
    notice: str = ""
    mode: Mode = Mode.VERBATIM
    text: str
    written: int = 0
    citations: tuple[Citation, ...]
    passages: tuple[NearPassage, ...]
    confidence: float
    is_unsure: bool = False


class Refusal(Value):
    """That the documents do not say, or that the question cannot be read, in the question's language."""

    kind: Literal["refusal"] = "refusal"
    id: str = ""
    language: Language
    text: str
    notice: str = ""
    passages: tuple[NearPassage, ...]
    confidence: float = 0.0

    @property
    def citations(self) -> tuple[Citation, ...]:
        """A refusal cites nothing."""
        return ()


Reply = Answer | Refusal
