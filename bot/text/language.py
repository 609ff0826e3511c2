"""Language detection: English, Korean, or another language that Concord does not answer in."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.text.word_lists import load_words
from ingest.language.hangul import KOREAN_SHARE, hangul_share, is_korean, scripts_of

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]  # it ships no types


class Language(StrEnum):
    """The languages that Concord answers in."""

    ENGLISH = "en"
    KOREAN = "ko"


# The identifier is unsure on names and short questions, so English gets the benefit of the doubt: another
# language must be probable, over several words, with none of the words that hold English questions together
# (and that are not, like "was" and "in", words of other languages too).
_SURE = 0.9
_MIN_WORDS = 4
_ENGLISH = load_words("english_questions")
_EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA"}
# A Hangul syllable is one letter where a foreign name takes many, so a short question has few of them.
_KOREAN_QUESTION = 0.12
_LATIN_LANGUAGES = ["en", "fr", "de", "es", "id", "ms", "vi", "it", "pt", "nl", "tl", "pl", "tr"]
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> Language | None:
    """English or Korean; None for another language. Text without letters counts as English."""
    scripts = scripts_of(text)
    if not scripts:
        return Language.ENGLISH
    share = hangul_share(scripts)
    if share >= KOREAN_SHARE or (share >= _KOREAN_QUESTION and not _ENGLISH.intersection(_words(text))):
        return Language.KOREAN
    if _EAST_ASIAN.intersection(scripts) and not _ENGLISH.intersection(_words(text)):
        return None
    if scripts.get("LATIN", 0) < 0.5 * sum(scripts.values()):
        return None
    return Language.ENGLISH if _reads_as_english(text) else None


def written_in(text: str) -> Language:
    """Korean or, for all else, English."""
    return Language.KOREAN if is_korean(text) else Language.ENGLISH


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _reads_as_english(text: str) -> bool:
    words = _words(text)
    if len(words) < _MIN_WORDS or _ENGLISH.intersection(words):
        return True
    language, probability = _identifier().classify(text)
    return bool(language == "en" or probability < _SURE)


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LATIN_LANGUAGES)
    return identifier
