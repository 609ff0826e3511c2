"""The present state of the sources that were found: their checksums, and the pages' contents."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import ConcordError, PageNotFoundError
from ingest.report import FileResult, Outcome, Progress
from ingest.sources.discovery import Source
from ingest.sources.web_page import Page


@dataclass(slots=True)
class SourceState:
    """The sources that can be read with their checksums, and the failures among them.

    `pages` holds what was fetched, by address; a file's content is read only when it is needed. `gone` are
    pages that were indexed and are no more, with what the server said.
    """

    sources: dict[str, Source] = field(default_factory=dict)
    checksums: dict[str, str] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    failures: dict[str, FileResult] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)


def inspect_sources(
    sources: Collection[Source],
    recipe: str,
    fetch: Callable[[str], Page],
    indexed: Collection[str],
    progress: Progress,
) -> SourceState:
    """Checksum all sources; `recipe` names how they are parsed and cut: a new one reads all anew."""
    state = SourceState()
    progress.stage("Looking at the files", len(sources))
    for source in sources:
        try:
            checksum = _checksum(source, fetch, state.pages)
        except (ConcordError, OSError) as problem:
            if isinstance(problem, PageNotFoundError) and source.origin in indexed:
                state.gone[source.origin] = str(problem)
            else:
                state.failures[source.origin] = FileResult(source.name, Outcome.FAILED, note=_plain(problem))
        else:
            state.sources[source.origin] = source
            state.checksums[source.origin] = f"{recipe}:{checksum}"
        progress.advance()
    return state


def _checksum(source: Source, fetch: Callable[[str], Page], pages: dict[str, Page]) -> str:
    if source.is_web:
        pages[source.origin] = fetch(source.origin)
        return hashlib.sha256(pages[source.origin].data).hexdigest()
    with Path(source.origin).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _plain(problem: ConcordError | OSError) -> str:
    if isinstance(problem, ConcordError):
        return str(problem)
    return "The file cannot be opened; check its permissions and run again."
