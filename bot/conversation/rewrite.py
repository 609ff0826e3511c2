"""Judges a language model's rewrite of a question: it may bring in what was said before, and nothing else.

The earlier turns may hold anything, also instructions. Whatever a model makes of them, what passes here is
one question of a bounded length whose names and figures all stand in the conversation.
"""

from __future__ import annotations

import re
import unicodedata

from bot.language import language_of, written_in
from bot.models import Language, Question

# A rewrite puts names in the place of pronouns; one that is longer than this says something of its own.
_FURTHER_CHARS = 160
_NAME = re.compile(r"[A-Za-z][\w&.'’+-]*")
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_HANGUL = re.compile(r"[가-힣]{2,}")
_SENTENCE = re.compile(r"(?:^|[.?!:]\s+|[\"“(]\s*)$")
_LOOK_BACK = 4
# Korean words that ask or hold a question together; all others have to come from the conversation.
_KOREAN_FRAME = re.compile(
    r"무엇|무슨|언제|어디|어느|어떤|어떻|얼마|누구|누가|며칠|관련|관하|관한|대하|대한|대해|따르|따라|위한|위해|"
    r"있[나는습으었]|없[나는습으었]|하[나는였고]|합니|한다|했[나는습]|되[나는었고]|됩니|된다|됐[나는습]|인가|인지|"
    r"입니|이며|이고|이란|에서|에게|까지|부터|으로|그리|또한"
)


def why_not(rewrite: str, question: Question) -> str:
    """Why `rewrite` must not stand for `question`, in a few words for the record; empty where it may."""
    for reason, is_wrong in (
        ("no rewrite", not rewrite),
        ("more than one line", not _is_one_line(rewrite)),
        ("too long", len(rewrite) > len(question.text) + _FURTHER_CHARS),
        ("another language", _is_in_another_language(rewrite, question.text)),
    ):
        if is_wrong:
            return reason
    said = " ".join([question.text, *(f"{turn.question} {turn.answer}" for turn in question.turns)])
    if not _figures(rewrite) <= _figures(said):
        return "a figure that was not said"
    if not _names(rewrite) <= _words(said) or not _has_korean(rewrite, said):
        return "a name that was not said"
    if not _figures(question.text) <= _figures(rewrite) or not _names(question.text) <= _words(rewrite):
        return "a name or figure of the question is missing"
    return ""


def _is_one_line(text: str) -> bool:
    return all(character == " " or unicodedata.category(character)[0] not in "CZ" for character in text)


def _is_in_another_language(rewrite: str, question: str) -> bool:
    spoken = language_of(rewrite)
    return spoken is None or written_in(rewrite) is not written_in(question)


def _figures(text: str) -> set[str]:
    return {figure.replace(",", "") for figure in _FIGURE.findall(text)}


def _names(text: str) -> set[str]:
    """Words with a capital, but for those that only begin a sentence; in one spelling."""
    found = set()
    for match in _NAME.finditer(text):
        word = match.group()
        starts = _SENTENCE.search(text[max(0, match.start() - _LOOK_BACK) : match.start()])
        if any(letter.isupper() for letter in (word[1:] if starts else word)):
            found.add(_plain(word))
    return found - {"i"}


def _words(text: str) -> set[str]:
    return {_plain(match.group()) for match in _NAME.finditer(text)}


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'").strip(".'").removesuffix("'s").removesuffix("s")


def _has_korean(rewrite: str, said: str) -> bool:
    """Whether each Korean word of `rewrite` begins like one of the conversation or only frames a question."""
    if written_in(rewrite) is not Language.KOREAN:
        return all(word in said for word in _HANGUL.findall(rewrite))
    return all(_begins_like(word, said) for word in _HANGUL.findall(rewrite))


def _begins_like(word: str, said: str) -> bool:
    return word[:2] in said or bool(_KOREAN_FRAME.match(word))
