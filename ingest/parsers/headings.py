"""Finds the headings that plain text opens with, where nothing else marks them.

Bulk exports of web pages often carry a page's and a section's heading as the first lines of the text and
leave the title empty; unmarked they would be lost to every chunk but the first.
"""

from __future__ import annotations

_MOST_CHARS = 150
_MOST_HEADINGS = 2
# A line that ends like this is a sentence or introduces something.
_NOT_A_HEADING = (".", ",", ";", ":", "!", "…", "다.", "요.")


def opening_headings(text: str) -> tuple[list[str], str]:
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
