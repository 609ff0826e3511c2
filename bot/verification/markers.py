"""Finds the citation marks in a sentence of a language model, in all the forms that models write.

`[1]`, `[1, 2]`, `[1-3]`, `[^1]`, `[Source 1]`, `【1†source】`, `(출처 2)`, and a bare `(1)` at the very end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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
class Cited:
    """A text without its citation marks, and the numbers that they gave, in their order, each once."""

    text: str
    numbers: tuple[int, ...]


def cited(sentence: str) -> Cited:
    """Takes the citation marks out of `sentence`; one that gives no number is taken out too."""
    numbers: list[int] = []
    bare = MARK.sub(lambda mark: _taken(mark, numbers), sentence)
    if not numbers:
        bare = _FINAL.sub(lambda mark: _taken(mark, numbers), bare)
    bare = _FORGED.sub(" ", bare)
    text = _SPACE_BEFORE.sub("", " ".join(bare.split()))
    return Cited(text, tuple(dict.fromkeys(numbers)))


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
