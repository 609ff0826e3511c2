"""Judges a language model's rewrite of a question: it may bring in what was said before, and nothing else.

The earlier turns may hold anything, also instructions. Whatever a model makes of them, what passes here is
one question of a bounded length in which nothing is said that was not said in the conversation.
"""

from __future__ import annotations

import re
import unicodedata

from bot.conversation.english import telling
from bot.models import Question
from bot.text.language import language_of, written_in

# A rewrite puts names in the place of pronouns; one that is longer than this says something of its own.
_FURTHER_CHARS = 160
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9&.'’+-]*")
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_HANGUL = re.compile(r"[가-힣]{2,}")
_SENTENCE = re.compile(r"(?:^|[.?!:]\s+|[\"“(]\s*)$")
_LOOK_BACK = 4
# So much of a word stays whatever its ending.
_STEM_LETTERS, _STEM_SYLLABLES = 4, 2
# Korean words that ask or hold a question together; all others have to come from the conversation.
_KOREAN_FRAME = re.compile(
    r"무엇|무슨|언제|어디|어느|어떤|어떻|얼마|누구|누가|며칠|관련|관하|관한|대하|대한|대해|따르|따라|위한|위해|"
    r"있[나는습으었]|없[나는습으었]|하[나는였고]|합니|한다|했[나는습]|되[나는었고]|됩니|된다|됐[나는습]|인가|인지|"
    r"입니|이며|이고|이란|에서|에게|까지|부터|으로|그리|또한"
)


def why_not(rewrite: str, question: Question) -> str:
    """Why `rewrite` must not stand for `question`, in a few words for the record; empty where it may."""
    return _wrong_in_form(rewrite, question.text) or _wrong_in_words(rewrite, question)


def _wrong_in_form(rewrite: str, question: str) -> str:
    for reason, is_wrong in (
        ("no rewrite", not rewrite),
        ("unchanged", rewrite.casefold() == question.strip().casefold()),
        ("more than one line", not _is_one_line(rewrite)),
        ("too long", len(rewrite) > len(question) + _FURTHER_CHARS),
        ("another language", _is_in_another_language(rewrite, question)),
    ):
        if is_wrong:
            return reason
    return ""


def _wrong_in_words(rewrite: str, question: Question) -> str:
    said = " ".join([question.text, *(f"{turn.question} {turn.answer}" for turn in question.turns)])
    for reason, is_wrong in (
        ("a figure that was not said", not _figures(rewrite) <= _figures(said)),
        ("a name that was not said", not _names(rewrite) <= _words(said)),
        ("a word that was not said", not all(_begins_like(word, said) for word in _telling(rewrite))),
        ("a figure of the question is missing", not _figures(question.text) <= _figures(rewrite)),
        ("a name of the question is missing", not _names(question.text) <= _words(rewrite)),
        ("the question is another one", not _keeps_words(rewrite, question.text)),
    ):
        if is_wrong:
            return reason
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


def _keeps_words(rewrite: str, question: str) -> bool:
    """Whether at least half of the question's words that say something are still there."""
    words = _telling(question)
    return 2 * sum(_begins_like(word, rewrite) for word in words) >= len(words)


def _telling(text: str) -> list[str]:
    """The words that say what is meant: English ones, and Korean ones but for those that only frame."""
    return telling(re.sub(r"[가-힣]", " ", text)) + [
        word for word in _HANGUL.findall(text) if not _KOREAN_FRAME.match(word)
    ]


def _begins_like(word: str, said: str) -> bool:
    """Whether a word of `said` begins as this one does, so that its ending may differ."""
    if _HANGUL.fullmatch(word):
        return word[:_STEM_SYLLABLES] in said
    return bool(re.search(rf"(?<![a-z]){re.escape(word[:_STEM_LETTERS])}", said.casefold()))
