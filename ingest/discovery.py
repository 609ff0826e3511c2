"""Finds what there is to index: the files below folders, single files, and web addresses."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """A file or page that may hold documents.

    `origin` is its absolute path or its address, `name` its path from the folder it was found in.
    """

    origin: str
    name: str

    @property
    def is_web(self) -> bool:
        """Whether it has to be fetched."""
        return is_web(self.origin)


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that was pointed at but is not read, with the sentence that says why."""

    origin: str
    name: str
    reason: str
    is_failure: bool


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found, and the roots whose vanished files are to be forgotten."""

    sources: tuple[Source, ...]
    refused: tuple[Refused, ...]
    roots: tuple[str, ...]

    def covers(self, origin: str) -> bool:
        """Whether the search would have come upon `origin` if it were still there."""
        return any(origin == root or origin.startswith(root.rstrip(os.sep) + os.sep) for root in self.roots)


def is_web(place: str) -> bool:
    """Whether `place` is a web address."""
    return place.lower().startswith(("http://", "https://"))


def discover(places: Iterable[str], suffixes: Collection[str], indexed: Collection[str]) -> Found:
    """Looks at each place; one that is gone counts as found empty if something in `indexed` came from it."""
    sources: dict[str, Source] = {}
    refused: list[Refused] = []
    roots: list[str] = []
    for place in places:
        origin = place if is_web(place) else str(Path(place).expanduser().absolute())
        for each in _look(origin, place, suffixes, indexed):
            if isinstance(each, Source):
                sources.setdefault(each.origin, each)
            else:
                refused.append(each)
        roots.append(origin)
    return Found(tuple(sources.values()), tuple(refused), tuple(roots))


def _look(
    origin: str, place: str, suffixes: Collection[str], indexed: Collection[str]
) -> Iterator[Source | Refused]:
    path = Path(origin)
    if is_web(origin):
        yield Source(origin, origin)
    elif path.is_dir():
        yield from _walk(path, suffixes)
    elif path.exists():
        yield _supported(path, path.name, suffixes, asked_for=True)
    elif not any(known == origin or known.startswith(origin + os.sep) for known in indexed):
        reason = "There is no such file or folder; check the path."
        yield Refused(origin, place, reason, is_failure=True)


def _walk(root: Path, suffixes: Collection[str]) -> Iterator[Source | Refused]:
    inside = root.resolve()
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in sorted(files) + links:
            if name.startswith("."):
                continue
            path = Path(folder) / name
            shown = path.relative_to(root).as_posix()
            if path.is_symlink() and not path.resolve().is_relative_to(inside):
                reason = "This link leads out of the folder and is not followed; copy the file in instead."
                yield Refused(str(path), shown, reason, is_failure=True)
            elif name not in links:
                yield _supported(path, shown, suffixes, asked_for=False)


def _supported(path: Path, name: str, suffixes: Collection[str], *, asked_for: bool) -> Source | Refused:
    if path.suffix.lower() in suffixes:
        return Source(str(path), name)
    reason = f"Files of the type {path.suffix or 'without an ending'} are not read; convert it to one of: "
    return Refused(str(path), name, reason + ", ".join(sorted(suffixes)) + ".", is_failure=asked_for)
