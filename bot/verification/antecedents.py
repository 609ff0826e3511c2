"""Antecedents of pronouns: what an opening pronoun refers to must be the subject of its evidence.

Each sentence is verified by itself: "He put it at KRW 50 billion" is supported by what a minister did, but
after a sentence on the president it would be read of the president. So the subject of the evidence has to
stand in what was shown before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.models import Evidence
from bot.text.word_lists import EMPTY_TOKENS, FUNCTION_WORDS, load_patterns

_PATTERNS = load_patterns("bot.verification", "antecedents")
_PRONOUN = re.compile(_PATTERNS["pronoun"], re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][\w&]*(?:[-’'][A-Za-z]+)*|[가-힣]+")
_VERB = re.compile(_PATTERNS["verb"])
_SHORT = re.compile(r"\(([A-Z][A-Za-z&]*[A-Z][A-Za-z&]*)\)")
# A name tells itself apart by its beginning.
_FIRST = 3
_STEM_SYLLABLES = 2


def unresolved_pronoun(sentence: str, evidence: Sequence[Evidence], before: str) -> str:
    """The pronoun that opens `sentence` and stands for something else in `evidence` than `before` speaks of.

    Empty where it opens with none, or where more than half of the words with which one of the pieces of
    evidence begins, and which the sentence leaves out, stand in `before`.
    """
    found = _PRONOUN.match(sentence)
    if found is None or any(_is_about(_text_with_antecedent(each), sentence, before) for each in evidence):
        return ""
    return found.group(1) or found.group(2)


def _text_with_antecedent(evidence: Evidence) -> str:
    """The evidence; where that opens with a pronoun of its own, what its passage says before it."""
    chunk = evidence.passage.chunk
    before = chunk.text[: evidence.start - chunk.start]
    return before if before and _PRONOUN.match(evidence.quote) else evidence.quote


def _is_about(quote: str, sentence: str, before: str) -> bool:
    subject = _VERB.split(quote, maxsplit=1)[0]
    known = set(_words(before))
    if known & {short.casefold() for short in _SHORT.findall(subject)}:
        return True
    said = _words(sentence)
    left_out = [each for each in _words(subject) if each not in said][:_FIRST]
    return not left_out or 2 * sum(each in known for each in left_out) > len(left_out)


def _words(text: str) -> list[str]:
    """The words that say something, in lower case; of a Korean one only what stays whatever its ending."""
    words = (_stem(each.casefold()) for each in _WORD.findall(text))
    return [each for each in words if each not in FUNCTION_WORDS | EMPTY_TOKENS]


def _stem(word: str) -> str:
    return word[:_STEM_SYLLABLES] if "가" <= word[0] <= "힣" else re.sub(r"(?:['’]s|s)$", "", word)
