"""One ingest, start to end: look, plan, read, chunk, embed, build a new generation, swap it in.

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

from ingest.build import Builder
from ingest.chunking.chunker import CHUNKER_VERSION
from ingest.index.catalog import FORMAT, Catalog, Owned
from ingest.index.disk import damaged_index, writable
from ingest.index.generations import Generations
from ingest.index.lock import only_writer
from ingest.models import Audience
from ingest.parsers import READERS_VERSION, SUFFIXES
from ingest.plan import Action, Plan, make_plan
from ingest.report import FileResult, NoProgress, Outcome, Progress, Report
from ingest.settings import ChunkSettings, DocumentSettings
from ingest.soundness import why_anew
from ingest.sources.discovery import Found, discover, find_forgotten
from ingest.sources.gather import Gathered, gather, refusals
from ingest.sources.intake import Intake
from ingest.sources.moved import moved
from ingest.sources.web.fetch import Page

_PLANNED = {
    Action.ADD: Outcome.ADDED,
    Action.CHANGE: Outcome.CHANGED,
    Action.KEEP: Outcome.UNCHANGED,
    Action.REMOVE: Outcome.REMOVED,
}


@dataclass(frozen=True, slots=True)
class _Look:
    found: Found
    gathered: Gathered
    plan: Plan
    old: Path | None
    known: dict[str, Owned]
    why_anew: str


@dataclass(frozen=True, slots=True)
class Ingestion:
    """Makes an index agree with what is on disk and on the web."""

    folder: Path
    generations: Generations
    builder: Builder
    intake: Intake
    fetch: Callable[[str], Page]
    documents: DocumentSettings
    chunks: ChunkSettings
    lock_wait_s: float

    def preview(self, places: Sequence[str], *, forget: bool = False) -> Report:
        """What `run` would do, without doing it."""
        look = self._look(places, NoProgress(), forget=forget)
        files = [self._planned(look, o, a) for o, a in self._in_scope(look)]
        return self._report(look, files)

    def run(self, places: Sequence[str], progress: Progress, *, forget: bool = False) -> Report:
        """Adds, changes and removes; raises ConcordError where nothing at all could be done.

        With `forget` it removes whatever came from the places, whether it still exists or not.
        """
        with writable(self.folder), only_writer(self.folder, wait_s=self.lock_wait_s):
            self._tidy()
            look = self._look(places, progress, forget=forget)
            is_sound = look.old is not None and not look.why_anew and not self._to_restrict(look)
            if look.plan.is_idle and is_sound:
                files = [FileResult(self._name(look, o), Outcome.UNCHANGED) for o, _ in self._in_scope(look)]
                return self._report(look, files)
            try:
                files = self._rebuild(look, progress, is_sound=is_sound)
            finally:
                self._tidy()
            return self._report(look, files)

    def _tidy(self) -> None:
        """Removes all but the current generation, and what killed or failed runs left anywhere."""
        self.generations.clean()
        self.builder.store.drop_all_but(self.generations.current() or "")

    def _to_restrict(self, look: _Look) -> list[str]:
        """What was public by a default that is now staff; the other way a document has to be read anew."""
        if self.documents.default_audience is Audience.PUBLIC:
            return []
        return [
            name
            for name, owned in look.known.items()
            if owned.audience is Audience.PUBLIC and not owned.says_audience
        ]

    def _rebuild(self, look: _Look, progress: Progress, *, is_sound: bool) -> list[FileResult]:
        generation = self.generations.start()
        folder = self.generations.folder(generation)
        with closing(Catalog.create(folder)) as catalog:
            files = self._fill(catalog, look, progress)
            if is_sound and not any(map(_counts, files)):
                return files  # the old generation says the same
            catalog.deal_rows()
            catalog.set_meta(self.builder.fingerprint)
            self.builder.build(generation, folder, catalog, progress)
        self.generations.make_current(generation)
        return files

    def _look(self, places: Sequence[str], progress: Progress, *, forget: bool) -> _Look:
        current = self.generations.current()
        old = self.generations.folder(current) if current else None
        checksums, known, built_with = _remember(old)
        anew = why_anew(self.builder, current, old, built_with) if current and old else ""
        if built_with.get("format") != FORMAT:
            old = None
        found = find_forgotten(places, checksums) if forget else discover(places, SUFFIXES, checksums)
        gathered = gather(found, self._recipe(), self.fetch, checksums, progress)
        gone = moved(found.sources, gathered.checksums, checksums, os.path.lexists)
        plan = make_plan(
            gathered.checksums,
            checksums,
            lambda origin: origin in gone or (found.covers(origin) and origin not in gathered.failed_origins),
        )
        return _Look(found, gathered, plan, old, known, anew)

    def _fill(self, catalog: Catalog, look: _Look, progress: Progress) -> list[FileResult]:
        """Writes the newly read and the kept documents into the new catalogue."""
        removed = set(look.plan.of(Action.REMOVE))
        known = {name: owned for name, owned in look.known.items() if owned.source not in removed}
        to_read = look.plan.of(Action.ADD, Action.CHANGE)
        taken = self.intake.take_in(catalog, look.gathered, to_read, known, progress)
        if look.old is not None:
            kept_sources = set(look.plan.of(Action.KEEP))
            kept = [name for name, owned in known.items() if taken.leaves(name, owned.source, kept_sources)]
            catalog.keep_from(look.old, kept_sources | taken.failed, kept)
            for name in set(kept).intersection(self._to_restrict(look)):
                catalog.restrict(name)
        rest = [(o, a) for o, a in self._in_scope(look) if a in (Action.KEEP, Action.REMOVE)]
        return [*taken.results, *(self._planned(look, o, action) for o, action in rest)]

    def _in_scope(self, look: _Look) -> list[tuple[str, Action]]:
        """What the places of this run hold or held, without what failed and is reported as such."""
        failed = look.gathered.failed_origins
        return [(o, a) for o, a in look.plan.actions.items() if look.found.covers(o) and o not in failed]

    def _report(self, look: _Look, files: Sequence[FileResult]) -> Report:
        everything = (*files, *look.gathered.failures, *refusals(look.found))
        return Report(
            tuple(sorted(everything, key=lambda each: each.name)), self.generations.current(), look.why_anew
        )

    def _recipe(self) -> str:
        read_and_cut = f"{READERS_VERSION}.{CHUNKER_VERSION}.{self.chunks.max_chars}"
        return f"{read_and_cut}.{self.documents.default_audience}"

    def _planned(self, look: _Look, origin: str, action: Action) -> FileResult:
        return FileResult(self._name(look, origin), _PLANNED[action], note=look.gathered.gone.get(origin, ""))

    @staticmethod
    def _name(look: _Look, origin: str) -> str:
        source = look.gathered.sources.get(origin)
        return source.name if source else look.found.name_of(origin)


def _counts(result: FileResult) -> bool:
    """Whether a file changes what is indexed; one that cannot be read at all does not."""
    return bool(result.documents or result.withheld) or result.outcome is Outcome.REMOVED


def _remember(old: Path | None) -> tuple[dict[str, str], dict[str, Owned], dict[str, str]]:
    """The old generation's checksums by source, its documents by id, and what it was built with."""
    if old is None:
        return {}, {}, {}
    try:
        with closing(Catalog.open(old)) as catalog:
            built_with = catalog.meta()
            if built_with.get("format") != FORMAT:
                return {}, {}, built_with
            return catalog.checksums(), catalog.owned(), built_with
    except sqlite3.DatabaseError as damaged:
        raise damaged_index(old) from damaged
