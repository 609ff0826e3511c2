"""Takes in the state of every source that was found: its checksum, and a page's content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import ConcordError, PageNotFoundError
from ingest.report import FileResult, Outcome, Progress
from ingest.sources.discovery import Found, Source

if TYPE_CHECKING:
    from ingest.sources.web.fetch import Page

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Gathered:
    """The sources that can be read with their checksums, and the failures among them.

    `pages` holds what was fetched, by address; a file's content is read only when it is needed. `gone` are
    pages that were indexed and are no more, with what the server said.
    """

    sources: dict[str, Source] = field(default_factory=dict)
    checksums: dict[str, str] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    failures: tuple[FileResult, ...] = ()
    failed_origins: frozenset[str] = frozenset()
    gone: dict[str, str] = field(default_factory=dict)


def gather(
    found: Found,
    recipe: str,
    fetch: Callable[[str], Page],
    indexed: Collection[str],
    progress: Progress,
) -> Gathered:
    """Checksums all sources; `recipe` names how they are read and cut: a new one reads all anew."""
    sources: dict[str, Source] = {}
    checksums: dict[str, str] = {}
    pages: dict[str, Page] = {}
    failures: list[FileResult] = []
    failed: set[str] = set()
    gone: dict[str, str] = {}
    progress.stage("Looking at the files", len(found.sources))
    for source in found.sources:
        try:
            if source.is_web:
                pages[source.origin] = fetch(source.origin)
                checksum = hashlib.sha256(pages[source.origin].data).hexdigest()
            else:
                checksum = _checksum(Path(source.origin))
        except (ConcordError, OSError) as problem:
            if isinstance(problem, PageNotFoundError) and source.origin in indexed:
                gone[source.origin] = str(problem)
            else:
                failures.append(FileResult(source.name, Outcome.FAILED, note=_sentence(problem)))
                failed.add(source.origin)
        else:
            sources[source.origin] = source
            checksums[source.origin] = f"{recipe}:{checksum}"
        progress.advance()
    return Gathered(sources, checksums, pages, tuple(failures), frozenset(failed), gone)


def refusals(found: Found) -> Sequence[FileResult]:
    """What was found but is not read, as results."""
    return [
        FileResult(each.name, Outcome.FAILED if each.is_failure else Outcome.SKIPPED, note=each.reason)
        for each in found.refused
    ]


def _checksum(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _sentence(problem: ConcordError | OSError) -> str:
    if isinstance(problem, ConcordError):
        return str(problem)
    return "The file cannot be opened; check its permissions and run again."
