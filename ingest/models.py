"""The nouns of ingestion: what a parser yields, what the index stores, and who may read it."""

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
    """A structural piece of a document, as plain text; a table has a line for each row, cells between ` | `.

    `level` is a heading's depth (1 to 6) or an item's nesting (from 1); `page` counts from 1, or is None.
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
    """One document as a parser yields it: blocks in reading order, and some of the keys of `Metadata`.

    `key` names the document inside a file that holds many (a JSON line's `_id`), and is empty otherwise.
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
    """The smallest text that is quoted, by its character range in the document's stored text.

    `group` numbers the list or table that it belongs to within its chunk, as does the line that introduces a
    list; it is 0 for running text.
    """

    kind: UnitKind
    start: int
    end: int
    group: int = 0


@dataclass(frozen=True, slots=True)
class Chunk:
    """The unit of retrieval: `text` is exactly the range `start` to `end` of the document's stored text.

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
    """A document as the index stores it; every character range refers to its `text`.

    `origin` is the absolute path or the address (with `#key` for one line of many), `version` a hash over
    text and metadata. `says_audience` is false where its audience is the default.
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
