"""What a reader accepts in size, and how it reports the one line of many that it could not use."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper sizes in bytes.

    `max_file_bytes` bounds a file that is read whole, `max_bulk_bytes` one that is read line by line,
    `max_line_bytes` a line of it, and `max_expanded_bytes` what a zipped format may unpack to.
    """

    max_file_bytes: int = 100 * _MIB
    max_bulk_bytes: int = 4096 * _MIB
    max_line_bytes: int = 8 * _MIB
    max_expanded_bytes: int = 200 * _MIB


@dataclass(frozen=True, slots=True)
class BadPart:
    """A part of a file that was left out: `where` it stands (`line 7`) and the `reason`, a plain sentence.

    `may_be_for_staff` is set where what is wrong may have been its audience.
    """

    where: str
    reason: str
    may_be_for_staff: bool = False


def in_words(size: int) -> str:
    """A number of bytes as a person says it: `200 MB`, `12 KB`."""
    for unit, factor in (("GB", 1024 * _MIB), ("MB", _MIB), ("KB", 1024)):
        if size >= factor:
            return f"{size / factor:.3g} {unit}"
    return f"{size} bytes"
