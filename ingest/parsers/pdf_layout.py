"""Puts the lines of PDF pages together to paragraphs again; pure text work.

A PDF knows lines, not paragraphs. A paragraph is taken to end at an empty line, before a bullet, and behind a
line that stops well short of the usual width. Lines that return on most pages are running heads and page
numbers, and are dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.models import Block, BlockKind
from ingest.parsers.cleaning import clean, one_line
from ingest.parsers.structure import ItemFinder

_EDGE = 2  # lines at the head and foot of a page that may be running ones
_MIN_PAGES = 3  # fewer say nothing of what returns
_PAGE_NUMBER = re.compile(r"[-–—]?\s*(?:page\s*)?(\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?\s*[-–—]?", re.IGNORECASE)
_END_NUMBER = re.compile(r"^\d+\s+|\s+\d+$")
_SENTENCE_END = re.compile(r"[.!?:;。」』”\")\]]$")
_SHORT = 0.6  # of the usual width: a heading, or the end of a paragraph, whatever it ends with
_FULL = 0.85  # of the usual width: behind a sentence's end, a line below this ends the paragraph
_HYPHEN = re.compile(r"([A-Za-z]+)-$")
_WORD_REST = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int


def pdf_blocks(pages: Sequence[str], headings: Mapping[tuple[int, str], int]) -> Iterator[Block]:
    """The blocks of `pages`, the text of each; `headings` gives levels by page (from 1) and words."""
    lines = _without_running([_page_lines(page, number) for number, page in enumerate(pages, start=1)])
    width = _usual_width(lines)
    whole = " ".join(line.text for line in lines)
    finder = ItemFinder(numbers=False)
    opening, held = Block(BlockKind.PARAGRAPH, ""), ""
    previous: _Line | None = None
    for line in [*lines, _Line("", 0)]:
        level = headings.get((line.page, line.text), 0)
        item = finder.find(line.text)
        if held and (level or item or opening.kind is BlockKind.HEADING or _parted(previous, line, width)):
            yield Block(opening.kind, held, opening.level, opening.page)
            held = ""
        if held:
            held = _joined(held, line.text, whole)
        else:
            held = item[1] if item and not level else line.text
            opening = _opening(level, item, line.page)
            if opening.kind is not BlockKind.ITEM and line.text:
                finder.end()
        previous = line


def _opening(level: int, item: tuple[int, str] | None, page: int) -> Block:
    if level:
        return Block(BlockKind.HEADING, "", level, page)
    if item:
        return Block(BlockKind.ITEM, "", item[0], page)
    return Block(BlockKind.PARAGRAPH, "", 0, page)


def _page_lines(page: str, number: int) -> list[_Line]:
    lines = [one_line(line) for line in clean(page).split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return [_Line(line, number) for line in lines]


def _without_running(pages: Sequence[list[_Line]]) -> list[_Line]:
    counts = Counter(key for page in pages for key in {_shape(line) for line in _edges(page)})
    returning = {key for key, count in counts.items() if len(pages) >= _MIN_PAGES and count > len(pages) / 2}
    kept: list[_Line] = []
    for page in pages:
        edges = _edges(page)
        kept += [
            line
            for line in page
            if not any(line is edge for edge in edges)
            or not (_shape(line) in returning or _numbers_page(line))
        ]
    return kept


def _edges(page: Sequence[_Line]) -> list[_Line]:
    filled = [line for line in page if line.text]
    return [*filled[:_EDGE], *filled[-_EDGE:]]


def _shape(line: _Line) -> str:
    """What stays the same of a running line from page to page: all but the page's number."""
    return "#" if _PAGE_NUMBER.fullmatch(line.text) else _END_NUMBER.sub("", line.text)


def _numbers_page(line: _Line) -> bool:
    match = _PAGE_NUMBER.fullmatch(line.text)
    return bool(match) and int(match[1] if match else 0) == line.page


def _usual_width(lines: Sequence[_Line]) -> int:
    """The length that nine lines in ten do not exceed, in characters."""
    lengths = sorted(len(line.text) for line in lines if line.text)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _parted(above: _Line | None, below: _Line, width: int) -> bool:
    """Whether a paragraph ends between two lines that follow each other."""
    if above is None or not above.text or not below.text:
        return True
    ends = bool(_SENTENCE_END.search(above.text))
    if above.page != below.page:
        return ends or len(above.text) < _FULL * width
    return len(above.text) < (_FULL if ends else _SHORT) * width


def _joined(above: str, below: str, whole: str) -> str:
    """Two lines as one; a word that was hyphenated for the line end only is mended."""
    left, right = _HYPHEN.search(above), _WORD_REST.match(below)
    if left is None or right is None:
        return f"{above} {below}"
    is_spelled_so = f"{left[1]}-{right[0]}" in whole
    return above + below if is_spelled_so else above[:-1] + below
