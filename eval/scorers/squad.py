"""Exact match and F1 as SQuAD defines them, and in Korean, by character, as KorQuAD does.

Sources: Rajpurkar et al., SQuAD (EMNLP 2016) and its evaluation script; Lim et al., KorQuAD 1.0 (2019), whose
script counts characters, since particles stick to Korean words.

What is compared is the span that a citation marks as the answer, and where it marks none the whole quote
(`answer_itself`); in a language model's answer all that it says.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.models import Language
from eval.datasets.case import Case
from eval.runner.result import Result
from eval.scorers.answer_text import answer_itself
from eval.scorers.score import Corpus, Mark

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)
# What KorQuAD's script makes blanks before it takes the punctuation away.
_KOREAN_SIGNS = str.maketrans(dict.fromkeys("'\"《》<>〈〉()‘’", " "))


@dataclass(frozen=True, slots=True)
class ExactMatch:
    """1 where the answer is one of the references and nothing else."""

    name: str = "exact_match"

    def mark(self, case: Case, result: Result, corpus: Corpus) -> Mark | None:  # noqa: ARG002
        """See `Score`; only cases with references have one, and those that cannot be answered."""
        wanted = _references(case)
        if wanted is None:
            return None
        said = normalised(answer_itself(result), case.language)
        best = next((each for each in wanted if normalised(each, case.language) == said), None)
        return Mark(
            float(best is not None), f"“{best}” to the letter" if best else "no reference to the letter"
        )


@dataclass(frozen=True, slots=True)
class F1:
    """How far the answer and the nearest reference share their words, or in Korean their characters."""

    name: str = "f1"

    def mark(self, case: Case, result: Result, corpus: Corpus) -> Mark | None:  # noqa: ARG002
        """See `Score`; only cases with references have one, and those that cannot be answered."""
        wanted = _references(case)
        if wanted is None:
            return None
        said = parts_of(answer_itself(result), case.language)
        value, best = max((overlap(said, parts_of(each, case.language)), each) for each in wanted)
        return Mark(value, f"nearest to “{best}”" if best else "")


def normalised(text: str, language: Language) -> str:
    """The text as the two scripts compare it: small letters, no punctuation, in English no articles."""
    text = text.lower()
    if language is Language.KOREAN:
        text = text.translate(_KOREAN_SIGNS).translate(_PUNCTUATION)
    else:
        text = _ARTICLES.sub(" ", text.translate(_PUNCTUATION))
    return " ".join(text.split())


def parts_of(text: str, language: Language) -> list[str]:
    """The words of the normalised text, or in Korean its characters without the spaces."""
    words = normalised(text, language).split()
    return [each for word in words for each in word] if language is Language.KOREAN else words


def overlap(said: Sequence[str], wanted: Sequence[str]) -> float:
    """The F1 of two bags of parts; of two empty ones 1, of an empty one and another 0."""
    if not said or not wanted:
        return float(not said and not wanted)
    shared = sum((Counter(said) & Counter(wanted)).values())
    return 2 * shared / (len(said) + len(wanted))


def _references(case: Case) -> tuple[str, ...] | None:
    """What would be right; of a question that cannot be answered an empty answer, as SQuAD 2.0 has it."""
    if case.unanswerable is not None:
        return ("",)
    return case.references or None
