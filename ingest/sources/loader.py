"""Loads documents into a new catalogue: parses each source, chunks and embeds its documents in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.chunking.layout import PlacedBlock, lay_out
from ingest.errors import DocumentError, PossiblyStaffDocumentError
from ingest.index.catalog import Catalog, IndexedDocument
from ingest.models import Audience, Chunk, Document, ParsedDocument, version_of
from ingest.parsers.limits import BadPart, Limits
from ingest.parsers.metadata import complete_metadata
from ingest.parsers.registry import parse_bytes, parse_file
from ingest.report import FileResult, Outcome, Progress
from ingest.sources.discovery import Source
from ingest.sources.state import SourceState
from ingest.sources.web_page import Page

_BATCH_DOCUMENTS = 64
_UNFINISHED = ""  # no checksum is empty, so a source that was read in part is read again by the next run
_SHOWN_PROBLEMS = 3


@dataclass(frozen=True, slots=True)
class ParsedSource:
    document: Document
    placed: tuple[PlacedBlock, ...]


@dataclass(slots=True)
class DocumentIds:
    """Which document id belongs to which origin; an id is never given to two.

    `movable` are the ids of lines whose file is being read again: another file may have them by now.
    """

    owners: dict[str, str]
    movable: frozenset[str] = frozenset()
    _ids: dict[str, str] = field(init=False)
    _assigned: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self._ids = {origin: identifier for identifier, origin in self.owners.items()}

    @classmethod
    def from_known(cls, known: Mapping[str, IndexedDocument], to_read: Sequence[str]) -> DocumentIds:
        """The ids of the old generation's documents; `to_read` are the sources that are read again."""
        owners = {identifier: indexed.origin for identifier, indexed in known.items()}
        movable = (i for i, d in known.items() if d.origin != d.source and d.source in to_read)
        return cls(owners, frozenset(movable))

    def assign(self, wanted: str, origin: str) -> str:
        """The id of the document from `origin`: the one it had, else `wanted`; DocumentError if taken."""
        identifier = self._ids.get(origin, wanted)
        owner = self.owners.get(identifier, origin)
        is_free = owner == origin or (identifier in self.movable and identifier not in self._assigned)
        if not is_free:
            raise DocumentError(
                f"The document id {wanted!r} already belongs to {owner}; rename one of the two, or "
                "remove the other with `concord-ingest --forget`."
            )
        if identifier in self._assigned:
            raise DocumentError(f"The document id {wanted!r} stands in it twice; give each document its own.")
        self._ids[origin] = identifier
        self.owners[identifier] = origin
        self._assigned.add(identifier)
        return identifier


@dataclass(slots=True)
class LoadResult:
    """What was loaded, and what the old generation has to supply.

    `unsure` are the sources of which a part failed that may say for whom it is, `withheld` the documents
    that are therefore not supplied.
    """

    results: list[FileResult] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    partial: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    withheld: set[str] = field(default_factory=set)

    def keeps_old(self, identifier: str, source: str, kept_sources: set[str]) -> bool:
        """Whether the old version of a document stays: nothing that was indexed is lost to a broken file."""
        if source in kept_sources:
            return True
        if identifier in self.withheld:
            return False
        return source in self.failed | self.partial and identifier not in self.ids


