"""Reads Word files: headings, lists and tables in document order; the only file that knows python-docx."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph

from ingest.errors import DocumentError
from ingest.models import Block, BlockKind, ParsedDocument
from ingest.parsers.cleaning import one_line, tidy_lines
from ingest.parsers.docx_visibility import DocxLook
from ingest.parsers.limits import Limits, check_archive
from ingest.parsers.metadata import declare_leniently
from ingest.parsers.structure import table_block

_DAMAGED = "The Word file is damaged; open it in Word and save it again."
_LOCKED = "The Word file is locked with a password, or is an old .doc; save it as .docx without a password."
_OLE = b"\xd0\xcf\x11\xe0"
_HEADING = re.compile(r"(?:heading|제목)\s*([1-9])", re.IGNORECASE)
_LIST = re.compile(r"(?:list|목록)\b", re.IGNORECASE)
_LIST_DEPTH = re.compile(r"\s([2-9])$")
_CONTENTS = re.compile(r"(?:toc|목차)\s*\d", re.IGNORECASE)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The runs of a paragraph that Word may show: also linked and inserted ones, but no deleted ones.
_RUNS = (
    "./w:r | ./w:hyperlink//w:r | ./w:ins//w:r | ./w:sdt//w:r | ./w:smartTag//w:r | ./w:moveTo//w:r"
    " | ./w:fldSimple//w:r"
)
_MARKS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def parse_docx(data: bytes, limits: Limits) -> ParsedDocument:
    """The document in a Word file.

    Raises `DocumentError` if it is damaged, locked, or unpacks to too much.
    """
    if data.startswith(_OLE):
        raise DocumentError(_LOCKED)
    check_archive(data, limits, "Word")
    try:
        document = docx.Document(io.BytesIO(data))
        blocks = tuple(_blocks(document))
        properties = document.core_properties
        declared: dict[str, object] = {
            "title": properties.title,
            "author": properties.author,
            "date": properties.modified or properties.created,
            "language": properties.language,
        }
    # What python-docx raises on damaged parts, which it takes to be sound; lxml's errors are SyntaxErrors.
    except (OpcError, SyntaxError, zipfile.BadZipFile, zlib.error, LookupError, ValueError, AttributeError,
            TypeError, EOFError, NotImplementedError, AssertionError, OSError) as error:  # fmt: skip
        raise DocumentError(_DAMAGED) from error
    return ParsedDocument(blocks, declare_leniently(declared))


def _blocks(document: Document) -> Iterator[Block]:
    look = DocxLook.of(document)
    for element in _elements(document.element.body):
        if element.tag == f"{_W}tbl":
            rows = (row for row in Table(element, document).rows if not row._tr.xpath("./w:trPr/w:hidden"))
            block = table_block(
                [["\n".join(_cell_texts(cell, look)) for cell in _cells(row)] for row in rows]
            )
        else:
            block = _paragraph(Paragraph(element, document), look)
        if block:
            yield block


def _elements(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables below `parent`, content controls (which python-docx passes by) included."""
    for child in parent.iterchildren():
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _elements(child)


def _cells(row: Any) -> Iterator[Any]:
    """The cells of a row, a merged one once."""
    previous = None
    for cell in row.cells:
        if cell._tc is not previous:
            yield cell
        previous = cell._tc


def _cell_texts(cell: Any, look: DocxLook) -> Iterator[str]:
    for paragraph in cell._tc.iter(f"{_W}p"):
        yield _text(paragraph, look)


def _paragraph(paragraph: Any, look: DocxLook) -> Block | None:
    text = tidy_lines(_text(paragraph._p, look))
    style = str(paragraph.style.name or "") if paragraph.style else ""
    if not text or _CONTENTS.match(style):
        return None
    if level := _heading_level(paragraph, style):
        return Block(BlockKind.HEADING, one_line(text), level)
    if level := _item_level(paragraph, style):
        return Block(BlockKind.ITEM, text, level)
    return Block(BlockKind.PARAGRAPH, text)


def _heading_level(paragraph: Any, style: str) -> int:
    if style.lower() in ("title", "제목"):
        return 1
    if match := _HEADING.match(style):
        return min(6, int(match[1]))
    for properties in (paragraph._p.pPr, paragraph.style.element.pPr if paragraph.style else None):
        levels = properties.xpath("./w:outlineLvl/@w:val") if properties is not None else []
        if levels and int(levels[0]) < 9:  # 9 is body text
            return min(6, int(levels[0]) + 1)
    return 0


def _item_level(paragraph: Any, style: str) -> int:
    for properties in (paragraph._p.pPr, paragraph.style.element.pPr if paragraph.style else None):
        if properties is not None and properties.xpath("./w:numPr"):
            ids = properties.xpath("./w:numPr/w:numId/@w:val")
            depth = properties.xpath("./w:numPr/w:ilvl/@w:val")
            if ids != ["0"]:  # 0 takes a paragraph out of its style's list
                named = _LIST_DEPTH.search(style)
                return int(depth[0]) + 1 if depth else int(named[1]) if named else 1
            return 0
    return 1 if _LIST.match(style) else 0


def _text(paragraph: Any, look: DocxLook) -> str:
    pieces = []
    for run in paragraph.xpath(_RUNS):
        if not look.sees(run, paragraph):
            continue
        for part in run.iterchildren():
            pieces.append(part.text or "" if part.tag == f"{_W}t" else _MARKS.get(part.tag, ""))
    return "".join(pieces)
