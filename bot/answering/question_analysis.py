"""Question analysis: the sub-questions of a question, and the type of answer that each expects.

Rules of English and Korean grammar, not of any corpus.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.models import Language


class AnswerType(StrEnum):
    """The kind of fact that a question asks for."""

    TIME = "time"
    AMOUNT = "amount"
    PERSON = "person"
    PLACE = "place"
    QUOTATION = "quotation"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class SubQuestion:
    """One of the questions in a question, with the answer types that it expects; none if it is open."""

    text: str
    answer_types: frozenset[AnswerType]


_INTERROGATIVE = r"(?:how|when|where|who|whom|whose|what|which|why)\b"
_KOREAN_INTERROGATIVE = "언제|얼마|몇|누구|누가|어디|무엇|어떤|어느|왜"
_SPLIT = {
    Language.ENGLISH: re.compile(
        rf"(?<=\?)\s+|[,;]\s+(?={_INTERROGATIVE})|"
        rf"[,;]?\s+(?:and|or)\s+(?=(?:(?:in|by|from|since|for|at|to|with)\s+)?{_INTERROGATIVE})",
        re.IGNORECASE,
    ),
    # Behind a clause in -고 or -며, before one with an interrogative.
    Language.KOREAN: re.compile(
        rf"(?<=[?？])\s+|(?<=[가-힣][고며])[,，]?\s+(?=.*(?:{_KOREAN_INTERROGATIVE}))"
    ),
}
_KOREAN_ASKS = re.compile(f"{_KOREAN_INTERROGATIVE}|며칠")
_ENGLISH_CUES = {
    AnswerType.TIME: r"when|(?:what|which) (?:date|day|year|month|time)|how long|until|deadline|start date",
    AnswerType.AMOUNT: r"how (?:much|many|large|big|high|long|old|far|often)|amount|budget|size|cost|number|"
    r"share|percentage|figure|worth|sum|fine|target",
    AnswerType.PERSON: r"who(?:m|se)?|which (?:person|minister|president|company|companies|partners?)",
    AnswerType.PLACE: r"where|venue|which (?:city|place|hotel)",
    AnswerType.QUOTATION: r"say|said|says|state|stated|remarks?|remarked|comment|commented|word for word|"
    r"quot(?:e|ed|ation|ations)|(?:his|her|their|own|exact) words|(?:exact )?wording|verbatim",
    AnswerType.LIST: r"list|name (?:all|the|every|each)|enumerate|(?:what|which) (?:are|were)|which ones|"
    r"(?:what|which) (?:(?:two|three|four|five|six|seven|eight|nine|ten) \w+|\w{2,}[a-rt-z]s of)|"
    r"all (?:of )?(?:the |these )?\w+s|all of them|all criteria|every \w+|(?:what|which) (?:\w+ ){0,2}?"
    r"(?:\w{3,}s|memoranda|people|criteria) (?:are|were|do|did|have|will|has|does|can|make|count|apply)",
}
_KOREAN_CUES = {
    AnswerType.TIME: r"언제|며칠|몇\s*(?:년|월|일|시)|시기|기한|기간|날짜|연도",
    AnswerType.AMOUNT: r"얼마|몇|규모|금액|예산|비율|수치|목표|개수|인원|과태료",
    AnswerType.PERSON: r"누구|누가|어느\s*(?:회사|기업|기관)|파트너",
    AnswerType.PLACE: r"어디서|어디에서|장소|어느\s*(?:도시|호텔|곳)",
    AnswerType.QUOTATION: r"말했|말하였|말씀|발언|언급|뭐라고|무엇이라고|밝혔|강조",
    AnswerType.LIST: r"들은|들을|들과|목록|모두|전부|나열|열거|각각|어디\s*어디|누구\s*누구|"
    r"(?:세|네|다섯|여섯|일곱|[3-9]|\d{2})\s*(?:가지|개|건)|(?<![가-힣])(?:세|네|다섯|여섯|일곱)\s+[가-힣]|"
    r"어떤\s*(?:협약|양해각서|분야|항목|의무|내용|기관|기업|것|경우|곳)",
}
_CUES = {
    Language.ENGLISH: {
        answer_type: re.compile(rf"\b(?:{cue})\b", re.IGNORECASE)
        for answer_type, cue in _ENGLISH_CUES.items()
    },
    Language.KOREAN: {answer_type: re.compile(cue) for answer_type, cue in _KOREAN_CUES.items()},
}
_MEASURE = re.compile(r"\bhow (?:large|big|long|high|old|far|often|much|many)\b", re.IGNORECASE)
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
_QUOTATION = re.compile(r"[\"“][^\"”]{20,}[\"”]|‘[^’]{20,}’|라고\s*(?:말|밝|강조|언급)|고\s*말(?:했|하였)")
_PATTERNS = {
    AnswerType.TIME: _TIME,
    AnswerType.AMOUNT: _AMOUNT,
    AnswerType.PERSON: _PERSON,
    AnswerType.QUOTATION: _QUOTATION,
}


def split_question(question: str, language: Language) -> tuple[SubQuestion, ...]:
    """The sub-questions in order; one if the question cannot be split."""
    pieces = [
        piece.strip(" ,;") for piece in _SPLIT[language].split(question) if piece and piece.strip(" ,;?")
    ]
    if language is Language.KOREAN:
        pieces = _join_korean_clauses(pieces)
    found = tuple(SubQuestion(piece, expected_answer_types(piece, language)) for piece in pieces)
    return found or (SubQuestion(question, frozenset()),)


def expected_answer_types(text: str, language: Language) -> frozenset[AnswerType]:
    """The answer types that the interrogatives of `text` ask for; empty for an open question."""
    return frozenset(answer_type for answer_type, cue in _CUES[language].items() if cue.search(text))


def answer_type_share(answer_types: frozenset[AnswerType], text: str) -> float:
    """The share of the expected types that occur in `text`, 0 to 1; 1 where none can be recognised."""
    patterns = [_PATTERNS[answer_type] for answer_type in answer_types if answer_type in _PATTERNS]
    if not patterns:
        return 1.0
    return sum(pattern.search(text) is not None for pattern in patterns) / len(patterns)


def without_measure(question: str) -> str:
    """The question without "how large" and the like, words that no answer repeats."""
    return _MEASURE.sub(" ", question)


def _join_korean_clauses(pieces: list[str]) -> list[str]:
    """Joins a clause without an interrogative to the next one."""
    joined: list[str] = []
    pending = ""
    for piece in pieces:
        pending = f"{pending} {piece}".strip()
        if _KOREAN_ASKS.search(piece):
            joined.append(pending)
            pending = ""
    return [*joined, pending] if pending else joined
