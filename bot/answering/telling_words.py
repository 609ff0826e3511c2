"""The words of a sentence that tell what it is about, and those that turn the sense of its figures and dates.

Near enough to compare two sentences of one language without a morphology; what is missed makes them unlike.
"""

from __future__ import annotations

import re

from bot.text.figures.counts import plain, without_particle

_ENGLISH = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_KOREAN = re.compile(r"[가-힣]+")
_VERB = re.compile(
    r"(?<=[가-힣]{2})(?:하|한|할|함|해|했|합|되|된|될|됐|됩|돼)[가-힣]*$|(?<=[가-힣])[다며고]$"
)
# Words that say little of what a sentence is about, and ways to say "is so large" or "takes place".
_EMPTY = """
    a an the and or of in on at to as with into is are was were be been being will shall would has have had
    do doe did it its this that these those there which who whose also about around nearly approximately
    almost roughly some so currently now how much many when what large big long
    us usd krw sgd dollar won euro billion million trillion percent amount worth come stand equal size sum
    figure value hold held take took taken place day date year month
    약 총 등 및 수 것 규모 금액 달러 원 억 조 만 이다 있 있다 이 그 저 한다 된다 날 때 열린 열린다 열렸다 개최
    진행 얼마 얼마인가 얼마인가요 언제 언제인가요 몇 몇명
"""
_LIGHT = frozenset(_EMPTY.split())
_ENGLISH_TURNS = (
    r"only|alone|exclud\w+|includ\w+|total|overall|combined|average|mean|median|per|each|every|annual\w*|yearly"
    r"|monthly|weekly|daily|once|first|second|third|last|next|initial\w*|original\w*|previous\w*|former\w*|earlier"
    r"|old|new|additional|further|another|remaining|other|half|part|share|minimum|maximum|least|most|target\w*"
    r"|goals?|plan\w*|forecast\w*|estimat\w+|expect\w*|projected|projection|propos\w+|draft|schedul\w+|tentativ\w+"
    r"|if|unless|from|until|by|before|after|since|for|again|postpone\w*|delay\w*|instead|than|rais\w+|ris\w+|rose"
    r"|increas\w+|gr[eo]w\w*|cut\w*|reduc\w+|fall\w*|fell|up|down|end\w*|finish\w*|clos\w+|sign\w*|announc\w+"
    r"|publish\w*|adopt\w*|pass\w*|promulgat\w+"
)
_KOREAN_TURNS = (
    r"합계|평균|매년|매월|연간|연례|월간|[가-힣]당(?=\s)|첫|최초|당초|애초|기존|종전|이전|지난|다음|추가|나머지|신규|목표"
    r"|계획|예상|전망|추정|예정|잠정|제안|초안|까지|부터|이후|이내|이상|이하|경우|만(?=\s)|제외|포함|증가|늘|줄|감소|인상"
    r"|상향|하향|연기|종료|폐막|체결|서명|발표|공포|통과|위해|위한|대한|대해|에게"
)
_TURNS = re.compile(rf"\b(?:{_ENGLISH_TURNS})\b|{_KOREAN_TURNS}", re.IGNORECASE)
_LEANS = re.compile(
    r"^\W*(?:it|this|that|these|those|they|he|she|its|their|his|her|there|such|the (?:former|latter|same))\b"
    r"|^\W*(?:이|그|저|해당|동|본|같은|이번|이는|그는|이것|그것)(?:\s|[은는이가])",
    re.IGNORECASE,
)


def telling_words(text: str) -> frozenset[str]:
    """The words of a text in a plain form, without those that say little."""
    english = {plain(found.group().replace("’", "'")) for found in _ENGLISH.finditer(text)}
    korean = {_VERB.sub("", without_particle(found.group())) for found in _KOREAN.finditer(text)}
    return frozenset((english | korean) - _LIGHT)


def turns_in(text: str) -> frozenset[str]:
    """The words that make of a figure or date another one: a total, a plan, an annual figure, an end."""
    return frozenset(found.group().lower() for found in _TURNS.finditer(text))


def leans(text: str) -> bool:
    """Whether a sentence begins with a word for what stands before it."""
    return _LEANS.search(text) is not None
