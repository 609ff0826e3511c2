"""Recognises files that were moved, as when the folder of a project gets another name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ingest.sources.discovery import Source, is_web


def moved(
    sources: Iterable[Source],
    found: Mapping[str, str],
    indexed: Mapping[str, str],
    is_there: Callable[[str], bool],
) -> frozenset[str]:
    """The indexed origins whose file is gone, while the same bytes were found under the same name elsewhere.

    `found` and `indexed` are checksums by origin. Where the bytes differ nobody knows that it is the same
    file: its disk may only be away for a while.
    """
    new = [each for each in sources if each.origin in found and each.origin not in indexed]
    return frozenset(
        origin
        for origin, checksum in indexed.items()
        if any(found[each.origin] == checksum and _is_named(origin, each.name) for each in new)
        and not is_web(origin)
        and not is_there(origin)
    )


def _is_named(origin: str, name: str) -> bool:
    return Path(origin).as_posix().endswith(f"/{name}")
