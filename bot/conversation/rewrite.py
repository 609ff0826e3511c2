"""Bounds of a language model's rewrite of a follow-up question.

Earlier turns may hold anything, also instructions. A rewrite that passes is one question of bounded length
that says nothing which the conversation does not say.
"""

from __future__ import annotations

import re
import unicodedata

from bot.models import Question
from bot.text.language import language_of, written_in
from bot.text.names import name_keys
from bot.text.word_lists import FUNCTION_WORDS

# A rewrite replaces pronouns by names; a longer one says something of its own.
_MAX_EXTRA_CHARS = 160
# How much of a word stays whatever its ending.
_STEM_LETTERS, _STEM_SYLLABLES = 4, 2
# Beside the function words that end a noun phrase.
_LIGHT_WORDS = frozenset(["of", "do", "how", "what", "when", "where", "which", "whom", "whose", "who", "why"])
_ENGLISH_WORD = re.compile(r"[^\W\d_가-힣]{2,}")
_KOREAN_WORD = re.compile(r"[가-힣]{2,}")
_KOREAN_FUNCTION_WORD = re.compile(
    r"무엇|무슨|언제|어디|어느|어떤|어떻|얼마|누구|누가|며칠|관련|관하|관한|대하|대한|대해|따르|따라|위한|위해|"
    r"있[나는습으었]|없[나는습으었]|하[나는였고]|합니|한다|했[나는습]|되[나는었고]|됩니|된다|됐[나는습]|인가|인지|"
    r"입니|이며|이고|이란|에서|에게|까지|부터|으로|그리|또한"
)


def rejection_reason(rewrite: str, question: Question) -> str:
    """Why `rewrite` must not replace `question`, in a few words for the record; empty if it may."""
    said = " ".join([question.text, *(f"{turn.question} {turn.answer}" for turn in question.turns)])
    names, words = name_keys(question.text), _content_words(question.text)
    kept = [word for word in words if _occurs(word, rewrite)]
    reasons = {
        "no rewrite": not rewrite,
        "unchanged": rewrite.casefold() == question.text.strip().casefold(),
        "more than one line": not all(c == " " or unicodedata.category(c)[0] not in "CZ" for c in rewrite),
        "too long": len(rewrite) > len(question.text) + _MAX_EXTRA_CHARS,
        "another language": _is_in_another_language(rewrite, question.text),
        "a name or figure that was not said": not all(_has_name(key, said) for key in name_keys(rewrite)),
        "a word that was not said": not all(_occurs(word, said) for word in _content_words(rewrite)),
        "a name or figure of the question is missing": not all(_has_name(key, rewrite) for key in names),
        "the question is another one": 2 * len(kept) < len(words),
    }
    return next((reason for reason, is_true in reasons.items() if is_true), "")


def _is_in_another_language(rewrite: str, question: str) -> bool:
    return language_of(rewrite) is None or written_in(rewrite) is not written_in(question)


def _has_name(key: str, text: str) -> bool:
    """Whether `text` has a name or figure of `name_keys`, also in lower case or the plural."""
    plain = re.sub(r"(?<=\d),(?=\d)", "", text.casefold().replace("’", "'"))
    return re.search(rf"(?<![a-z0-9]){re.escape(key)}(?:e?s)?(?![a-z0-9])(?!\.\d)", plain) is not None


def _content_words(text: str) -> list[str]:
    english = [word.casefold() for word in _ENGLISH_WORD.findall(text)]
    korean = [word for word in _KOREAN_WORD.findall(text) if not _KOREAN_FUNCTION_WORD.match(word)]
    return [word for word in english if word not in FUNCTION_WORDS | _LIGHT_WORDS] + korean


def _occurs(word: str, text: str) -> bool:
    """Whether a word of `text` begins like this one, so that its ending may differ."""
    if _KOREAN_WORD.fullmatch(word):
        return word[:_STEM_SYLLABLES] in text
    return re.search(rf"(?<![a-z]){re.escape(word[:_STEM_LETTERS])}", text.casefold()) is not None
