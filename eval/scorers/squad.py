"""Exact match and F1 as SQuAD defines them, and in Korean, by character, as KorQuAD does.

Rajpurkar et al., SQuAD (EMNLP 2016) and its evaluation script; Lim et al., KorQuAD 1.0 (2019), whose script
counts characters, since particles stick to Korean words.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

from bot.models import Language
from eval.datasets.case import Case
from eval.models import Result, Score
from eval.scorers.scorer import Corpus, answer_span

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)
# KorQuAD's script replaces these by spaces before it removes punctuation.
_KOREAN_MARKS = str.maketrans(dict.fromkeys("'\"《》<>〈〉()‘’", " "))


def score_exact_match(case: Case, result: Result, _corpus: Corpus) -> Score | None:
    """1 where the answer is one of the references and nothing else."""
    references = _references(case)
    if references is None:
        return None
    said = normalise(answer_span(result), case.language)
    match = next((reference for reference in references if normalise(reference, case.language) == said), None)
    return Score(float(match is not None), f"“{match}” to the letter" if match else "no reference matches")


def score_f1(case: Case, result: Result, _corpus: Corpus) -> Score | None:
    """The overlap with the nearest reference in words, or in Korean in characters."""
    references = _references(case)
    if references is None:
        return None
    said = tokens(answer_span(result), case.language)
    value, nearest = max(
        (token_f1(said, tokens(reference, case.language)), reference) for reference in references
    )
    return Score(value, f"nearest to “{nearest}”" if nearest else "")


def normalise(text: str, language: Language) -> str:
    """The text as the two scripts compare it: lower case, no punctuation, in English no articles."""
    text = text.lower()
    if language is Language.KOREAN:
        text = text.translate(_KOREAN_MARKS).translate(_PUNCTUATION)
    else:
        text = _ARTICLES.sub(" ", text.translate(_PUNCTUATION))
    return " ".join(text.split())


def tokens(text: str, language: Language) -> list[str]:
    """The words of the normalised text, or in Korean its characters without spaces."""
    words = normalise(text, language).split()
    return list("".join(words)) if language is Language.KOREAN else words


def token_f1(said: Sequence[str], wanted: Sequence[str]) -> float:
    """The F1 of two bags of tokens; 1 if both are empty, 0 if one is."""
    if not said or not wanted:
        return float(not said and not wanted)
    shared = sum((Counter(said) & Counter(wanted)).values())
    return 2 * shared / (len(said) + len(wanted))


def _references(case: Case) -> tuple[str, ...] | None:
    """An unanswerable question's reference is the empty answer, as in SQuAD 2.0."""
    return ("",) if case.unanswerable is not None else case.references or None
