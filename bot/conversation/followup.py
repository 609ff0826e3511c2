"""Follow-up questions without a language model: the earlier question's content is put before them.

A question is a follow-up if it has a pronoun without a name before it, or is a fragment that names nothing;
in Korean, if all its words but the predicate ask, point or belong to something else (its partners, its size).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.models import Language, Question, Turn
from bot.text.language import written_in
from bot.text.names import name_keys
from bot.text.particles import without_particle

_MAX_TURNS = 20
_FRAGMENT_WORDS = 5
_OPENER = re.compile(
    r"^\s*(?:(?:and|but|so|then|also|ok|okay|well|now|yes|no|그럼|그러면|그렇다면|그리고|그런데|근데|또한?|그래서|하지만|"
    r"아니면|반대로|반면에?|한편|혹시)(?:\s+|,\s*))+",
    re.IGNORECASE,
)
_AUXILIARY = (
    r"is|are|was|were|be|been|does|do|did|has|have|had|can|could|will|would|shall|should|may|might|must"
)
_HAS_AUXILIARY = re.compile(rf"\b(?:{_AUXILIARY})\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"^(?:in|for|at|of|from|by|with|on|to|under|according to|during|after|before|since)\b", re.IGNORECASE
)
_PRONOUN = re.compile(
    r"^(?:what|how) about\b|"
    r"\b(?:it|its|they|them|theirs?|he|him|his|she|hers?|this|that|these|those|there|ones?)\b",
    re.IGNORECASE,
)
# "Is it true that", "how long does it take to", "this year", "those who": nothing that was said before.
_NO_PRONOUN = re.compile(
    r"\b(?:is|was|be) it (?:true|correct|right|possible|clear|known|likely|legal|allowed)\b|"
    r"\b(?:does|did|will|would) it (?:take|cost)\b|\b(?:say|says|said|true|clear|likely|known) that\b|"
    r"\b(?:this|these|that|those) "
    r"(?:years?|months?|weeks?|quarter|decade|time|who|which|with|of|in|from|the|a|no)\b",
    re.IGNORECASE,
)
_KOREAN_PRONOUN = re.compile(
    r"(?:^|\s)(?:그분|그녀|그들|그(?=[는가의를도]\s|에게\s)|그것|그거|그건|그게|이것|이거|이건|이게|거기|그곳|이곳|그때|그중|"
    r"이들|(?:그|해당)\s+[가-힣])|(?:은|는|도)요[\s?？.!]*$"
)
_KOREAN_ASKS = r"언제|어디|누구|누가|무엇|무슨|뭐|뭘|얼마|몇|며칠|왜|어떻|어떤|어느|어때|어땠"
_KOREAN_RELATIONAL = re.compile(
    rf"(?:{_KOREAN_ASKS}|파트너|대표|예외|직원|인원|사람|규모|금액|예산|비용|기준|조건|영역|분야|목표|목적|이유|원인|기간|기한|"
    r"시기|날짜|회원|위원|의장|참석자|참여자|장소|내용|단계|과제|결과|이름|의미|책임자|담당자|효과|대상|방법|절차|항목|특징|역할|"
    r"원칙|의무|요건|벌칙|첫|두|세|번째|벌써|이미|지금|현재|명|개|건)"
)
_ASKING = re.compile(
    r"\bhow (?:large|big|high|long|old|far|often|much|many)\b|"
    r"\b(?:who|whom|whose|what|which|when|where|why|how)\b|"
    rf"\b(?:{_AUXILIARY})\b|\b(?:it|its|they|them|theirs?|he|him|his|she|hers?)\b",
    re.IGNORECASE,
)


def is_follow_up(text: str) -> bool:
    """Whether the question `text` depends on the turns before it."""
    asked = _OPENER.sub("", text).strip()
    if written_in(text) is Language.KOREAN:
        return _is_korean_follow_up(asked)
    masked = _NO_PRONOUN.sub("_", asked)
    pronoun = _PRONOUN.search(masked)
    if pronoun:
        return not name_keys(masked[: pronoun.start()])
    has_opener = asked != text.strip()
    is_fragment = len(asked.split()) <= _FRAGMENT_WORDS and not _HAS_AUXILIARY.search(asked)
    if name_keys(asked):
        return is_fragment and (has_opener or _PREPOSITION.match(asked) is not None)
    return has_opener or is_fragment


def standalone_text(question: Question, max_chars: int) -> str:
    """The question behind the content of the one that it follows up, at most `max_chars` of that."""
    turns = question.turns[-_MAX_TURNS:]
    if not turns or not is_follow_up(question.text):
        return question.text
    return f"{_subject(turns)[:max_chars]} {question.text}".strip()


def _subject(turns: Sequence[Turn]) -> str:
    """The content of the last question that is no follow-up itself, and of the follow-ups behind it."""
    contents: list[str] = []
    for turn in reversed(turns):
        contents.insert(0, _content(turn.question))
        if not is_follow_up(turn.question):
            break
    return " ".join(filter(None, contents))


def _content(text: str) -> str:
    """A question without the words that ask, help or point, and a Korean one without its predicate."""
    asked = _OPENER.sub("", text).strip(" ?？.!")
    if written_in(text) is Language.KOREAN:
        words = [word for word in asked.split()[:-1] if not re.match(_KOREAN_ASKS, word)]
        return " ".join([*words[:-1], without_particle(words[-1])]) if words else ""
    return " ".join(_ASKING.sub(" ", asked).split()).strip(" ,;")


def _is_korean_follow_up(asked: str) -> bool:
    if _KOREAN_PRONOUN.search(asked):
        return True
    words = asked.strip(" ?？.!").split()
    return all(_KOREAN_RELATIONAL.match(word) for word in words[:-1])
