"""Which parser is for which files, and opens them."""

from __future__ import annotations

import io
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from ingest.errors import DocumentError, PossiblyStaffDocumentError
from ingest.models import Audience, ParsedDocument
from ingest.parsers.docx import parse_docx
from ingest.parsers.html import parse_html
from ingest.parsers.hwp import parse_hwp
from ingest.parsers.jsonl import parse_jsonl
from ingest.parsers.limits import BadPart, Limits, in_words
from ingest.parsers.pdf import parse_pdf
from ingest.parsers.text import parse_markdown, parse_text

# Changes whenever the parsers find another text in the same file: every file is then read anew.
PARSERS_VERSION = "3"
Parser = Callable[[bytes, Limits], ParsedDocument]

# Files that are one document each.
WHOLE: Mapping[str, Parser] = MappingProxyType(
    {
        ".md": parse_markdown,
        ".markdown": parse_markdown,
        ".txt": parse_text,
        ".text": parse_text,
        ".html": parse_html,
        ".htm": parse_html,
        ".xhtml": parse_html,
        ".pdf": parse_pdf,
        ".docx": parse_docx,
        ".hwp": parse_hwp,
        ".hwpx": parse_hwp,
    }
)
LINED = frozenset({".jsonl", ".ndjson"})
SUFFIXES = frozenset(WHOLE) | LINED


def parse_file(path: Path, limits: Limits) -> Iterator[ParsedDocument | BadPart]:
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


def parse_bytes(data: bytes, suffix: str, limits: Limits) -> Iterator[ParsedDocument | BadPart]:
    """The same for what was fetched; `suffix` (`.html`) says what it is."""
    most = limits.max_bulk_bytes if suffix in LINED else limits.max_file_bytes
    if len(data) > most:
        raise DocumentError(_too_large(len(data), most))
    yield from _parts(io.BytesIO(data), suffix, most, limits)


def _parts(stream: BinaryIO, suffix: str, most: int, limits: Limits) -> Iterator[ParsedDocument | BadPart]:
    if suffix in LINED:
        yield from _at_least_one(parse_jsonl(stream, limits))
        return
    parser = WHOLE.get(suffix)
    if parser is None:
        raise DocumentError(
            f"Files of this type are not read; convert it to one of {', '.join(sorted(SUFFIXES))}."
        )
    data = stream.read(most + 1)
    if len(data) > most:  # it grew since it was measured
        raise DocumentError(_too_large(len(data), most))
    if not data.strip():
        raise DocumentError("The file is empty; put its text in or remove it.")
    parsed = parser(data, limits)
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
