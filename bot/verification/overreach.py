"""Finds what a sentence adds to its evidence: itself, another scope, or the undoing of what is said.

The share of its words that are said would hardly tell: "has been cancelled" is one word of many.
"""

from __future__ import annotations

import re

_UNDOES = re.compile(
    r"\b(?:cancel(?:s|led|ed|ling|ing|lation)?|scrap(?:s|ped|ping)?|abandon(?:s|ed|ing|ment)?|revok(?:e|es|ed|ing)"
    r"|withdr(?:aw|aws|ew|awn|awing|awal)|reject(?:s|ed|ing|ion)?|suspend(?:s|ed|ing)?|suspension|postpon(?:e|es|ed"
    r"|ing|ement)|delay(?:s|ed|ing)?|halt(?:s|ed|ing)?|repeal(?:s|ed|ing)?|abolish(?:es|ed|ing)?|refus(?:e|es|ed|ing|al)"
    r"|fail(?:s|ed|ing|ure)?|terminat(?:e|es|ed|ing|ion)|overturn(?:s|ed|ing)?|collaps(?:e|es|ed|ing))\b"
    r"|취소|철회|폐기|폐지|중단|보류|연기(?=[하되했됐한된돼])|무산|거부|거절|부결|파기|좌초",
    re.IGNORECASE,
)
# Words that narrow a statement, leave it open, or make it absolute.
_SCOPES = (
    r"\b(?:only|solely|exclusively|sole|merely|nothing but)\b"
    r"|(?<=[가-힣A-Za-z])(?<!지)만(?=[\s이을은의]|$)|오직|오로지|유일",
    r"\b(?:may|might|could|possibly|perhaps|probably|likely)\b|가능성|[을를할될]지도",
    r"\b(?:always|never|forever|entirely|wholly|completely)\b|항상|언제나|전적으로|완전히",
    r"\b(?:all|every|everyone|everything|entire|whole)\b|(?<![가-힣])모두|모든|전부|전원|일체|전체",
    r"\b(?:most|majority|mostly|mainly|chiefly)\b(?! advanced)|대부분|대다수|과반|주로",
    r"\b(?:must|shall|have to|has to|requir\w+|oblig\w+|dut(?:y|ies)|mandatory|compulsory|need\w*)\b"
    r"|반드시|의무|[여해아어]야|요구|필요|필수",
    r"\b(?:several|repeatedly|multiple|numerous)\b|여러|거듭|수차례|다수|많",
)
_ITSELF = re.compile(
    r"\b(?:assistant|chatbot|bot|system prompt|prompt|(?:these|my) instructions)\b|어시스턴트|챗봇|프롬프트",
    re.IGNORECASE,
)


def itself_in(sentence: str, evidence: str) -> str | None:
    """The word by which `sentence` speaks of the assistant, if that is not what `evidence` is about."""
    found = _ITSELF.search(sentence)
    return found.group() if found and found.group().casefold() not in evidence.casefold() else None


def undone_by(sentence: str, evidence: str) -> str | None:
    """The word by which `sentence` undoes what `evidence` says, if that speaks of no undoing itself."""
    found = _UNDOES.search(sentence)
    return found.group() if found and not _UNDOES.search(evidence) else None


def scope_added_by(sentence: str, evidence: str) -> str | None:
    """The word by which `sentence` narrows, widens or leaves open what `evidence` states plainly."""
    for scope in _SCOPES:
        found = re.search(scope, sentence, re.IGNORECASE)
        if found and not re.search(scope, evidence, re.IGNORECASE):
            return found.group()
    return None
