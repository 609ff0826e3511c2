"""Which document somebody means: by its title as it is typed, or as it was chosen from the list."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from ingest.index.catalog import Entry

_CHOICES = 25  # that Discord shows
_LONGEST = 100  # characters of a choice's name and of its value
_ELLIPSIS = "…"
_MARK = "#"
_BYTES = 16


def suggested(entries: Sequence[Entry], typed: str) -> list[tuple[str, str]]:
    """The name and value of at most 25 choices: titles that begin as typed, then those that contain it."""
    sought = typed.strip().casefold()
    found = [each for each in entries if sought in _sought(each)]
    found.sort(key=lambda each: (not each.metadata.title.casefold().startswith(sought), each.metadata.title))
    return [(_name(each), _value(each)) for each in found[:_CHOICES]]


def chosen(entries: Sequence[Entry], typed: str) -> str | None:
    """The id of the document that was chosen, or whose id or title was typed; None where there is none."""
    for each in entries:
        if typed in (each.id, _value(each)):
            return each.id
    sought = typed.strip().casefold()
    titled = [each.id for each in entries if each.metadata.title.casefold() == sought]
    return titled[0] if len(titled) == 1 else None


def _sought(entry: Entry) -> str:
    return f"{entry.metadata.title}\n{entry.id}".casefold()


def _name(entry: Entry) -> str:
    title = entry.metadata.title or entry.id
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + _ELLIPSIS


def _value(entry: Entry) -> str:
    """The id, or a digest of it where it is too long for Discord."""
    if len(entry.id) <= _LONGEST:
        return entry.id
    return _MARK + blake2b(entry.id.encode(), digest_size=_BYTES).hexdigest()
