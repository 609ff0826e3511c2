"""The sizes that parsers accept, also unpacked, and the report of a part that could not be used."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from ingest.errors import DocumentError

_MIB = 1024 * 1024
_MAX_PARTS = 10_000


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


def check_archive(data: bytes, limits: Limits, kind: str) -> None:
    """Raises `DocumentError` unless `data` is a whole, unencrypted zip that unpacks to what `limits` allow.

    `kind` names the format in the message. The sizes that the zip declares are the ones that count: Python
    never unpacks more of a part than was declared.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise DocumentError(
            f"The file is damaged or no {kind} file; open it in its program and save it again."
        ) from error
    if any(part.flag_bits & 0x1 for part in parts):
        raise DocumentError("The file is locked with a password; save it without one.")
    size = sum(part.file_size for part in parts)
    if size > limits.max_expanded_bytes or len(parts) > _MAX_PARTS:
        raise DocumentError(
            f"The file unpacks to {in_words(size)} in {len(parts)} parts, more than is accepted "
            f"({in_words(limits.max_expanded_bytes)}); split it or take the pictures out."
        )
