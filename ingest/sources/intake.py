"""Takes documents into a new catalogue: reads each source, chunks and embeds its documents in batches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.errors import DocumentError, PossiblyStaffDocumentError
from ingest.index.catalog import Catalog, Owned
from ingest.models import Audience
from ingest.parsers import BadPart, Limits
from ingest.report import FileResult, Outcome, Progress
from ingest.sources.discovery import Source
from ingest.sources.gather import Gathered
from ingest.sources.reading import Names, Read, read_source

if TYPE_CHECKING:
    from ingest.models import Chunk

_BATCH_DOCUMENTS = 64
_UNFINISHED = ""  # no checksum is empty, so a source that was read in part is read again by the next run
_SHOWN_PROBLEMS = 3


@dataclass(slots=True)
class Taken:
    """What was taken in, and what the old generation has to supply.

    `unsure` are the sources of which a part failed that may say for whom it is, `withheld` the documents
    that are therefore not supplied.
    """

    results: list[FileResult] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    partial: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    withheld: set[str] = field(default_factory=set)

    def leaves(self, identifier: str, source: str, kept_sources: set[str]) -> bool:
        """Whether the old version of a document stays: nothing that was indexed is lost to a broken file."""
        if source in kept_sources:
            return True
        if identifier in self.withheld:
            return False
        return source in self.failed | self.partial and identifier not in self.ids


@dataclass(frozen=True, slots=True)
class Intake:
    """Reads sources; `embed` turns documents into their chunks once these are embedded."""

    embed: Callable[[Sequence[Read]], dict[str, list[Chunk]]]
    limits: Limits
    default_audience: Audience

    def take_in(
        self,
        catalog: Catalog,
        gathered: Gathered,
        origins: Sequence[str],
        known: dict[str, Owned],
        progress: Progress,
    ) -> Taken:
        """Reads the sources at `origins` into `catalog`; `known` are the documents of the old generation."""
        taken = Taken()
        names = _names(known, origins)
        before = {owned.source for owned in known.values()}
        progress.stage("Reading and embedding", len(origins))
        for origin in origins:
            source = gathered.sources[origin]
            outcome = Outcome.CHANGED if origin in before else Outcome.ADDED
            result = self._take_source(catalog, gathered, source, names, taken, outcome)
            taken.results.append(_withhold(catalog, taken, result, origin, known))
            progress.advance()
        return taken

    def _take_source(
        self,
        catalog: Catalog,
        gathered: Gathered,
        source: Source,
        names: Names,
        taken: Taken,
        outcome: Outcome,
    ) -> FileResult:
        batch: list[Read] = []
        problems: list[str] = []
        documents = chunks = 0
        try:
            for part in read_source(source, gathered.pages, self.limits, self.default_audience, names):
                if isinstance(part, BadPart):
                    problems.append(f"{part.where}: {part.reason}")
                    if part.may_be_for_staff:
                        taken.unsure.add(source.origin)
                    continue
                batch.append(part)
                if len(batch) == _BATCH_DOCUMENTS:
                    chunks += self._write(catalog, source, batch, taken)
                    documents += len(batch)
                    batch = []
            chunks += self._write(catalog, source, batch, taken)
            documents += len(batch)
        except DocumentError as problem:
            if isinstance(problem, PossiblyStaffDocumentError):
                taken.unsure.add(source.origin)
            if not documents and not batch:
                taken.failed.add(source.origin)
                return FileResult(source.name, Outcome.FAILED, note=str(problem))
            chunks += self._write(catalog, source, batch, taken)
            documents += len(batch)
            problems.append(str(problem))
        if problems:
            taken.partial.add(source.origin)
            catalog.add_source(source.origin, _UNFINISHED)
            return FileResult(source.name, Outcome.FAILED, documents, chunks, _summary(problems))
        catalog.add_source(source.origin, gathered.checksums[source.origin])
        return FileResult(source.name, outcome, documents, chunks)

    def _write(self, catalog: Catalog, source: Source, batch: Sequence[Read], taken: Taken) -> int:
        if not batch:
            return 0
        chunks = self.embed(batch)
        for read in batch:
            catalog.add_document(read.document, source.origin, chunks[read.document.id])
            taken.ids.add(read.document.id)
        return sum(map(len, chunks.values()))


def _withhold(
    catalog: Catalog, taken: Taken, result: FileResult, origin: str, known: dict[str, Owned]
) -> FileResult:
    """Takes back what the public could read of a source that may be for staff by now, and says so."""
    public = {
        name
        for name, owned in known.items()
        if owned.source == origin and owned.audience is Audience.PUBLIC and name not in taken.ids
    }
    if origin not in taken.unsure or not public:
        return result
    taken.withheld |= public
    if origin in taken.failed:  # its old state is not kept whole, so its old checksum may not be either
        taken.failed.remove(origin)
        taken.partial.add(origin)
        catalog.add_source(origin, _UNFINISHED)
    note = f"{result.note} What the public could read of it is withheld until this is mended."
    return replace(result, withheld=len(public), note=note)


def _names(known: dict[str, Owned], to_read: Sequence[str]) -> Names:
    owners = {identifier: owned.origin for identifier, owned in known.items()}
    movable = {i for i, owned in known.items() if owned.origin != owned.source and owned.source in to_read}
    return Names(owners, frozenset(movable))


def _summary(problems: Sequence[str]) -> str:
    shown = " ".join(problems[:_SHOWN_PROBLEMS])
    more = len(problems) - _SHOWN_PROBLEMS
    return f"{shown} And {more} more like these." if more > 0 else shown
