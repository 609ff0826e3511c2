"""Puts the opposite, or more than was said, in the place of one word: at most for at least, all for some."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

# Either of two stands for the other.
_OPPOSED: Mapping[str, Sequence[tuple[str, str]]] = {
    "en": (
        ("at least", "at most"),
        ("more than", "less than"),
        ("increase", "decrease"),
        ("increased", "decreased"),
        ("increases", "decreases"),
        ("before", "after"),
        ("first", "last"),
        ("largest", "smallest"),
        ("highest", "lowest"),
        ("oldest", "youngest"),
        ("north", "south"),
        ("east", "west"),
        ("northern", "southern"),
        ("eastern", "western"),
        ("began", "ended"),
        ("begins", "ends"),
        ("opened", "closed"),
        ("won", "lost"),
        ("accepted", "rejected"),
        ("supported", "opposed"),
        ("praised", "criticised"),
        ("allowed", "forbade"),
        ("public", "private"),
        ("always", "never"),
        ("older", "younger"),
        ("higher", "lower"),
        ("majority", "minority"),
        ("permanent", "temporary"),
        ("above", "below"),
        ("maximum", "minimum"),
        ("success", "failure"),
        ("bought", "sold"),
        ("created", "abolished"),
        ("president", "minister"),
        ("father", "son"),
        ("mother", "daughter"),
        ("king", "bishop"),
        ("governor", "mayor"),
        ("professor", "student"),
    ),
    "ko": (
        ("증가", "감소"),
        ("이상", "이하"),
        ("이전", "이후"),
        ("최대", "최소"),
        ("최초", "마지막"),
        ("최고", "최저"),
        ("시작", "종료"),
        ("찬성", "반대"),
        ("수출", "수입"),
        ("승리", "패배"),
        ("성공", "실패"),
        ("북부", "남부"),
        ("동쪽", "서쪽"),
        ("북쪽", "남쪽"),
        ("허용", "금지"),
        ("가입", "탈퇴"),
        ("상승", "하락"),
        ("확대", "축소"),
        ("대통령", "총리"),
        ("장관", "차관"),
        ("아버지", "아들"),
        ("설립", "해체"),
        ("입학", "졸업"),
        ("우승", "준우승"),
        ("지지", "비판"),
        ("강화", "약화"),
        ("공식", "비공식"),
    ),
}
# Only the left gives way to the right: what holds for some is claimed of all, what may be of what must be.
_WIDENED: Mapping[str, Sequence[tuple[str, str]]] = {
    "en": (("some", "all"), ("many", "all"), ("most", "all"), ("often", "always"), ("may", "must")),
    "ko": (("일부", "모든"), ("대부분", "전부"), ("주로", "오직")),
}


def _table(language: str) -> Mapping[str, str]:
    opposed = _OPPOSED.get(language, ())
    return dict((*opposed, *((right, left) for left, right in opposed), *_WIDENED.get(language, ())))


_TABLES = {language: _table(language) for language in _OPPOSED}
_WORDS = {
    language: re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(table, key=len, reverse=True)))})"
        + (r"(?!\w)" if language == "en" else r"(?=[가-힣]{0,3}(?:\W|$))"),
        re.IGNORECASE,
    )
    for language, table in _TABLES.items()
}


def opposed(sentence: str, language: str, chance: random.Random) -> str | None:
    """The sentence with one of its words exchanged, None where it has none that is known."""
    pattern = _WORDS.get(language)
    found = list(pattern.finditer(sentence)) if pattern else []
    if not found:
        return None
    chosen = chance.choice(found)
    new = _TABLES[language][chosen.group().lower()]
    new = new[0].upper() + new[1:] if chosen.group()[0].isupper() else new
    return sentence[: chosen.start()] + new + sentence[chosen.end() :]
