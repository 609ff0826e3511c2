"""One ingest, start to end: look, plan, parse, chunk, embed, build a new generation, swap it in.

Until the last step the old generation answers. A process killed anywhere before it leaves the index as it
was, and what it left behind is removed by the next run.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ingest.build import IndexBuilder
from ingest.chunking.chunker import CHUNKER_VERSION
from ingest.index.catalog import FORMAT, Catalog, IndexedDocument
from ingest.index.generations import Generations, hold_write_lock
from ingest.index.storage_errors import damaged_index, translate_disk_errors
from ingest.models import Audience
from ingest.parsers.registry import PARSERS_VERSION, SUFFIXES
from ingest.report import FileResult, NoProgress, Outcome, Progress, Report
from ingest.settings import ChunkSettings, DocumentSettings
from ingest.sources.changes import Action, Plan, find_moved, make_plan
from ingest.sources.discovery import DiscoveredSources, discover_sources, find_forgotten
from ingest.sources.loader import DocumentLoader
from ingest.sources.state import SourceState, inspect_sources
from ingest.sources.web_page import Page

_PLANNED = {
    Action.ADD: Outcome.ADDED,
    Action.CHANGE: Outcome.CHANGED,
    Action.KEEP: Outcome.UNCHANGED,
    Action.REMOVE: Outcome.REMOVED,
}


@dataclass(frozen=True, slots=True)
class _Inspection:
    """What was found, what the index held, and what has to be done about the difference."""

    discovered: DiscoveredSources
    state: SourceState
    plan: Plan
    old: Path | None  # the generation from which documents can be kept
    known: dict[str, IndexedDocument]
    rebuild_reason: str

    def name(self, origin: str) -> str:
        source = self.state.sources.get(origin)
        return source.name if source else self.discovered.name_of(origin)

    def scope(self) -> list[tuple[str, Action]]:
        """What the places of this run hold or held, without what failed and is reported as such."""
        return [
            (origin, action)
            for origin, action in self.plan.actions.items()
            if self.discovered.covers(origin) and origin not in self.state.failures
        ]

    def planned(self, *actions: Action) -> list[FileResult]:
        return [
            FileResult(self.name(origin), _PLANNED[action], note=self.state.gone.get(origin, ""))
            for origin, action in self.scope()
            if action in actions
        ]


@dataclass(frozen=True, slots=True)
class Ingestion:
    """Makes an index agree with what is on disk and on the web."""

    folder: Path
    generations: Generations
    builder: IndexBuilder
    loader: DocumentLoader
    fetch: Callable[[str], Page]
    documents: DocumentSettings
    chunks: ChunkSettings
    lock_wait_s: float

    def preview(self, places: Sequence[str], *, forget: bool = False) -> Report:
        """What `run` would do, without doing it."""
        inspection = self._inspect(places, NoProgress(), forget=forget)
        return self._report(inspection, inspection.planned(*Action))

    def run(self, places: Sequence[str], progress: Progress, *, forget: bool = False) -> Report:
        """Add, change and remove; raises ConcordError where nothing at all could be done.

        With `forget` it removes whatever came from the places, whether it still exists or not.
        """
        with translate_disk_errors(self.folder), hold_write_lock(self.folder, wait_s=self.lock_wait_s):
            self._tidy()
            inspection = self._inspect(places, progress, forget=forget)
            is_sound = (
                inspection.old is not None
                and not inspection.rebuild_reason
                and not self._to_restrict(inspection)
            )
            if inspection.plan.is_idle and is_sound:
                return self._report(inspection, inspection.planned(*Action))
            try:
                files = self._rebuild(inspection, progress, is_sound=is_sound)
            finally:
                self._tidy()
            return self._report(inspection, files)

    def _tidy(self) -> None:
        """Remove all but the current generation, and what killed or failed runs left anywhere."""
        self.generations.clean()
        self.builder.store.drop_all_but(self.generations.current() or "")

    def _inspect(self, places: Sequence[str], progress: Progress, *, forget: bool) -> _Inspection:
        current = self.generations.current()
        old = self.generations.folder(current) if current else None
        checksums, known, built_with = _read_old(old)
        reason = self.builder.rebuild_reason(current, old, built_with) if current and old else ""
        if built_with.get("format") != FORMAT:
            old = None
        if forget:
            discovered = find_forgotten(places, checksums)
        else:
            discovered = discover_sources(places, SUFFIXES, checksums)
        state = inspect_sources(discovered.sources, self._recipe(), self.fetch, checksums, progress)
        moved = find_moved(discovered.sources, state.checksums, checksums, os.path.lexists)
        plan = make_plan(
            state.checksums,
            checksums,
            lambda origin: origin in moved or (discovered.covers(origin) and origin not in state.failures),
        )
        return _Inspection(discovered, state, plan, old, known, reason)

    def _rebuild(self, inspection: _Inspection, progress: Progress, *, is_sound: bool) -> list[FileResult]:
        generation = self.generations.start()
        folder = self.generations.folder(generation)
        with closing(Catalog.create(folder)) as catalog:
            files = self._fill(catalog, inspection, progress)
            if is_sound and not any(map(_changes_index, files)):
                return files  # the old generation says the same
            catalog.number_rows()
            catalog.set_meta(self.builder.fingerprint)
            self.builder.build(generation, folder, catalog, progress)
        self.generations.make_current(generation)
        return files

    def _fill(self, catalog: Catalog, inspection: _Inspection, progress: Progress) -> list[FileResult]:
        """Write the newly read and the kept documents into the new catalogue."""
        plan = inspection.plan
        removed = set(plan.origins(Action.REMOVE))
        known = {name: indexed for name, indexed in inspection.known.items() if indexed.source not in removed}
        to_read = plan.origins(Action.ADD, Action.CHANGE)
        loaded = self.loader.load(catalog, inspection.state, to_read, known, progress)
        if inspection.old is not None:
            kept_sources = set(plan.origins(Action.KEEP))
            kept = [name for name, d in known.items() if loaded.keeps_old(name, d.source, kept_sources)]
            catalog.keep_from(inspection.old, kept_sources | loaded.failed, kept)
            for name in set(kept).intersection(self._to_restrict(inspection)):
                catalog.restrict(name)
        return [*loaded.results, *inspection.planned(Action.KEEP, Action.REMOVE)]

    def _to_restrict(self, inspection: _Inspection) -> list[str]:
        """What was public by a default that is now staff; the other way a document has to be read anew."""
        if self.documents.default_audience is Audience.PUBLIC:
            return []
        return [
            name
            for name, indexed in inspection.known.items()
            if indexed.audience is Audience.PUBLIC and not indexed.says_audience
        ]

    def _report(self, inspection: _Inspection, files: Sequence[FileResult]) -> Report:
        skipped = (refused.result() for refused in inspection.discovered.refused)
        results = [*files, *inspection.state.failures.values(), *skipped]
        results.sort(key=lambda result: result.name)
        return Report(tuple(results), self.generations.current(), inspection.rebuild_reason)

    def _recipe(self) -> str:
        """How sources are parsed and cut; with another recipe all are read anew."""
        audience = self.documents.default_audience
        return f"{PARSERS_VERSION}.{CHUNKER_VERSION}.{self.chunks.max_chars}.{audience}"


def _changes_index(result: FileResult) -> bool:
    """Whether a file changes what is indexed; one that cannot be read at all does not."""
    return bool(result.documents or result.withheld) or result.outcome is Outcome.REMOVED


def _read_old(old: Path | None) -> tuple[dict[str, str], dict[str, IndexedDocument], dict[str, str]]:
    """The old generation's checksums by source, its documents by id, and what it was built with."""
    if old is None:
        return {}, {}, {}
    try:
        with closing(Catalog.open(old)) as catalog:
            built_with = catalog.meta()
            if built_with.get("format") != FORMAT:
                return {}, {}, built_with
            return catalog.checksums(), catalog.indexed_documents(), built_with
    except sqlite3.DatabaseError as damaged:
        raise damaged_index(old) from damaged
