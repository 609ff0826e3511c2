"""Proposes what a right answer must hold, out of what somebody said would be right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bot.conversation.english_words import FRAME
from bot.text.figures import facts_in, missing_facts
from bot.text.names import name_phrases
from eval.scorers.matching import holds

_MOST_WORDS = 12
_LEAST_CHARS, _LEAST_HANGUL = 4, 2
# Endings of Korean words ("…이었습니다") are no part of the name before them.
_LONGEST_ENDING = 5
_LISTED = re.compile(r",|\s(?:and|or)\s")
_EDGES = " \t\n.,;:!?。…\"'“”‘’()[]"


def values_in(right: str, question: str) -> list[str]:
    """The figures, sums and dates of what is right, each once, but for those that the question gives."""
    words = dict.fromkeys(fact.words for fact in facts_in(right))
    return [each for each in words if missing_facts(each, question)]


def names_in(right: str, question: str, sentence: str) -> list[str]:
    """The names in Latin letters of what is right that the sentence holds and the question does not."""
    phrases = (part for name in name_phrases(right, may_begin=True) for part in _LISTED.split(name))
    names = dict.fromkeys(each.strip(_EDGES) for each in phrases if each.isascii() and each.strip(_EDGES))
    return [each for each in names if holds(sentence, each) and not holds(question, each)]


def words_in(right: str, question: str, sentences: Sequence[str]) -> str:
    """The longest run of words of what is right that a sentence holds and the question does not.

    Empty where they share none to speak of.
    """
    texts = [(_squeezed(each), each) for each in sentences]
    for run in sorted(set(_runs(right)), key=lambda each: (-len(each), each)):
        may_hold = (text for squeezed, text in texts if _squeezed(run) in squeezed)
        if any(holds(text, run) for text in may_hold) and not holds(question, run):
            return run
    return ""


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _runs(text: str) -> Iterator[str]:
    """The runs of words in it, also without what a Korean word ends in."""
    words = text.split()
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + _MOST_WORDS) + 1):
            run = " ".join(words[first:last]).strip(_EDGES)
            for cut in range(_LONGEST_ENDING + 1 if _is_hangul(run[-1:]) else 1):
                shorter = run[: len(run) - cut].strip(_EDGES)
                if _says_something(shorter):
                    yield shorter


def _says_something(run: str) -> bool:
    """Whether it is more than a small word; "is" and "the" stand in every sentence."""
    least = _LEAST_HANGUL if _is_hangul(run[:1]) else _LEAST_CHARS
    return len(run) >= least and any(_is_said(word) for word in run.split())


def _is_said(word: str) -> bool:
    if word.lower() in FRAME:
        return False
    return word[:1].isupper() or len(word) > _LEAST_CHARS or _is_hangul(word[:1])


def _is_hangul(character: str) -> bool:
    return "가" <= character <= "힣"
