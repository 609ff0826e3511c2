"""Removes from text what a reader of the page would not see, so that no hidden word is ever indexed."""

from __future__ import annotations

import re
import unicodedata

# Unicode's categories Cc (control) without the line feed, Cf (format: zero-width, bidirectional, tags) and Cs
# (lone surrogates); then letters and marks that are drawn as nothing: Hangul fillers, variation selectors.
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\ud800-\udfff"
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_TAB = " " * 4  # as wide as Markdown takes it, so that the nesting of lists survives


def clean(text: str) -> str:
    """`text` with NFC letters and `\\n` as its only line end; tabs become spaces, the invisible goes.

    Decomposed Hangul, as macOS writes it, comes out composed and so matches what a person types.
    """
    visible = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text).replace("\t", _TAB))
    return unicodedata.normalize("NFC", visible)


def one_line(text: str) -> str:
    """`text` cleaned, with every run of white space as one space and none at the ends."""
    return " ".join(clean(text).split())


def tidy_lines(text: str) -> str:
    """`text` cleaned line by line: each as by `one_line`, the empty ones left out."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in clean(text).split("\n"))))
