"""Reads off a question what would count as its answer: its parts, and the kind of fact each part wants.

Rules of the two languages' grammar, not of any corpus: what an interrogative asks for (a time, an amount, a
person, a list) and where one question ends and the next begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.models import Language


class Want(StrEnum):
    """The kind of fact that a question asks for."""

    TIME = "time"
    AMOUNT = "amount"
    PERSON = "person"
    PLACE = "place"
    WORDS = "words"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the questions that stand in a question: its words, and what it wants."""

    text: str
    wants: frozenset[Want]


_ASKS = r"(?:how|when|where|who|whom|whose|what|which|why)\b"
_SPLIT = {
    Language.ENGLISH: re.compile(
        rf"(?<=\?)\s+|[,;]\s+(?={_ASKS})|"
        rf"[,;]?\s+(?:and|or)\s+(?=(?:(?:in|by|from|since|for|at|to|with)\s+)?{_ASKS})",
        re.IGNORECASE,
    ),
    # A clause that ends in -고 or -며 and has asked something itself, before one that asks something again.
    Language.KOREAN: re.compile(
        r"(?<=[?？])\s+|(?<=[가-힣][고며])[,，]?\s+(?=.*(?:언제|얼마|몇|누구|누가|어디|무엇|어떤|어느|왜))"
    ),
}
_KOREAN_ASKS = re.compile(r"언제|얼마|몇|누구|누가|어디|무엇|어떤|어느|왜|며칠")
_ENGLISH_CUES = {
    Want.TIME: r"when|(?:what|which) (?:date|day|year|month|time)|how long|until|deadline|start date",
    Want.AMOUNT: r"how (?:much|many|large|big|high|long|old|far|often)|amount|budget|size|cost|number|share|"
    r"percentage|figure|worth|sum|fine|target",
    Want.PERSON: r"who(?:m|se)?|which (?:person|minister|president|company|companies|partners?)",
    Want.PLACE: r"where|venue|which (?:city|place|hotel)",
    Want.WORDS: r"say|said|says|state|stated|remarks?|remarked|comment|commented|word for word|"
    r"quot(?:e|ed|ation|ations)|(?:his|her|their|own|exact) words|(?:exact )?wording|verbatim",
    Want.LIST: r"list|name (?:all|the|every|each)|enumerate|(?:what|which) (?:are|were)|which ones|"
    r"(?:what|which) (?:(?:two|three|four|five|six|seven|eight|nine|ten) \w+|\w{2,}[a-rt-z]s of)|"
    r"all (?:of )?(?:the |these )?\w+s|all of them|all criteria|every \w+|(?:what|which) (?:\w+ ){0,2}?"
    r"(?:\w{3,}s|memoranda|people|criteria) (?:are|were|do|did|have|will|has|does|can|make|count|apply)",
}
_KOREAN_CUES = {
    Want.TIME: r"언제|며칠|몇\s*(?:년|월|일|시)|시기|기한|기간|날짜|연도",
    Want.AMOUNT: r"얼마|몇|규모|금액|예산|비율|수치|목표|개수|인원|과태료",
    Want.PERSON: r"누구|누가|어느\s*(?:회사|기업|기관)|파트너",
    Want.PLACE: r"어디서|어디에서|장소|어느\s*(?:도시|호텔|곳)",
    Want.WORDS: r"말했|말하였|말씀|발언|언급|뭐라고|무엇이라고|밝혔|강조",
    Want.LIST: r"들은|들을|들과|목록|모두|전부|나열|열거|각각|어디\s*어디|누구\s*누구|"
    r"(?:세|네|다섯|여섯|일곱|[3-9]|\d{2})\s*(?:가지|개|건)|(?<![가-힣])(?:세|네|다섯|여섯|일곱)\s+[가-힣]|"
    r"어떤\s*(?:협약|양해각서|분야|항목|의무|내용|기관|기업|것|경우|곳)",
}
_CUES = {
    Language.ENGLISH: {w: re.compile(rf"\b(?:{cue})\b", re.IGNORECASE) for w, cue in _ENGLISH_CUES.items()},
    Language.KOREAN: {w: re.compile(cue) for w, cue in _KOREAN_CUES.items()},
}


_MEASURE = re.compile(r"\bhow (?:large|big|long|high|old|far|often|much|many)\b", re.IGNORECASE)


def content_of(question: str) -> str:
    """The question without "how large" and its like, which ask for a kind of fact and stand in no answer."""
    return _MEASURE.sub(" ", question)


def parts_of(question: str, language: Language) -> tuple[Part, ...]:
    """The questions that stand in `question`, in order; one if it cannot be parted."""
    pieces = [
        piece.strip(" ,;") for piece in _SPLIT[language].split(question) if piece and piece.strip(" ,;?")
    ]
    if language is Language.KOREAN:
        pieces = _joined(pieces)
    return tuple(Part(piece, wants_of(piece, language)) for piece in pieces) or (Part(question, frozenset()),)


def _joined(pieces: list[str]) -> list[str]:
    """Korean clauses that ask nothing themselves go with the one behind them."""
    joined: list[str] = []
    held = ""
    for piece in pieces:
        held = f"{held} {piece}".strip()
        if _KOREAN_ASKS.search(piece):
            joined.append(held)
            held = ""
    return [*joined, held] if held else joined


def wants_of(text: str, language: Language) -> frozenset[Want]:
    """What the interrogatives of `text` ask for; empty where they leave it open."""
    return frozenset(want for want, cue in _CUES[language].items() if cue.search(text))


_TIME = re.compile(
    r"\b(?:1[89]|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"\b\d+\s+(?:years?|months?|weeks?|days?|hours?)\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty)\s+"
    r"(?:years?|months?|weeks?|days?)\b|\d+\s*(?:년|월|일|개월|주|시간)|상반기|하반기|분기",
)
_AMOUNT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million|billion|trillion|"
    r"half|double|triple|percent)\b|[한두세네]\s*(?:개|건|명|곳|가지)|다섯|여섯|일곱|여덟|아홉|열",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?:[A-Z][\w&.'-]*\s+){1,4}[A-Z][\w&.'-]*|\b[A-Z]{2,}\b|[가-힣]{2,4}\s*(?:대통령|총리|부총리|장관|위원장|대표|원장|교수)|"
    r"[가-힣]+(?:부|청|원|처|위원회|대학교|대학|기업|센터)"
)
# A quotation of some length, not a title or a word in quotation marks.
_WORDS = re.compile(r"[\"“][^\"”]{20,}[\"”]|‘[^’]{20,}’|라고\s*(?:말|밝|강조|언급)|고\s*말(?:했|하였)")
_SHAPES = {Want.TIME: _TIME, Want.AMOUNT: _AMOUNT, Want.PERSON: _PERSON, Want.WORDS: _WORDS}


def satisfies(wants: frozenset[Want], words: str) -> float:
    """The share of the wanted kinds of fact that occur in `words`, 0 to 1; 1 where none is wanted."""
    shaped = [want for want in wants if want in _SHAPES]
    if not shaped:
        return 1.0
    return sum(1.0 for want in shaped if _SHAPES[want].search(words)) / len(shaped)
