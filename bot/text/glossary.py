"""The names that documents say to be one and the same: "Lee Jae Myung (이재명)", 과학기술정보통신부(MSIT)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.text.places import places_in

_SMALL = "of|and|the|for|on|in|to|&|de|with"
_CAPITAL = r"[A-Z0-9][\w&.'’/-]*"
_RUN = re.compile(rf"{_CAPITAL}(?:\s+(?:(?:{_SMALL})\s+){{0,2}}{_CAPITAL})*$")
_INSIDE = re.compile(r"\(([^()]{2,160})\)")
_HANGUL = re.compile("[가-힣]")
_ALSO = re.compile(
    r"^(?:also\s+(?:written|known\s+as|called|spelled)?|or|formerly|이하|또는|약칭)\s*", re.IGNORECASE
)
_TITLES = re.compile(
    r"^(?:(?:President|Prime|Deputy|Vice|Minister|Foreign|Professor|Chairman|Chair|Mr\.?|Ms\.?|Dr\.?|The|An?|In|"
    r"At|By|With|And|For|Of|On|From)\s+)+(?=\S)"
)
_INNER_WORDS = 9
_VERSION = re.compile(r"\d+\.\d+")
_PLURAL_ACRONYM = re.compile(r"[a-z]{2,5}s")
# A particle or an ending: the noun phrase that is explained begins behind it.
_PARTICLE = re.compile(
    r"(?:의|은|는|이|가|을|를|와|과|에|에서|에게|로|으로|한|된|하는|되는|및|할|인|적|면|며|고|서)$|\d"
)


@dataclass(frozen=True, slots=True)
class Glossary:
    """For each name, folded, all the names of the same person or thing, itself among them."""

    same: dict[str, frozenset[str]]

    @classmethod
    def from_texts(cls, texts: Iterable[str]) -> Glossary:
        """Reads the definitions in parentheses of all the texts; names with one in common are one."""
        same: dict[str, frozenset[str]] = {}
        for text in texts:
            for names in _defined(text):
                folded = {folded_name(name) for name in names}
                folded |= {name[:-1] for name in folded if _PLURAL_ACRONYM.fullmatch(name)}
                merged = frozenset(folded).union(*(same.get(name, frozenset()) for name in folded))
                same.update(dict.fromkeys(merged, merged))
        return cls(same)

    def found_in(self, text: str) -> list[tuple[str, int, int]]:
        """The names of the glossary in `text`: the first of all its names, and the range; the longest win."""
        folded = folded_name(text)
        found: list[tuple[str, int, int]] = []
        known = sorted((name for name in self.same if name in folded), key=len, reverse=True)
        for name in known:
            for match in _form(name).finditer(text):
                if not any(start < match.end() and match.start() < end for _, start, end in found):
                    found.append((min(self.same[name]), *match.span()))
        return found

    def also(self, name: str) -> frozenset[str]:
        """All the names of what `name` names, folded; empty where the glossary does not know it."""
        return self.same.get(folded_name(name), frozenset())


def folded_name(text: str) -> str:
    """A name in one spelling: lower case, hyphens and white space as single spaces, no possessive."""
    return " ".join(re.sub(r"['’]s\b", "", text).replace("-", " ").casefold().split())


@lru_cache(maxsize=4096)
def _form(name: str) -> re.Pattern[str]:
    words = r"[\s-]+".join(re.escape(word) for word in name.split())
    left = r"(?<![A-Za-z0-9])" if name[0].isascii() else ""
    right = r"(?:s(?![a-z]))?(?![A-Za-z0-9])" if name[-1].isascii() else ""
    return re.compile(left + words + right, re.IGNORECASE)


def _defined(text: str) -> Iterator[list[str]]:
    for match in _INSIDE.finditer(text):
        inner = [_ALSO.sub("", part.strip()) for part in match.group(1).split(",")]
        inner = [part for part in inner if _may_be_name(part)]
        line = text[: match.start()].rsplit("\n", 1)[-1][-160:].rstrip()
        if inner and line:
            yield from _paired(line, inner)


def _paired(before: str, inner: list[str]) -> Iterator[list[str]]:
    last = before.split()[-2:]
    if _HANGUL.search(last[-1]) or (_VERSION.fullmatch(last[-1]) and _HANGUL.search(last[0])):
        names = [name for part in inner if (name := _korean_name(before, part))]
        if names:
            yield [names[0], *inner]
        return
    run = _RUN.search(before)
    name = _english_name(before, inner)
    korean = [part for part in inner if _HANGUL.search(part)]
    if name:
        yield [name, *inner]
    elif run and korean:
        yield [_TITLES.sub("", _after_possessive(run.group())), *korean]


def _may_be_name(part: str) -> bool:
    return (
        bool(part)
        and len(part.split()) <= _INNER_WORDS
        and (part[0].isupper() or _HANGUL.match(part) is not None)
        and not re.search(r"[:;\"“”]|\d{2}", part)
    )


def _english_name(before: str, inner: list[str]) -> str:
    """The words before the parenthesis whose initials an acronym in it takes; empty where none does."""
    acronym = next(
        (part for part in inner if re.fullmatch(r"[A-Z][A-Za-z0-9&.-]*s?(?: \d[\d.]*)?", part)), ""
    )
    letters = re.sub(r"[^A-Z]", "", acronym)
    words = before.replace("’", "'").split()
    if len(letters) < 2:
        return ""
    for length in range(min(len(words), len(letters) + 6), 0, -1):
        taken = words[-length:]
        if _initials_agree(letters, taken) and not any(word.endswith("'s") for word in taken[:-1]):
            return " ".join(taken)
    return ""


def _initials_agree(letters: str, words: list[str]) -> bool:
    pieces = [piece for word in words for piece in re.split(r"[-/]", word) if piece]
    initials = [piece for piece in pieces if not re.fullmatch(_SMALL, piece)]
    if not initials or initials[0][0].upper() != letters[0] or re.fullmatch(_SMALL, words[0]):
        return False
    if len({piece[0].isupper() for piece in initials if piece[0].isalpha()}) > 1:
        return False
    ways = ("".join(map(_initial, each)) for each in (initials, pieces))
    return any(
        _is_within(letters, way) or (len(initials) > 1 and _is_within(letters[:-1], way)) for way in ways
    )


def _initial(piece: str) -> str:
    return piece if piece.isupper() else piece[0].upper() if piece[0].isalpha() else ""


def _is_within(letters: str, text: str) -> bool:
    rest = iter(text)
    return len(letters) > 1 and all(letter in rest for letter in letters) and len(text) <= 2 * len(letters)


def _after_possessive(run: str) -> str:
    return re.split(r"(?<=['’]s)\s+", run)[-1]


def _korean_name(before: str, inner: str) -> str:
    """The Korean words that `inner` explains: as many as it has, and no further back than a particle."""
    words, wanted = before.split(), len([w for w in inner.split() if not re.fullmatch(_SMALL, w)])
    if _HANGUL.search(inner):
        return ""
    letters = re.sub(r"[^A-Z]", "", inner.split()[0])
    if wanted > 1 and len(letters) > 2:
        wanted = len(letters)
    if wanted == 1:
        is_place = any(words[-1][each.start : each.end] == words[-1] for each in places_in(words[-1]))
        return words[-1] if not is_place or places_in(inner) else ""
    taken = [words[-1]]
    for word in reversed(words[:-1]):
        if len(taken) >= wanted or _PARTICLE.search(word) or not re.search(r"[\w]$", word):
            break
        taken.insert(0, word)
    return " ".join(taken)
