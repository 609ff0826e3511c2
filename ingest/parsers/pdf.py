"""Reads PDF, page by page; the only file that knows pypdf."""

from __future__ import annotations

import io
import logging
import re
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ingest.errors import DocumentError
from ingest.models import ParsedDocument
from ingest.parsers.cleaning import one_line
from ingest.parsers.limits import Limits
from ingest.parsers.metadata import declare_leniently
from ingest.parsers.pdf_layout import pdf_blocks
from ingest.parsers.pdf_visibility import PageWatch

_DAMAGED = "The PDF is damaged; open it in a PDF viewer and print or save it as a new PDF."
_LOCKED = "The PDF is locked with a password; save it without one."
_SCANNED = "The PDF holds pictures of pages but no text; run OCR over it first (for example with ocrmypdf)."
# Titles that programs put in by themselves.
_FILE_NAME = re.compile(
    r"^(?:microsoft|untitled|slide)\b|\.(?:docx?|hwpx?|pptx?|xlsx?|indd|pdf|ai|qxd)$", re.IGNORECASE
)
_TAIL = 4096  # bytes in which the end mark stands, some programs writing more behind it
_MAX_OUTLINE_DEPTH = 6


def parse_pdf(data: bytes, limits: Limits) -> ParsedDocument:  # noqa: ARG001 - the signature of all parsers
    """The document in a PDF, each block with its page.

    Raises `DocumentError` if damaged, locked or scanned.
    """
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of every slip in a file that reads well
    if b"%%EOF" not in data[-_TAIL:]:
        raise DocumentError(_DAMAGED)  # cut off; pypdf would read what is left as if it were all
    try:
        pages, headings, declared = _extract(data)
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, ArithmeticError,
            AssertionError, EOFError, OSError, NotImplementedError) as error:  # fmt: skip
        raise DocumentError(_DAMAGED) from error  # pypdf takes the parts of a damaged file to be sound
    if not any(page.strip() for page in pages):
        raise DocumentError(_SCANNED if pages else _DAMAGED)
    return ParsedDocument(tuple(pdf_blocks(pages, headings)), declare_leniently(declared))


def _extract(data: bytes) -> tuple[list[str], dict[tuple[int, str], int], dict[str, object]]:
    reader = PdfReader(io.BytesIO(data))
    # An empty password opens what is only closed to changes.
    if reader.is_encrypted and not reader.decrypt(""):
        raise DocumentError(_LOCKED)
    pages = [_seen_text(page) for page in reader.pages]
    return pages, _headings(reader, reader.outline, 1), _properties(reader)


def _seen_text(page: Any) -> str:
    box = page.cropbox
    watch = PageWatch(
        (float(box.left), float(box.bottom), float(box.right), float(box.top)),
        lambda name: _is_picture(page, name),
    )
    text = page.extract_text(visitor_operand_before=watch.before, visitor_operand_after=watch.after)
    return str(page.extract_text() if watch.took_from_a_scan else text)


def _is_picture(page: Any, name: str) -> bool:
    try:
        return bool(page["/Resources"]["/XObject"][name]["/Subtype"] == "/Image")
    except (LookupError, TypeError):  # damaged, or named by a form for itself
        return False


def _headings(reader: PdfReader, outline: list[Any], level: int) -> dict[tuple[int, str], int]:
    """The level of each bookmark's title by its page (from 1) and its words."""
    levels: dict[tuple[int, str], int] = {}
    for entry in outline:
        if isinstance(entry, list):
            levels |= _headings(reader, entry, min(level + 1, _MAX_OUTLINE_DEPTH))
            continue
        page = reader.get_destination_page_number(entry)
        if page is not None and page >= 0:
            levels[page + 1, one_line(str(entry.title))] = level
    return levels


def _properties(reader: PdfReader) -> dict[str, object]:
    info = reader.metadata
    if info is None:
        return {}
    title = one_line(info.title or "")
    return {
        "title": "" if _FILE_NAME.search(title) else title,
        "author": info.author or "",
        "date": _date(info),
    }


def _date(info: Any) -> object:
    try:
        return info.modification_date or info.creation_date
    except ValueError:
        return None
