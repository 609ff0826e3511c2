"""Says what a Korean question is about, and whether its answer names something new."""

from __future__ import annotations

import re

from bot.conversation.korean import ASKS, bare, is_predicate, without_opener

_TOPIC = re.compile(r"[가-힣A-Za-z0-9)](?:은|는|이|가)\s")
# Of "the size of the fund" the next question goes on about the fund.
_MEASURE = re.compile(r"의\s*(?:\S+\s+)?(?:규모|금액|크기|액수|이름|명칭|뜻|의미|날짜|시기|결과)$")
_FOR_A_NAME = re.compile(
    r"(?:누가|어느|어떤)\s|누구(?:를|와|의|에게)|"
    r"(?:회사|기업|기관|부처|나라|국가|사람|스타트업|대학)(?:은|는|이|가)\s*(?:어디|누구|무엇)"
)
_FOR_A_PERSON = re.compile(r"누가|누구")


def content_of(text: str) -> str:
    """What a question is about: its words without those that ask, and without its predicate."""
    words = without_opener(text).strip(" ?？.!").split()
    kept = [word for word in words[:-1] if not re.match(ASKS, word)]
    if words and not re.match(ASKS, words[-1]) and not is_predicate(words[-1]):
        kept.append(words[-1])
    if not kept:
        return ""
    return _MEASURE.sub("", " ".join([*kept[:-1], bare(kept[-1])]))


def detail_of(text: str) -> str:
    """What a question says, for one that asks for a detail more: all, since the predicate stands last."""
    return without_opener(text).strip(" ?？.!")


def topic_of(text: str) -> str:
    """The words up to the first topic or subject, without its particle; empty where there is none."""
    topic = _TOPIC.search(text)
    if topic is None or re.match(ASKS, text[: topic.end()].split()[-1]):
        return ""
    return text[: topic.end() - 2].strip()


def asks_for_a_name(text: str) -> bool:
    """Whether the answer to `text` names somebody or something that the question does not."""
    return bool(_FOR_A_NAME.search(text))


def asks_for_a_person(text: str) -> bool:
    """Whether `text` asks who."""
    return bool(_FOR_A_PERSON.search(text))
