"""Parses JSON Lines, one document a line, without ever holding more than a line.

Bulk exports of web pages often carry a page's and a section's heading as the first lines of the text and
leave the title empty; unmarked they would be lost to every chunk but the first. Their lines are often broken
at a fixed width and are joined again.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from ingest.errors import DocumentError, PossiblyStaffDocumentError
from ingest.models import Block, BlockKind, ParsedDocument
from ingest.parsers.cleaning import clean, one_line, tidy_lines
from ingest.parsers.limits import BadPart, Limits, in_words
from ingest.parsers.metadata import declare, declared_audience, together

_EMPTY_LINES = re.compile(r"\n\s*\n")
_KEYS = ("_id", "id")
_NOT_DECLARED = {"_id", "id", "text"}
_MOST_CHARS = 150
_MOST_HEADINGS = 2
# A line that ends like this is a sentence or introduces something.
_NOT_A_HEADING = (".", ",", ";", ":", "!", "…", "다.", "요.")
# Editors break at 65 to 80 characters. A longest line outside of that tells of no such width.
_NARROWEST, _WIDEST = 60, 80
_ENDS = (".", "!", "?", ":", ";", "。")


def parse_jsonl(stream: BinaryIO, limits: Limits) -> Iterator[ParsedDocument | BadPart]:
    """The document of each line, or what is wrong with the line, while the others go on.

    A line is `{"_id", "title", "text", ...}`, with any key of `Metadata` besides; `_id` names the document
    and has to differ from those before. Empty lines in `text` part its paragraphs, lines broken at a fixed
    width are joined; where there is no title, short lines that open it are its headings.
    """
    seen: set[str] = set()
    for number, line in enumerate(_lines(stream, limits.max_line_bytes), start=1):
        try:
            if line is None:
                size = in_words(limits.max_line_bytes)
                raise DocumentError(f"The line is longer than {size}; split its text over several lines.")
            if line.strip():
                parsed = _document(_record(line), number)
                _refuse_twice(parsed.key, seen)
                yield parsed
        except DocumentError as error:
            # A line of which nothing can be parsed may still be one on which an audience was mistyped.
            is_unsure = isinstance(error, PossiblyStaffDocumentError) or b"audience" in (line or b"").lower()
            yield BadPart(f"line {number}", str(error), may_be_for_staff=is_unsure)


def _lines(stream: BinaryIO, most: int) -> Iterator[bytes | None]:
    """Each line; None for one that is longer than `most` bytes, which is passed over."""
    is_first = True
    while line := stream.readline(most + 1):
        if len(line) > most and not line.endswith(b"\n"):
            while (rest := stream.readline(most)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield line.removeprefix(codecs.BOM_UTF8) if is_first else line
        is_first = False


def _record(line: bytes) -> dict[str, object]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise DocumentError("The line is not UTF-8; save the file as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise DocumentError("The line is not valid JSON; write one complete object a line.") from error
    if not isinstance(record, dict):
        raise DocumentError('The line is no JSON object; write {"_id": …, "title": …, "text": …}.')
    return record


def _document(record: dict[str, object], number: int) -> ParsedDocument:
    text = record.get("text")
    blocks = _blocks(text, titled=bool(record.get("title"))) if isinstance(text, str) else ()
    if not blocks:
        raise DocumentError("The line has no text; give its document under the key `text`.")
    key = next((record[name] for name in _KEYS if isinstance(record.get(name), (str, int))), number)
    declared = declare({name: value for name, value in record.items() if name not in _NOT_DECLARED})
    beside = record.get("metadata")  # where the corpora of BEIR keep what else they know
    if isinstance(beside, dict):
        declared = together(declared, declared_audience(beside))
    return ParsedDocument(blocks, declared, one_line(str(key)) or str(number))


def _blocks(text: str, *, titled: bool) -> tuple[Block, ...]:
    text = clean(text)
    headings, text = ([], text) if titled else split_headings(text)
    text = unwrap(text)
    paragraphs = (tidy_lines(part) for part in _EMPTY_LINES.split(text))
    return (
        *(Block(BlockKind.HEADING, one_line(words), level) for level, words in enumerate(headings, start=1)),
        *(Block(BlockKind.PARAGRAPH, paragraph) for paragraph in paragraphs if paragraph),
    )


def _refuse_twice(key: str, seen: set[str]) -> None:
    if key in seen:
        raise DocumentError(f"The `_id` {key[:60]} stands on a line before; give each document its own.")
    seen.add(key)


def split_headings(text: str) -> tuple[list[str], str]:
    """The short lines, two at most, that open `text` and do not read as sentences, and the text behind them.

    A line is a heading only where another line follows it directly.
    """
    headings: list[str] = []
    rest = text.lstrip("\n")
    while len(headings) < _MOST_HEADINGS:
        line, _, behind = rest.partition("\n")
        if not behind.strip() or behind.startswith("\n") or not _reads_as_heading(line):
            break
        headings.append(line.strip())
        rest = behind
    return headings, rest


def _reads_as_heading(line: str) -> bool:
    line = line.strip()
    return 0 < len(line) <= _MOST_CHARS and not line.endswith(_NOT_A_HEADING)


def unwrap(text: str) -> str:
    """`text` with the lines joined that go on in the next one; others, of a list above all, stay apart.

    A line was broken where the next one's first word would not have fitted. After an end mark nothing has to
    be joined, since a sentence ends there in any case.
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST:
        return text
    joined = lines[0]
    for line, following in pairwise(lines):
        joined += (" " if _goes_on(line, following, width) else "\n") + following
    return joined


def _goes_on(line: str, following: str, width: int) -> bool:
    words = following.split(maxsplit=1)
    if not line.strip() or not words or line.rstrip().endswith(_ENDS):
        return False
    return len(line.rstrip()) + 1 + len(words[0]) > width
