"""Looks into zipped formats before a library unpacks them, so that no small file fills the memory."""

from __future__ import annotations

import io
import zipfile

from ingest.errors import DocumentError
from ingest.parsers.limits import Limits, in_words

_MAX_PARTS = 10_000


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
