"""Reads the files of Hangul, the Korean word processor: HWP 5 and HWPX; the only file that knows dochan.

Formats: "HWP Document File Formats 5.0" by Hancom, and OWPML (KS X 6101).
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dochan import Dochan  # type: ignore[import-untyped]

from ingest.errors import DocumentError
from ingest.models import Block, BlockKind, ParsedDocument
from ingest.parsers.cleaning import one_line, tidy_lines
from ingest.parsers.limits import Limits, check_archive
from ingest.parsers.structure import ItemFinder, table_block

_DAMAGED = "The Hangul file is damaged or incomplete; open it in Hangul and save it again."
_LOCKED = "The Hangul file is locked with a password or for distribution; save it without protection."
_OLD = "The file is not of Hangul 5 or later; open it in Hangul and save it as HWPX."
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
_LOCKED_WORDS = ("암호", "DRM", "encrypt")  # in dochan's messages
_NOTES = ("footnote", "endnote")


def parse_hwp(data: bytes, limits: Limits) -> ParsedDocument:
    """The document in a file of Hangul, of whichever of the two formats it is, whatever its ending says.

    Tracked deletions, comments, headers and footers are left out. Raises `DocumentError` if it is damaged,
    locked, older than Hangul 5, or unpacks to too much.
    """
    if data.startswith(_ZIP):
        check_archive(data, limits, "HWPX")
    elif not data.startswith(_OLE):
        raise DocumentError(_OLD if data.startswith(b"HWP Document File V3") else _DAMAGED)
    document = _parse(data)
    _refuse_errors(document.errors)
    elements = [element for section in document.sections for element in section.elements]
    return ParsedDocument(tuple(_blocks(elements)))


def _parse(data: bytes) -> Any:
    logging.getLogger("dochan").setLevel(logging.CRITICAL)  # it warns of pictures, which are not read
    with tempfile.TemporaryDirectory(prefix="concord-") as folder:
        path = Path(folder) / ("document.hwpx" if data.startswith(_ZIP) else "document.hwp")
        path.write_bytes(data)
        try:
            return Dochan(str(path), revision_mode="final").doc
        # It reports damage in `errors`, but refuses what is no Hangul file at all with a ValueError.
        except (ValueError, OSError) as error:
            raise DocumentError(_DAMAGED) from error


def _refuse_errors(errors: Iterable[str]) -> None:
    fatal = [error for error in errors if error.startswith("ERR")]
    if any(word in error for error in fatal for word in _LOCKED_WORDS):
        raise DocumentError(_LOCKED)
    if fatal:
        raise DocumentError(_DAMAGED) from ValueError(fatal[0])


def _blocks(elements: Iterable[Any]) -> Iterator[Block]:
    finder = ItemFinder(numbers=False)  # numbered lines are mostly headings in official papers
    for element in elements:
        if hasattr(element, "rows"):
            caption = one_line(element.caption_text)
            if caption:
                yield Block(BlockKind.PARAGRAPH, caption)
            yield from _table(element, finder)
        elif getattr(element, "type", "") in _NOTES:
            yield from _paragraph(Block(BlockKind.PARAGRAPH, ""), element.text)
        elif hasattr(element, "heading_level"):
            yield from _typed(element, finder)


def _table(table: Any, finder: ItemFinder) -> Iterator[Block]:
    """A table of one cell is a frame around text, which official papers draw a lot."""
    cells = [cell for row in table.rows for cell in row if not cell.is_merged_away]
    if len(cells) == 1:
        yield from _blocks(cells[0].paragraphs)
        return
    finder.end()
    block = table_block([cell.text for cell in row] for row in table.rows)
    if block:
        yield block


def _typed(paragraph: Any, finder: ItemFinder) -> Iterator[Block]:
    text = tidy_lines(paragraph.text)
    if paragraph.heading_level:
        finder.end()
        yield from _paragraph(Block(BlockKind.HEADING, "", min(6, paragraph.heading_level)), text)
    elif item := finder.find(text):
        yield Block(BlockKind.ITEM, item[1], item[0])
    elif text:
        finder.end()
        yield Block(BlockKind.PARAGRAPH, text)


def _paragraph(opening: Block, text: str) -> Iterator[Block]:
    words = one_line(text)
    if words:
        yield Block(opening.kind, words, opening.level)
