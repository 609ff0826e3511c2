"""Countries and cities named in a text, in English and Korean; the names are in `places.txt`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.text.word_lists import load_lines

_LINES = load_lines("bot.text", "places.txt")
_PLACE_OF = {name: line.split(", ")[0] for line in _LINES for name in line.split(", ")}
KOREA = "south korea"
_ANY = re.compile(
    "|".join(
        rf"\b{re.escape(name)}(?![^\W\d_가-힣]|\$)" if name.isascii() else name
        for name in sorted(_PLACE_OF, key=len, reverse=True)
    ),
    re.IGNORECASE,
)
# "한·싱가포르", "한-미": Korea by its first syllable, beside another country.
_SHORT_KOREA = re.compile(r"(?<![가-힣])한(?=\s?[·ㆍ‧\-–]\s?[가-힣])|(?<=[가-힣][·ㆍ‧])한(?![가-힣])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place under the first name that the table has for it, and the range in which it is named."""

    place: str
    start: int
    end: int


def places_in(text: str) -> list[Mention]:
    """The places that `text` names, in reading order; in Latin letters only with a capital."""
    found = [
        Mention(_PLACE_OF[match.group().lower()], *match.span())
        for match in _ANY.finditer(text)
        if _is_name(match.group())
    ]
    found += [Mention(KOREA, *match.span()) for match in _SHORT_KOREA.finditer(text)]
    return sorted(found, key=lambda each: each.start)


def _is_name(words: str) -> bool:
    return words == "US" if words.lower() == "us" else not words[0].islower()
