"""The nouns of ingestion: what a reader yields, what the index stores, and who may read it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

_VERSION_DIGITS = 8


class Audience(StrEnum):
    """Who may read a document; a reader of one audience also reads what is meant for the wider ones."""

    PUBLIC = "public"
    STAFF = "staff"

    @property
    def readable(self) -> tuple[Audience, ...]:
        """The audiences whose documents this one may see, widest first."""
        return (Audience.PUBLIC,) if self is Audience.PUBLIC else (Audience.PUBLIC, Audience.STAFF)


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """One structural piece of a document, as plain text without markup.

    `level` is the heading's depth (1 to 6) or a list item's nesting (1 is outermost); `page` counts from 1
    and is None where the format has no pages. A table's text is one row a line, cells between ` | `, the
    header row first.
    """

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None


class Metadata(BaseModel):
    """What a document declares about itself, in its front matter or its format's own properties."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    publisher: str = ""
    date: dt.date | None = None
    language: str = ""
    sources: tuple[str, ...] = ()
    audience: Audience = Audience.PUBLIC
    supersedes: str | None = None
    translation_of: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """One document as a reader yields it: blocks in reading order and the declared metadata, unvalidated.

    `key` names the document inside a file that holds many (a JSON line's `_id`); it is empty where the file
    is the document. `declared` has the keys of `Metadata`, in whatever types the format gave.
    """

    blocks: tuple[Block, ...]
    declared: dict[str, object] = field(default_factory=dict)
    key: str = ""


class UnitKind(StrEnum):
    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest text that is quoted: a sentence, a list item or a table row.

    `start` and `end` are character offsets in the document's stored text. `group` numbers the list or table
    that the unit belongs to within its chunk, 0 for running text; the line that introduces a list carries
    the list's number too, so that both are found together.
    """

    kind: UnitKind
    start: int
    end: int
    group: int = 0


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of one section: the unit of retrieval.

    `start` and `end` are character offsets in the document's stored text and `text` is exactly that range.
    `section` is the heading path, outermost first; `ordinal` counts the document's chunks from 0.
    """

    document: str
    ordinal: int
    section: tuple[str, ...]
    page: int | None
    start: int
    end: int
    text: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as the index stores it.

    `origin` is the absolute path or the address it came from (with `#key` for one line of many), `text` the
    stored text to which every character range refers, and `version` the first hexadecimal digits of a
    hash over all that a reader may see of it. `says_audience` is false where its audience is the default.
    """

    id: str
    origin: str
    metadata: Metadata
    text: str
    version: str
    says_audience: bool = False


def version_of(text: str, described: Metadata) -> str:
    digest = hashlib.sha256((described.model_dump_json() + "\n" + text).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:_VERSION_DIGITS]
