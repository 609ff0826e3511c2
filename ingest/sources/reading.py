"""Reads one source into documents: its reader's blocks laid out, its metadata checked, its id settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.chunking.layout import Placed, lay_out
from ingest.errors import DocumentError, PossiblyStaffDocumentError
from ingest.models import Audience, Document, ParsedDocument, version_of
from ingest.parsers import BadPart, Limits, metadata, read, read_bytes
from ingest.sources.discovery import Source

if TYPE_CHECKING:
    from ingest.sources.web.fetch import Page


@dataclass(frozen=True, slots=True)
class Read:
    """A document with the places of its blocks."""

    document: Document
    placed: tuple[Placed, ...]


@dataclass(slots=True)
class Names:
    """Which document id belongs to which origin; an id is never given to two.

    `movable` are the ids of lines whose file is being read again: another file may have them by now.
    """

    owners: dict[str, str]
    movable: frozenset[str] = frozenset()
    _ids: dict[str, str] = field(init=False)
    _given: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self._ids = {origin: identifier for identifier, origin in self.owners.items()}

    def settle(self, wanted: str, origin: str) -> str:
        """The id of the document from `origin`: the one it had, else `wanted`; DocumentError if taken."""
        identifier = self._ids.get(origin, wanted)
        owner = self.owners.get(identifier, origin)
        is_free = owner == origin or (identifier in self.movable and identifier not in self._given)
        if not is_free:
            raise DocumentError(
                f"The document id {wanted!r} already belongs to {owner}; rename one of the two, or "
                "remove the other with `concord-ingest --forget`."
            )
        if identifier in self._given:
            raise DocumentError(f"The document id {wanted!r} stands in it twice; give each document its own.")
        self._ids[origin] = identifier
        self.owners[identifier] = origin
        self._given.add(identifier)
        return identifier


def read_source(
    source: Source, pages: Mapping[str, Page], limits: Limits, default_audience: Audience, names: Names
) -> Iterator[Read | BadPart]:
    """The documents of one source; parts that cannot be read are yielded in their place.

    Raises DocumentError where the whole source cannot be read.
    """
    if source.is_web:
        page = pages[source.origin]
        parsed = read_bytes(page.data, page.suffix, limits)
    else:
        parsed = read(Path(source.origin), limits)
    for part in parsed:
        if isinstance(part, BadPart):
            yield part
            continue
        try:
            yield _document(source, part, default_audience, names)
        except DocumentError as problem:
            if not part.key:
                raise
            is_unsure = (
                isinstance(problem, PossiblyStaffDocumentError)
                or part.declared.get("audience") is Audience.STAFF
            )
            yield BadPart(part.key, str(problem), may_be_for_staff=is_unsure)


def _document(source: Source, parsed: ParsedDocument, default_audience: Audience, names: Names) -> Read:
    text, placed = lay_out(parsed.blocks)
    if not text:
        raise DocumentError("There is no text in it; add some or remove the file.")
    described = metadata(parsed, Path(source.name).stem, default_audience)
    if source.is_web and not described.sources:
        described = described.model_copy(update={"sources": (source.origin,)})
    origin = f"{source.origin}#{parsed.key}" if parsed.key else source.origin
    identifier = names.settle(parsed.key or source.name, origin)
    version = version_of(text, described)
    says_audience = "audience" in parsed.declared
    return Read(Document(identifier, origin, described, text, version, says_audience), placed)
