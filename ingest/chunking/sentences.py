"""Finds the sentences of a paragraph in English and Korean, by their character ranges.

The segmenter is Wikimedia's `sentencex`; what is added here joins what it cuts inside a date or an
abbreviation (`2026. 3. 2.`, `approx. S$1 billion`), since a quotation must never be half a sentence.
"""

from __future__ import annotations

import re

import sentencex  # type: ignore[import-untyped]  # it ships no types

# A piece that ends like this goes on in the next one.
_ABBREVIATION = re.compile(
    r"\b(?:approx|ca|est|incl|cf|vs|no|nos|art|arts|sec|para|fig|e\.g|i\.e|dept|govt|gen|sen|rep|hon)\.\s*$",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"(?:^|[\s(.])[A-Z]\.\s*$")
# Korean dates are written with a full stop behind each part: 2026. 3. 2.
_DATE_PART = re.compile(r"\d{4}\.(?:\s*\d{1,2}\.)?\s*$")
_NEXT_DATE_PART = re.compile(r"\d{1,2}\.")
_WHOLE_DATE = re.compile(r"\d{4}\.\s*\d{1,2}\.\s*\d{1,2}\.\s*$")
_AFTER_DATE = re.compile(r"[가-힣(~]")


def sentence_spans(text: str, language: str) -> list[tuple[int, int]]:
    """The (start, end) ranges of the sentences of `text`, without the white space around them."""
    spans: list[tuple[int, int]] = []
    for line_start, line in _lines(text):
        spans += _line_spans(line, line_start, language)
    return spans


def _lines(text: str) -> list[tuple[int, str]]:
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append((start, line))
        start += len(line) + 1
    return lines


def _line_spans(line: str, offset: int, language: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    open_start: int | None = None
    for boundary in sentencex.get_sentence_boundaries(language or "en", line):
        start = boundary["start_index"] if open_start is None else open_start
        end = boundary["end_index"]
        if _goes_on(line[start:end], line[end:]):
            open_start = start
            continue
        open_start = None
        spans += _trimmed(line, start, end, offset)
    if open_start is not None:
        spans += _trimmed(line, open_start, len(line), offset)
    return spans


def _goes_on(piece: str, rest: str) -> bool:
    following = rest.lstrip()
    if not following:
        return False
    if _WHOLE_DATE.search(piece):
        return bool(_AFTER_DATE.match(following))
    if _DATE_PART.search(piece):
        return bool(_NEXT_DATE_PART.match(following))
    unfinished = _ABBREVIATION.search(piece) or _INITIAL.search(piece)
    return bool(unfinished) or (following[0].islower() and piece.rstrip().endswith("."))


def _trimmed(line: str, start: int, end: int, offset: int) -> list[tuple[int, int]]:
    piece = line[start:end]
    if not piece.strip():
        return []
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return [(offset + start + left, offset + start + right)]
