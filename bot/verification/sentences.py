"""Sentences of a language model: cut from its stream, without citation marks and markup.

Citation marks are found in all the forms that models write: `[1]`, `[1, 2]`, `[1-3]`, `[^1]`, `[Source 1]`,
`【1†source】`, `(출처 2)`, and a bare `(1)` at the very end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.chunking.sentences import sentence_spans

_WORD = r"(?:sources?|출처|자료|passages?|refs?\.?|citations?)"
_NUMBER = r"[-−]?\d{1,9}"
_LIST = rf"\^?\s*(?:{_WORD}\s*)?#?{_NUMBER}(?:\s*(?:,|;|and|및|과|와|-|–|—|~)\s*\^?(?:{_WORD}\s*)?{_NUMBER})*"
MARK = re.compile(
    rf"[\[【［]\s*(?P<square>{_LIST})\s*(?:†[^\]】］]{{0,80}})?[\]】］](?:\([^()\s]*\))?"
    rf"|[(（]\s*(?P<round>{_WORD}\s*{_NUMBER}(?:\s*[,;]\s*(?:{_WORD}\s*)?{_NUMBER})*)\s*[)）]",
    re.IGNORECASE,
)
_FINAL = re.compile(r"(?<=[\w.?!。])\s*\((?P<round>\d{1,2}(?:\s*,\s*\d{1,2})*)\)(?=\s*[.?!。]?\s*$)")
# A mark of another form, with something in it that is no number of a source.
_FORGED = re.compile(
    rf"[\[【［]\s*(?:\^|{_WORD}\b)[^\]】］]{{0,40}}[\]】］]|【[^】]{{0,80}}】", re.IGNORECASE
)
_RANGE = re.compile(rf"({_NUMBER})\s*[-–—~]\s*(\d{{1,9}})|({_NUMBER})")
# No answer has so many sources; a longer range is taken by its ends.
_WIDEST = 20
_SPACE_BEFORE = re.compile(r"\s+(?=[.,;:?!。](?:\s|$))")


@dataclass(frozen=True, slots=True)
class SplitCitations:
    """A text without its citation marks, and the numbers that they gave, in their order, each once."""

    text: str
    numbers: tuple[int, ...]


def split_citations(sentence: str) -> SplitCitations:
    """Takes the citation marks out of `sentence`; one that gives no number is taken out too."""
    numbers: list[int] = []
    bare = MARK.sub(lambda mark: _taken(mark, numbers), sentence)
    if not numbers:
        bare = _FINAL.sub(lambda mark: _taken(mark, numbers), bare)
    bare = _FORGED.sub(" ", bare)
    text = _SPACE_BEFORE.sub("", " ".join(bare.split()))
    return SplitCitations(text, tuple(dict.fromkeys(numbers)))


def _taken(mark: re.Match[str], numbers: list[int]) -> str:
    groups = mark.groupdict()
    numbers += _numbers(groups.get("square") or groups["round"])
    return " "


def _numbers(listed: str) -> Iterator[int]:
    for part in _RANGE.finditer(listed):
        if part.group(3) is not None:
            yield int(part.group(3).replace("−", "-"))
            continue
        first, last = int(part.group(1).replace("−", "-")), int(part.group(2))
        yield from range(first, last + 1) if 0 <= last - first < _WIDEST else (first, last)


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


def has_link_or_tag(text: str) -> bool:
    """Whether `text` holds a link, a picture, a web address or a tag."""
    return _LEADS_OUT.search(text) is not None


def without_markup(text: str) -> str:
    """The words of one line of Markdown; the target of a link is dropped, its words stay."""
    bare = _LINE_START.sub("", visible(text))
    bare = _LINK.sub(r"\1", bare)
    for _ in range(2):
        bare = _STRONG.sub(r"\2", bare)
    return _EMPHASIS.sub(r"\1", bare).strip()


LONGEST = 1000
"""Characters; what is longer is no sentence, and the stream gives its beginning alone."""

# What an open quotation or bracket may hold back.
_LONGEST_OPEN = 400
_LONGEST_MARK = 60
_ENDS = re.compile(r"[.?!。？！…\n]")
_PAIRS = (("“", "”"), ("(", ")"), ("「", "」"), ("『", "』"), ("（", "）"))
# What stands before a sentence of a list and is none by itself.
_ENUMERATOR = re.compile(r"(?:\d{1,3}|[A-Za-z가-힣])[.)]|[-*•·‣–—>#]+")
# The next sentence begins with a number: the full stop may stand inside a date or a decimal.
_NUMBER_OPEN = re.compile(r"\d+(?:[.,]\s?\d*)*")
_MAYBE_MARK = re.compile(r"[\[【［(（][^\]】］)）]*")
_QUOTES_THEN = re.compile(r"[\"'”’」』)\]]+\s*")


class SentenceStream:
    """The sentences of one answer; `feed` pieces as they come, then `end` once."""

    def __init__(self) -> None:
        self._held = ""
        self._skips = False

    def feed(self, piece: str) -> list[str]:
        """The sentences that are complete now, with their citation marks, as they were written."""
        return [sentence for character in piece for sentence in self._take(character)]

    def end(self) -> list[str]:
        """The sentences that are left when nothing more comes."""
        held, self._held = self._held, ""
        spans = _spans(held)
        cuts = [0, *(start for start, _ in spans[1:]), len(held)]
        return [held[start:end].strip() for start, end in pairwise(cuts) if held[start:end].strip()]

    def _take(self, character: str) -> Iterator[str]:
        if self._skips:
            self._skips = not _ENDS.match(character)
            return
        self._held += character
        if not character.isspace() and _ENDS.search(self._held, 0, len(self._held) - 1):
            yield from self._complete()
        if len(self._held) > LONGEST:
            yield self._held.strip()
            self._held, self._skips = "", True

    def _complete(self) -> Iterator[str]:
        spans = _spans(self._held)
        if len(spans) < 2:
            return
        (start, end), following = spans[0], spans[1][0]
        if not _is_settled(self._held, start, end, following):
            return
        yield self._held[:following].strip()
        self._held = self._held[following:]


def _spans(text: str) -> list[tuple[int, int]]:
    """The sentences of `text`; its citation marks belong to none, so they stand between two of them."""
    blank = MARK.sub(lambda mark: " " * len(mark.group()), text)
    spans: list[tuple[int, int]] = []
    for start, end in sentence_spans(blank, "en"):
        if spans and "\n" not in blank[spans[-1][0] : start] and _is_enumerator(blank, spans[-1]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _is_enumerator(text: str, span: tuple[int, int]) -> bool:
    return _ENUMERATOR.fullmatch(text, *span) is not None


def _is_settled(text: str, start: int, end: int, following: int) -> bool:
    sentence, rest = text[start:end], text[following:]
    if len(rest) < _LONGEST_MARK and _MAYBE_MARK.fullmatch(rest):
        return False
    if _NUMBER_OPEN.fullmatch(rest) or _QUOTES_THEN.fullmatch(rest):
        return False
    ends_line = "\n" in text[start:following]
    return ends_line or len(sentence) > _LONGEST_OPEN or not _is_open(sentence)


def _is_open(sentence: str) -> bool:
    """Whether a quotation or a bracket in it has not closed yet."""
    if sentence.count('"') % 2:
        return True
    return any(sentence.count(left) > sentence.count(right) for left, right in _PAIRS)
