"""Which document somebody means: by its title as it is typed, or as it was chosen from the list."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from hashlib import blake2b

from bot.discord.cards.text import ELLIPSIS, clean, cut
from ingest.index.catalog import CatalogEntry

_CHOICES = 25  # that Discord shows
_LONGEST = 100  # characters of a choice's name and of its value
# Letters that are there to be empty.
_FILLERS = "\u115f\u1160\u3164\uffa0\u2800"
# Of a title, so many times the letters that are shown are looked at.
_LOOKED_AT = 10
_MARK = "#"
_BYTES = 16


def suggested(entries: Sequence[CatalogEntry], typed: str) -> list[tuple[str, str]]:
    """The name and value of at most 25 choices: titles that begin as typed, then those that contain it."""
    sought = typed.strip().casefold()
    found = [each for each in entries if sought in _sought(each)]
    found.sort(key=lambda each: (not _title(each).casefold().startswith(sought), _title(each)))
    return [(_name(each), _value(each)) for each in found[:_CHOICES]]


def chosen(entries: Sequence[CatalogEntry], typed: str) -> str | None:
    """The id of the document that was chosen, or whose id or title was typed; None where there is none."""
    for each in entries:
        if typed in (each.id, _value(each)):
            return each.id
    sought = typed.strip().casefold()
    titled = [each.id for each in entries if each.metadata.title.casefold() == sought]
    return titled[0] if len(titled) == 1 else None


def _sought(entry: CatalogEntry) -> str:
    return f"{entry.metadata.title}\n{entry.id}".casefold()


def _title(entry: CatalogEntry) -> str:
    """The title in one line, or the id in one where nobody would see anything of the title."""
    lines = (_in_one_line(each) for each in (entry.metadata.title, entry.id))
    return next(filter(_is_seen, lines), ELLIPSIS)


def _name(entry: CatalogEntry) -> str:
    return cut(_title(entry), _LONGEST)


def _in_one_line(text: str) -> str:
    """The text without line ends, other controls, and signs that turn the direction of reading."""
    return " ".join(clean(text[: _LONGEST * _LOOKED_AT]).split())


def _is_seen(text: str) -> bool:
    """Whether it has a letter, figure, mark or sign that is not blank."""
    return any(unicodedata.category(each)[0] in "LNPS" and each not in _FILLERS for each in text)


def _value(entry: CatalogEntry) -> str:
    """The id, or a digest of it where it is too long for Discord."""
    if len(entry.id) <= _LONGEST:
        return entry.id
    return _MARK + blake2b(entry.id.encode(), digest_size=_BYTES).hexdigest()
