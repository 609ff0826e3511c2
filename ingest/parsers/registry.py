"""Knows which reader reads which files, and opens them."""

from __future__ import annotations

import io
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from ingest.errors import DocumentError, PossiblyStaffDocumentError
from ingest.models import Audience, ParsedDocument
from ingest.parsers.docx import read_docx
from ingest.parsers.html import read_html
from ingest.parsers.hwp import read_hwp
from ingest.parsers.jsonl import read_jsonl
from ingest.parsers.limits import BadPart, Limits, in_words
from ingest.parsers.markdown import read_markdown
from ingest.parsers.pdf import read_pdf
from ingest.parsers.text import read_text

Read = Callable[[bytes, Limits], ParsedDocument]

# Files that are one document each.
WHOLE: Mapping[str, Read] = MappingProxyType(
    {
        ".md": read_markdown,
        ".markdown": read_markdown,
        ".txt": read_text,
        ".text": read_text,
        ".html": read_html,
        ".htm": read_html,
        ".xhtml": read_html,
        ".pdf": read_pdf,
        ".docx": read_docx,
        ".hwp": read_hwp,
        ".hwpx": read_hwp,
    }
)
LINED = frozenset({".jsonl", ".ndjson"})
SUFFIXES = frozenset(WHOLE) | LINED


def read(path: Path, limits: Limits) -> Iterator[ParsedDocument | BadPart]:
    """The documents in a file, and a report on each part of it that was left out.

    Works while it is iterated over. Raises `DocumentError` if the file cannot be opened or read as a whole.
    """
    suffix = path.suffix.lower()
    most = limits.max_bulk_bytes if suffix in LINED else limits.max_file_bytes
    try:
        _refuse_by_status(path, most)
        with path.open("rb") as stream:
            yield from _parts(stream, suffix, most, limits)
    except FileNotFoundError as error:
        raise DocumentError("The file is gone; check the path.") from error
    except PermissionError as error:
        raise DocumentError(
            "The file may not be read by you; give yourself permission to read it."
        ) from error
    except OSError as error:
        raise DocumentError(
            "The file cannot be read from the disk; check the disk or copy the file anew."
        ) from error


def read_bytes(data: bytes, suffix: str, limits: Limits) -> Iterator[ParsedDocument | BadPart]:
    """The same for what was fetched; `suffix` (`.html`) says what it is."""
    most = limits.max_bulk_bytes if suffix in LINED else limits.max_file_bytes
    if len(data) > most:
        raise DocumentError(_too_large(len(data), most))
    yield from _parts(io.BytesIO(data), suffix, most, limits)


def _parts(stream: BinaryIO, suffix: str, most: int, limits: Limits) -> Iterator[ParsedDocument | BadPart]:
    if suffix in LINED:
        yield from _at_least_one(read_jsonl(stream, limits))
        return
    reader = WHOLE.get(suffix)
    if reader is None:
        raise DocumentError(
            f"Files of this type are not read; convert it to one of {', '.join(sorted(SUFFIXES))}."
        )
    data = stream.read(most + 1)
    if len(data) > most:  # it grew since it was measured
        raise DocumentError(_too_large(len(data), most))
    if not data.strip():
        raise DocumentError("The file is empty; put its text in or remove it.")
    parsed = reader(data, limits)
    if not any(block.text.strip() for block in parsed.blocks):
        refusal = (
            PossiblyStaffDocumentError if parsed.declared.get("audience") is Audience.STAFF else DocumentError
        )
        raise refusal("There is no text in the file; put its text in or remove it.")
    yield parsed


def _at_least_one(parts: Iterator[ParsedDocument | BadPart]) -> Iterator[ParsedDocument | BadPart]:
    is_empty = True
    for part in parts:
        is_empty = False
        yield part
    if is_empty:
        raise DocumentError("The file is empty; put one JSON object a line in or remove it.")


def _refuse_by_status(path: Path, most: int) -> None:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):  # a pipe would never end
        raise DocumentError("This is no ordinary file; point to a file or a folder.")
    if status.st_size > most:
        raise DocumentError(_too_large(status.st_size, most))


def _too_large(size: int, most: int) -> str:
    return f"The file has {in_words(size)}, over the limit of {in_words(most)}; split it into smaller files."