@dataclass(frozen=True, slots=True)
class DocumentLoader:
    """Loads sources; `embed` turns documents into their chunks once these are embedded."""

    embed: Callable[[Sequence[ParsedSource]], dict[str, list[Chunk]]]
    limits: Limits
    default_audience: Audience

    def load(
        self,
        catalog: Catalog,
        state: SourceState,
        origins: Sequence[str],
        known: Mapping[str, IndexedDocument],
        progress: Progress,
    ) -> LoadResult:
        """Load the sources at `origins` into `catalog`; `known` are the documents of the old generation."""
        loaded = LoadResult()
        ids = DocumentIds.from_known(known, origins)
        old_sources = {indexed.source for indexed in known.values()}
        progress.stage("Reading and embedding", len(origins))
        for origin in origins:
            result = self._load_source(catalog, state, state.sources[origin], ids, loaded)
            if result.outcome is Outcome.ADDED and origin in old_sources:
                result = replace(result, outcome=Outcome.CHANGED)
            loaded.results.append(_withhold_unsure(catalog, loaded, result, origin, known))
            progress.advance()
        return loaded

    def _load_source(
        self, catalog: Catalog, state: SourceState, source: Source, ids: DocumentIds, loaded: LoadResult
    ) -> FileResult:
        batch: list[ParsedSource] = []
        problems: list[str] = []
        documents = chunks = 0
        try:
            for part in parse_source(source, state.pages, self.limits, self.default_audience, ids):
                if isinstance(part, BadPart):
                    problems.append(f"{part.where}: {part.reason}")
                    if part.may_be_for_staff:
                        loaded.unsure.add(source.origin)
                    continue
                documents += 1
                batch.append(part)
                if len(batch) == _BATCH_DOCUMENTS:
                    chunks += self._write(catalog, source, batch, loaded)
                    batch.clear()
        except DocumentError as problem:
            if isinstance(problem, PossiblyStaffDocumentError):
                loaded.unsure.add(source.origin)
            if not documents:
                loaded.failed.add(source.origin)
                return FileResult(source.name, Outcome.FAILED, note=str(problem))
            problems.append(str(problem))
        chunks += self._write(catalog, source, batch, loaded)
        if problems:
            loaded.partial.add(source.origin)
            catalog.add_source(source.origin, _UNFINISHED)
            return FileResult(source.name, Outcome.FAILED, documents, chunks, _summary(problems))
        catalog.add_source(source.origin, state.checksums[source.origin])
        return FileResult(source.name, Outcome.ADDED, documents, chunks)

    def _write(
        self, catalog: Catalog, source: Source, batch: Sequence[ParsedSource], loaded: LoadResult
    ) -> int:
        if not batch:
            return 0
        chunks = self.embed(batch)
        for parsed in batch:
            catalog.add_document(parsed.document, source.origin, chunks[parsed.document.id])
            loaded.ids.add(parsed.document.id)
        return sum(map(len, chunks.values()))


def parse_source(
    source: Source,
    pages: Mapping[str, Page],
    limits: Limits,
    default_audience: Audience,
    ids: DocumentIds,
) -> Iterator[ParsedSource | BadPart]:
    """The documents of one source; parts that cannot be read are yielded in their place.

    Raises DocumentError where the whole source cannot be read.
    """
    if source.is_web:
        page = pages[source.origin]
        parts = parse_bytes(page.data, page.suffix, limits)
    else:
        parts = parse_file(Path(source.origin), limits)
    for part in parts:
        if isinstance(part, BadPart):
            yield part
            continue
        try:
            yield _document(source, part, default_audience, ids)
        except DocumentError as problem:
            if not part.key:
                raise
            is_unsure = (
                isinstance(problem, PossiblyStaffDocumentError)
                or part.declared.get("audience") is Audience.STAFF
            )
            yield BadPart(part.key, str(problem), may_be_for_staff=is_unsure)


def _document(
    source: Source, parsed: ParsedDocument, default_audience: Audience, ids: DocumentIds
) -> ParsedSource:
    text, placed = lay_out(parsed.blocks)
    if not text:
        raise DocumentError("There is no text in it; add some or remove the file.")
    metadata = complete_metadata(parsed, Path(source.name).stem, default_audience)
    if source.is_web and not metadata.sources:
        metadata = metadata.model_copy(update={"sources": (source.origin,)})
    origin = f"{source.origin}#{parsed.key}" if parsed.key else source.origin
    identifier = ids.assign(parsed.key or source.name, origin)
    says_audience = "audience" in parsed.declared
    version = version_of(text, metadata)
    return ParsedSource(Document(identifier, origin, metadata, text, version, says_audience), placed)


def _withhold_unsure(
    catalog: Catalog,
    loaded: LoadResult,
    result: FileResult,
    origin: str,
    known: Mapping[str, IndexedDocument],
) -> FileResult:
    """Withhold what the public could read of a source that may be for staff by now, and say so."""
    public = {
        identifier
        for identifier, indexed in known.items()
        if indexed.source == origin and indexed.audience is Audience.PUBLIC and identifier not in loaded.ids
    }
    if origin not in loaded.unsure or not public:
        return result
    loaded.withheld |= public
    if origin in loaded.failed:  # its old state is not kept whole, so its old checksum may not be either
        loaded.failed.remove(origin)
        loaded.partial.add(origin)
        catalog.add_source(origin, _UNFINISHED)
    note = f"{result.note} What the public could read of it is withheld until this is mended."
    return replace(result, withheld=len(public), note=note)


def _summary(problems: Sequence[str]) -> str:
    shown = " ".join(problems[:_SHOWN_PROBLEMS])
    more = len(problems) - _SHOWN_PROBLEMS
    return f"{shown} And {more} more like these." if more > 0 else shown
