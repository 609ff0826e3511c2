"""Text of documents and models made safe for Discord: cleaned, escaped and cut between characters.

Discord reads markup where a punctuation mark opens it; a backslash before the mark takes that away.
"""

from __future__ import annotations

import re
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
_SURROGATES = re.compile(r"[\ud800-\udfff]")
# What may not be seen: controls and format characters. Joiners stay where both neighbours may be joined.
_JOINED = r"[[\p{L}\p{M}\p{S}]--[\x00-\u02ff]]"
_INVISIBLE = regex.compile(
    rf"[[\p{{Cf}}\p{{Cc}}]--[\n\t\u200c\u200d]]|(?<!{_JOINED})[\u200c\u200d]|[\u200c\u200d](?!{_JOINED})",
    regex.V1,
)
# So many accents one letter may carry; more of them cover the lines above and below.
_HEAP = regex.compile(r"([\p{Mn}\p{Me}]{6})[\p{Mn}\p{Me}]+")
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
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    text = _HEAP.sub(r"\1", _SURROGATES.sub("\ufffd", text))
    return _BLANKS.sub("  ", _BLANK_LINES.sub("\n\n", text)).strip()


def escape(text: str) -> str:
    """The cleaned text, written so that Discord shows it as it is."""
    text = _ANYWHERE.sub(r"\\\g<0>", clean(text))
    text = _OPENING.sub(r"\\\g<0>", text)
    text = _INVITATION.sub(r"\\.", text)
    return _EVERYBODY.sub("@" + _NOTHING, text)


def one_line(text: str, most: int) -> str:
    """The cleaned text in one line, cut to so many characters."""
    return cut(" ".join(clean(text[: most * _LOOKED_AT]).split()), most)


def in_line(text: str, most: int) -> str:
    """As `one_line`, written so that Discord shows it as it is."""
    return escape(one_line(text, most))


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
