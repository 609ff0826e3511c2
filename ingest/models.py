"""The nouns of ingestion: what a reader yields, what the index stores, and who may read it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Audience(StrEnum):
    """Who may read a document; a reader of one audience also reads what is meant for the wider ones."""

    PUBLIC = "public"
    STAFF = "staff"

    @property
    def readable(self) -> tuple[Audience, ...]:
        """The audiences whose documents this one may see, widest first."""
        return (Audience.PUBLIC,) if self is Audience.PUBLIC else (Audience.PUBLIC, Audience.STAFF)


class BlockKind(StrEnum):
    """The part that a block plays in its document."""

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
