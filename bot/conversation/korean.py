"""Reads off a Korean question whether and how it leans back on the turns before it.

Korean leaves out what is known. So a question leans back where nothing in it says what is meant: only words
that ask, a predicate, and nouns that belong to something else (its partners, its size, its second condition).
"""

from __future__ import annotations

import re

from bot.conversation.leaning import ALONE, Kind, Lean

ASKS = r"(?:언제|어디|누구|누가|무엇|무슨|뭐|뭘|뭔|얼마|몇|며칠|왜|어떻|어떤|어느|어때|어땠)"
_OPENER = re.compile(
    r"^\s*(?:(?:그럼|그러면|그렇다면|그리고|그런데|근데|또한?|그래서|하지만|아니면|반대로|반면에?|한편|혹시|네|아)"
    r"(?:\s+|,\s*))+"
)
_PARTICLE = re.compile(
    r"(?:에서는|에서도|에게는|으로는|으로도|로는|로도|에는|에도|에서|에게|으로|부터|까지|이라고|라고|이란|이나|"
    r"은|는|이|가|을|를|의|에|로|와|과|도|만|란|나)$"
)
# "싱가포르는요?", "정상회담에서는요?"; without -요 a single word, since more make a question of their own.
_ENDS_ELSE = re.compile(r"^(.+?)(에서|에게|한테|으로|로|에|의\s*경우에?)?(?:은|는|도)(요)?[\s?？.!]*$")
_FEW_WORDS = 3
_BARE = re.compile(
    r"^(?:왜|언제|언제부터|언제까지|어디서?|누가|누구|얼마나?|무엇|뭐|어떻게|몇\s*\S{1,3}|어떤\s*\S+)"
    r"(?:요|인가요|이에요|예요|에요|죠|인데요|그런가요|인지요)?[\s?？.!]*$"
)
_TITLES = r"(?:대통령|총리|장관|차관|회장|대표|교수|의원|위원장|사장|원장|부총리|의장)"
_HE = r"(?:그분|그녀|그들|그(?=는\s|가\s|의\s|를\s|도\s|에게))"
_PERSON = re.compile(rf"(?:^|\s){_HE}")
_POINTS = re.compile(
    rf"(?:^|\s)(?:{_HE}|그것|그거|그건|그게|이것|이거|이건|이게|저것|거기|그곳|이곳|그때|그중|이들|"
    rf"(?:그|해당)\s+(?=[가-힣])|이\s+(?!{_TITLES})(?=[가-힣]))"
)
_ORDINAL = re.compile(r"(첫|두|세|네)\s*번째\s*(?:것|거)|(첫|두|세|네)\s*번째(?:는|은)")
_PLACES = {"첫": 1, "두": 2, "세": 3, "네": 4}
_TOPIC = re.compile(r"[가-힣A-Za-z0-9)](?:은|는|이|가)\s")
_SPEAKS = re.compile(r"(?:말했|말하였|말씀|언급|밝혔|강조|평가|설명)\S*[\s?？.!]*$")
_ENDING = re.compile(
    r"(?:나요|가요|까|니|죠|지요|어요|아요|여요|에요|예요|요|냐|는지|은지|인지|을까|세요|다|해|줘)[\s?？.!]*$"
)
_ADVERB = re.compile(
    r"(?:벌써|이미|아직도?|지금은?|현재|정확히|최대|최소|모두|전부|다|다시|더|각각|서로|원래|실제로|대략|약|처음|나중에|주로|"
    r"결국|앞으로|이제|좀|혹시|구체적으로|따로|함께|같이|동안|동안에|이후|이전|당시)$"
)
_FIGURE = re.compile(r"^[\d,.]+\S*$")
_OF_ANYTHING = re.compile(
    r"(?:파트너|협력사|대표|대표자|예외|직원|인원|사람|규모|금액|예산|비용|가격|기준|조건|영역|분야|목표|목적|이유|원인|기간|"
    r"기한|시기|날짜|일자|일정|마감|회원|회원국|구성원|위원|위원장|부위원장|의장|참석자|참가자|참여자|장소|위치|내용|단계|과제|"
    r"결과|이름|명칭|뜻|의미|책임자|담당자|주체|효과|대상|방법|절차|항목|종류|특징|역할|출처|근거|첫|두|세|네|첫째|둘째|셋째|"
    r"번째|하나|것|점|수|다른|나머지|주요|구체적|원칙|의무|요건|벌칙|차원|축|기둥|설립자|창업자|사장|본사|상대|서명자|공식)"
    r"들?$"
)


def lean_of(text: str) -> Lean:
    """How the question `text` leans back."""
    asked = without_opener(text)
    if not asked or _BARE.match(asked):
        return Lean(Kind.DETAIL)
    return _in_place_of(asked) or _pointing(asked) or _leaving_out(asked)


def without_opener(text: str) -> str:
    """The question without "그럼", "그리고" and their like before it."""
    return _OPENER.sub("", text).strip()


def bare(word: str) -> str:
    """The word without its particle."""
    return _PARTICLE.sub("", word) if len(word) > 1 else word


def is_predicate(word: str) -> bool:
    """Whether the last word of a question is its predicate, by its ending."""
    return bool(_ENDING.search(word))


def _in_place_of(asked: str) -> Lean | None:
    """A name that takes another's place: a few words with a particle and no predicate."""
    match = _ENDS_ELSE.match(asked)
    if match is None or re.search(ASKS, asked) or len(asked.split()) > (_FEW_WORDS if match.group(3) else 1):
        return None
    if all(_says_nothing(word) for word in match.group(1).split()):
        return Lean(Kind.SUBJECT, of_a_thing=True)
    return Lean(Kind.OTHER, match.group(1) + (match.group(2) or ""))


def _pointing(asked: str) -> Lean | None:
    """A pronoun whose noun does not stand in the question."""
    place = _ORDINAL.search(asked)
    if place:
        return Lean(Kind.SUBJECT, place=_PLACES[place.group(1) or place.group(2)], of_a_thing=True)
    points = _POINTS.search(asked)
    if points is None or not all(_says_nothing(word) for word in asked[: points.start()].split()):
        return None
    is_person = bool(_PERSON.search(asked))
    return Lean(Kind.SUBJECT, of_a_person=is_person, of_a_thing=not is_person)


def _leaving_out(asked: str) -> Lean:
    """A question that says what is asked and not of what."""
    words = asked.strip(" ?？.!").split()
    if _SPEAKS.search(asked) and not _TOPIC.search(asked):
        return Lean(Kind.SUBJECT, of_a_person=True)
    if not words or not (re.search(ASKS, asked) or is_predicate(asked)):
        return ALONE
    leaves_out = all(map(_says_nothing, _without_asked(words)))
    return Lean(Kind.SUBJECT, of_a_thing=True) if leaves_out else ALONE


def _without_asked(words: list[str]) -> list[str]:
    """The words but for the predicate, those that ask, and the noun that belongs to one of them."""
    kept = []
    for number, word in enumerate(words[:-1] if is_predicate(words[-1]) else words):
        belongs = number > 0 and re.fullmatch(r"몇|어떤|어느|무슨", words[number - 1])
        if not re.match(ASKS, word) and not belongs:
            kept.append(word)
    return kept


def _says_nothing(word: str) -> bool:
    """Whether a word does not say what is meant."""
    return bool(_ADVERB.match(word) or _FIGURE.match(word)) or any(
        _OF_ANYTHING.match(each) for each in (word, bare(word))
    )
