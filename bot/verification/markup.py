"""Takes the Markdown and the invisible characters out of what a language model wrote."""

from __future__ import annotations

import re
import unicodedata

_LINE_START = re.compile(r"^\s*(?:(?:[-*•·‣▪–—+]|#{1,6}|>|\d{1,2}[.)](?=\s+\D))\s+)+")
_LINK = re.compile(r"!?\[([^\]]+)\]\([^()\s]*\)")
# A link, a picture or an address leads out of the answer, to where nothing was verified; so does a tag.
_LEADS_OUT = re.compile(
    r"\]\s*[(\[]\s*[^\s\d]|\bhttps?:|\bwww\.|!\[|</?[A-Za-z][^>]*>|<[a-z]+:", re.IGNORECASE
)
_STRONG = re.compile(r"(\*{1,3}|_{2,3}|~~|`+)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w_])_(?=\S)([^_]+?)(?<=\S)_(?![\w_])")
# Control characters, and the format characters that hide text or turn it around.
_INVISIBLE = {"Cc", "Cf", "Co", "Cs"}


def visible(text: str) -> str:
    """`text` without characters that cannot be seen, and with every run of white space as one space."""
    kept = (c if unicodedata.category(c) not in _INVISIBLE else " " if c.isspace() else "" for c in text)
    return " ".join("".join(kept).split())


def leads_out(text: str) -> bool:
    """Whether `text` holds a link, a picture, a web address or a tag."""
    return _LEADS_OUT.search(text) is not None


def without_markup(text: str) -> str:
    """The words of one line of Markdown; the target of a link is dropped, its words stay."""
    bare = _LINE_START.sub("", visible(text))
    bare = _LINK.sub(r"\1", bare)
    for _ in range(2):
        bare = _STRONG.sub(r"\2", bare)
    return _EMPHASIS.sub(r"\1", bare).strip()
