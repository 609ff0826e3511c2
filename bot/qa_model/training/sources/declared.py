"""Makes statements of questions and their answers: in other words than the passage's, right or not."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.qa_model.training.example import Example, Support
from bot.qa_model.training.sources.near_misses import answer_text, near_misses
from bot.qa_model.training.sources.stating import has_digit, stated
from ingest.language.hangul import ending_of

_HOW = "declared"
_LONGEST = 60  # characters of an answer that is a name or a figure, not an account
_HELPERS = (
    "is|are|was|were|did|do|does|has|have|had|can|could|will|would|shall|should|may|might|must|else|all|the"
)
_WHO = re.compile(rf"who\s+(?!(?:{_HELPERS})\b)(?P<rest>[^?]+)\?", re.IGNORECASE)
# "What is the capital of Peru?", but nothing that the answer would have to be put inside of.
_BE = re.compile(
    r"(?:who|what)\s+(?P<be>is|are|was|were)\s+(?P<rest>(?:the|an?)\s[^?]*?)(?<!\bby)(?<!\bof)(?<!\bin)(?<!\bfor)"
    r"(?<!\bto)(?<!\bas)(?<!\bwith)(?<!\bon)(?<!\bat)(?<!\bfrom)(?<!ed)(?<!\bdo)\s*\?",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    r"(?P<rest>.*[가-힣][은는])(?:\s*(?:무엇|누구|언제|어디|얼마)(?:이었|였|인|일)?(?:는가|가|나|까|지)?요?)?\s*\?"
)


def declared(examples: Sequence[Example], chance: random.Random) -> list[Example]:
    """A statement of each answered example whose question has a form that is known; verdicts in equal shares.

    What contradicts gives another question's answer out of the same passage where there is one that looks
    alike, so that it is wrong though its words are all there.
    """
    elsewhere = {miss.first: miss.passage for miss in near_misses(examples, within_article=True)}
    answers = _by_passage(examples)
    made = []
    for each in examples:
        right = None if each.span is None else declaration(each.first, answer_text(each), each.lang)
        if right is None:
            continue
        verdict = chance.choice(tuple(Support))
        wrong = _wrong(each, answers, chance)
        if verdict is Support.CONTRADICTED and wrong:
            made.append(stated(each, wrong, verdict, _HOW))
        elif verdict is Support.NEITHER and each.first in elsewhere:
            made.append(stated(each, right, verdict, _HOW, elsewhere[each.first]))
        else:
            made.append(stated(each, right, Support.SUPPORTED, _HOW))
    return made


def declaration(question: str, answer: str, language: str) -> str | None:
    """Question and answer as one sentence; None where the question has no form that is known."""
    words, told = question.strip(), answer.strip(" .")
    if not told or len(told) > _LONGEST:
        return None
    if language == "ko":
        found = _KOREAN.fullmatch(words)
        return f"{found['rest']} {told}{'이다' if _ends_in_consonant(told) else '다'}." if found else None
    if language != "en":
        return None
    if found := _WHO.fullmatch(words):
        return f"{told} {found['rest'].strip()}."
    if found := _BE.fullmatch(words):
        rest = found["rest"].strip()
        return f"{rest[0].upper()}{rest[1:]} {found['be'].lower()} {told}."
    return None


def _ends_in_consonant(text: str) -> bool:
    """Whether the last letter is a Korean syllable that ends in a consonant, or none that tells."""
    return ending_of(text[-1]) != 0


def _by_passage(examples: Sequence[Example]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for each in examples:
        if each.span is not None:
            found[each.passage].append(answer_text(each))
    return found


def _wrong(example: Example, answers: Mapping[str, Sequence[str]], chance: random.Random) -> str | None:
    """The statement with another answer of the passage that looks alike and shares no words."""
    own = answer_text(example)
    others = [
        each
        for each in dict.fromkeys(answers[example.passage])
        if has_digit(each) == has_digit(own) and not set(each.lower().split()) & set(own.lower().split())
    ]
    return declaration(example.first, chance.choice(others), example.lang) if others else None
