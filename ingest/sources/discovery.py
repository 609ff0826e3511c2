"""Finds what there is to index: the files below folders, single files, and web addresses."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.report import FileResult, Outcome


@dataclass(frozen=True, slots=True)
class Source:
    """A file or page that may hold documents.

    `origin` is its absolute path or its address, `name` its path from the folder it was found in.
    """

    origin: str
    name: str

    @property
    def is_web(self) -> bool:
        return is_web(self.origin)


@dataclass(frozen=True, slots=True)
class RefusedSource:
    """Something that was pointed at but is not read, with the sentence that says why.

    `hides` is set for a folder that could not be opened: nobody knows what became of the files below it.
    """

    origin: str
    name: str
    reason: str
    is_failure: bool = True
    hides: bool = False

    def result(self) -> FileResult:
        return FileResult(self.name, Outcome.FAILED if self.is_failure else Outcome.SKIPPED, note=self.reason)


@dataclass(frozen=True, slots=True)
class DiscoveredSources:
    """All that was found, and the roots whose vanished files are to be forgotten."""

    sources: tuple[Source, ...]
    refused: tuple[RefusedSource, ...]
    roots: tuple[str, ...]

    def covers(self, origin: str) -> bool:
        """Whether the search would have come upon `origin` if it were still there."""
        hidden = (refused.origin for refused in self.refused if refused.hides)
        return any(_lies_in(origin, root) for root in self.roots) and not any(
            _lies_in(origin, folder) for folder in hidden
        )

    def name_of(self, origin: str) -> str:
        """How something that is gone is called: its path from the root it was found in, or its address."""
        if is_web(origin):
            return origin
        roots = (root for root in self.roots if root != origin and _lies_in(origin, root))
        root = next(roots, str(Path(origin).parent))
        return Path(origin).relative_to(root).as_posix()


def is_web(place: str) -> bool:
    return place.lower().startswith(("http://", "https://"))


def discover_sources(
    places: Iterable[str], suffixes: Collection[str], indexed: Collection[str]
) -> DiscoveredSources:
    """Look at each place; one that is gone counts as found empty if something in `indexed` came from it."""
    sources: dict[str, Source] = {}
    refused: list[RefusedSource] = []
    roots: list[str] = []
    for place in places:
        origin = _origin(place)
        for item in _look(origin, place, suffixes, indexed):
            if isinstance(item, Source):
                sources.setdefault(item.origin, item)
            else:
                refused.append(item)
        roots.append(origin)
    return DiscoveredSources(tuple(sources.values()), tuple(refused), tuple(roots))


def find_forgotten(places: Iterable[str], indexed: Collection[str]) -> DiscoveredSources:
    """The places themselves as roots without sources, so that all that was `indexed` from them is removed."""
    refused: list[RefusedSource] = []
    roots: list[str] = []
    for place in places:
        origin = _origin(place)
        if any(_lies_in(known, origin) for known in indexed):
            roots.append(origin)
        else:
            reason = "Nothing that is indexed came from here; check the path or the address."
            refused.append(RefusedSource(origin, place, reason))
    return DiscoveredSources((), tuple(refused), tuple(roots))


def _origin(place: str) -> str:
    """One file has one origin, however its path is written."""
    return place if is_web(place) else os.path.abspath(Path(place).expanduser())  # noqa: PTH100


def _lies_in(origin: str, root: str) -> bool:
    """Whether `origin` is `root` or a file below it; a web page has nothing below it."""
    return origin == root or (not is_web(root) and origin.startswith(root.rstrip(os.sep) + os.sep))


def _look(
    origin: str, place: str, suffixes: Collection[str], indexed: Collection[str]
) -> Iterator[Source | RefusedSource]:
    if is_web(origin):
        yield Source(origin, origin)
        return
    path = Path(origin)
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        if not any(_lies_in(known, origin) for known in indexed):
            yield RefusedSource(origin, place, "There is no such file or folder; check the path.")
    except (OSError, ValueError):
        yield _closed(origin, place)
    else:
        if is_folder:
            yield from _walk(path, suffixes)
        else:
            yield _check_file(path, path.name, suffixes, asked_for=True)


def _walk(root: Path, suffixes: Collection[str]) -> Iterator[Source | RefusedSource]:
    inside = _real(root)
    closed: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in sorted(files) + links:
            if name.startswith("."):
                continue
            path = Path(folder) / name
            shown = path.relative_to(root).as_posix()
            if path.is_symlink() and not _real(path).is_relative_to(inside):
                reason = "This link leads out of the folder and is not followed; copy the file in instead."
                yield RefusedSource(str(path), _shown(shown), reason)
            elif name not in links:
                yield _check_file(path, shown, suffixes, asked_for=False)
    for error in closed:
        yield _closed(error.filename, Path(error.filename).name)


def _real(path: Path) -> Path:
    """Where the links in `path` lead; unlike `Path.resolve` it does not fail on links in a circle."""
    return Path(os.path.realpath(path))


def _check_file(
    path: Path, name: str, suffixes: Collection[str], *, asked_for: bool
) -> Source | RefusedSource:
    if path.suffix.lower() not in suffixes:
        kind = path.suffix or "without an ending"
        reason = f"Files of the type {kind} are not read; convert it to {', '.join(sorted(suffixes))}."
        return RefusedSource(str(path), _shown(name), _shown(reason), is_failure=asked_for)
    if path.exists() and not path.is_file():  # opening a pipe would never end
        return RefusedSource(
            str(path), _shown(name), "This is no ordinary file; point to a file or a folder."
        )
    if _shown(str(path)) != unicodedata.normalize("NFC", str(path)):
        reason = "The name of this file or of its folder is not UTF-8; rename it."
        return RefusedSource(str(path), _shown(name), reason)
    return Source(str(path), _shown(name))


def _closed(origin: str, name: str) -> RefusedSource:
    reason = "This cannot be opened; check its path and its permissions (what was indexed from it stays)."
    return RefusedSource(origin, _shown(name), reason, hides=True)


def _shown(name: str) -> str:
    """`name` with composed letters, as people type them, and a mark for every byte that is no text."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))
