"""Text of documents and models made safe for Discord: cleaned, escaped and cut between characters.

Discord reads markup where a punctuation mark opens it; a backslash before the mark takes that away.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate, takewhile

import regex

ELLIPSIS = "…"
_NOTHING = "\u200b"

# Marks that open something wherever they stand; a parenthesis only makes a link, right behind a bracket.
_ANYWHERE = re.compile(r"[\\*_~`|<>\[\]@]|(?<=\])\(")
# What opens a heading, small print or a list where a line begins, and a line may begin wherever text is cut;
# Discord would count a list anew. Colons of addresses, which would lead away.
_OPENING = re.compile(r"#(?=[\s#]|$)|[-+](?=[\s#]|$)|(?<=\d)\.(?=\s|$)|:(?=//)")
# Discord unfolds its own addresses without their beginning, too.
_INVITATION = re.compile(
    r"(?:(?<=discord)|(?<=discordapp))\.(?=(?:gg|com|new|gift|media|app)\b)", re.IGNORECASE
)
# Everybody at once: a backslash does not keep Discord's servers from reading these.
_EVERYBODY = re.compile(r"@(?=everyone|here|[!&]?\d)", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*\n")
_BLANKS = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800\u3164\uffa0]{3,}")
# What may not be seen; the letters of English and Korean always are.
_UNUSUAL = re.compile(r"[^\x20-\x7e\n\tㄱ-ㆎ가-힣]")
_JOINERS = "\u200c\u200d"
# So many accents one letter may carry; more of them cover the lines above and below.
_HEAP = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb4-\u0ecd"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{6})[\u0300-\u036f\u0483-\u0489\u0591-\u05bd"
    r"\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb4-\u0ecd\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
    r"\ufe20-\ufe2f]+"
)
# Of a title, so many times the characters that are shown are looked at.
_LOOKED_AT = 10
# An extended grapheme cluster of Unicode Standard Annex 29: what a reader takes for one character.
_CLUSTER = regex.compile(r"\X")
# What is cut nowhere inside: numbers of citations, bold words, masked links, addresses, escaped characters.
_UNBREAKABLE = re.compile(
    r"(?:\[\d{1,4}\])+|\*\*(?:\\.|[^*\\\n])+\*\*|\[(?:\\.|[^\[\]\\\n])+\]\((?:\\.|[^()\\\s])+\)"
    r"|<[^<>\s]+>|https?://[^\s<>]+|\\[^0-9A-Za-z\s]\u200b?"
)
# Where written text is cut, best first: at a paragraph, line, sentence or word.
_BOUNDARIES = (
    re.compile(r"\n[ \t]*\n\s*"),
    re.compile(r"\n"),
    re.compile(r"[.!?。!?…][\"'”’)\]]*(?:\s?(?:\[\d{1,4}\])+)?\s+"),
    re.compile(r"\s+"),
)
# A text that is cut at a better place may be so much shorter than it could be.
_SHORTEST = 0.5


def clusters(text: str) -> list[str]:
    """The characters of a text as a reader counts them."""
    return _CLUSTER.findall(text)


def clean(text: str) -> str:
    """The text without what cannot be seen and changes what is: controls, and signs of direction or nothing.

    Line ends become one kind, more than one blank line one, long gaps two spaces.
    """
    text = _UNUSUAL.sub(_visible, _LINE_ENDS.sub("\n", text))
    text = _HEAP.sub(r"\1", text)
    return _BLANKS.sub("  ", _BLANK_LINES.sub("\n\n", text)).strip()


def escape(text: str) -> str:
    """The cleaned text, written so that Discord shows it as it is."""
    text = _ANYWHERE.sub(r"\\\g<0>", clean(text))
    text = _OPENING.sub(r"\\\g<0>", text)
    text = _INVITATION.sub(r"\\.", text)
    return _EVERYBODY.sub("@" + _NOTHING, text)


def in_line(text: str, most: int) -> str:
    """The text in one line, cut to so many characters, written so that Discord shows it as it is."""
    return escape(cut(" ".join(clean(text[: most * _LOOKED_AT]).split()), most))


def cut(text: str, most: int) -> str:
    """The text, or its first characters with an ellipsis, `most` in all; no cluster is cut apart."""
    if len(text) <= most:
        return text
    kept = ""
    for cluster in clusters(text):
        if len(kept) + len(cluster) > most - 1:
            break
        kept += cluster
    return kept.rstrip() + ELLIPSIS


def cut_at_word(text: str, most: int) -> str:
    """As `cut`, at the end of a word where there is one."""
    short = cut(text, most)
    whole = short.rpartition(" ")[0].rstrip()
    return whole + ELLIPSIS if whole and short != text else short


def cut_markdown(text: str, most: int) -> str:
    """At most `most` characters of written markdown, cut where a reader would and inside no mark.

    A single mark or letter that fills all of it is cut in its middle.
    """
    if len(text) <= most:
        return text
    spans = [match.span() for match in _UNBREAKABLE.finditer(text, 0, most * 2)]
    for boundary in _BOUNDARIES:
        ends = [match.end() for match in boundary.finditer(text[:most])]
        end = next((end for end in reversed(ends) if _may_end(text, end, spans)), 0)
        if end >= most * _SHORTEST:
            return text[:end].rstrip()
    letter_ends = takewhile(lambda end: end <= most, accumulate(map(len, clusters(text[: most * 2]))))
    last = next((end for end in reversed(list(letter_ends)) if _may_end(text, end, spans)), most)
    return text[:last].rstrip()


def _may_end(text: str, at: int, spans: list[tuple[int, int]]) -> bool:
    """Whether text may end at `at`: in no unbreakable span, nor before an accent that stands on a blank."""
    is_inside = any(start < at < end for start, end in spans)
    return not is_inside and len(clusters(text[at - 1 : at + 1])) > 1


def _visible(match: re.Match[str]) -> str:
    here = match[0]
    kind = unicodedata.category(here)
    if kind == "Cs":
        return "\ufffd"
    if here in _JOINERS:
        beside = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
        return here if all(map(_is_joined, beside)) else ""
    return "" if kind in ("Cf", "Cc") else here


def _is_joined(letter: str) -> bool:
    return letter > "\u02ff" and unicodedata.category(letter)[0] in "LMS"
