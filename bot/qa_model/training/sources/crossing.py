"""Makes questions and statements in one language for passages in the other, word by word from a glossary.

Exchanging words by a dictionary teaches an encoder to look across languages (Qin et al. 2020, CoSDA-ML,
arXiv:2006.06402). An English text becomes a row of Korean words, the question's word last as in Korean; words
that the glossary lacks, mostly names, stay as they are. In a Korean text English nouns stand for Korean ones.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.qa_model.training.example import Example

_FILE = Path(__file__).with_name("glossary.tsv")
_WORD = re.compile(r"[A-Za-z]+|[^A-Za-z\s]+")
_HOW = re.compile(r"\bhow (many|much)\b", re.IGNORECASE)  # Korean has a word of its own for each
_KOREAN_WORD = re.compile(r"[가-힣]+")
_ASKING = re.compile(r"what|which|who(m|se)?|when|where|why|how(many|much)?")
_LEAST_SHARE = 0.5  # of an English text's words that say something the glossary must know


@dataclass(frozen=True, slots=True)
class Glossary:
    """English words in lower case with their Korean, and Korean nouns with their English.

    Korean says `unsaid` words with particles and endings, or not at all.
    """

    unsaid: frozenset[str]
    korean: Mapping[str, str]
    english: Mapping[str, str]


def read_glossary(path: Path = _FILE) -> Glossary:
    """Each line: English words that mean the same, a tab, and the Korean for them, nothing if unsaid."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    unsaid = {word for words, translation in rows if not translation for word in words.split()}
    korean = {word: translation for words, translation in rows if translation for word in words.split()}
    english: dict[str, str] = {}
    for words, translation in rows:
        if len(translation) > 1 and " " not in translation:
            english.setdefault(translation, words.split()[0])
    return Glossary(frozenset(unsaid), korean, english)


def crossed(examples: Sequence[Example], glossary: Glossary, chance: random.Random) -> list[Example]:
    """The examples whose first text could be crossed into the other language, with the same verdicts."""
    made = []
    for example in examples:
        if example.lang == "en":
            first = in_korean(example.first, glossary, reorder=chance.random() < 1 / 2)
        else:
            first = with_english(example.first, glossary)
        if first:
            made.append(replace(example, source=f"{example.source}:crossed", first=first))
    return made


def in_korean(text: str, glossary: Glossary, *, reorder: bool) -> str | None:
    """The English text in Korean words; None where too few are known.

    With `reorder` words that Korean leaves unsaid go, and the question's word comes last.
    """
    words = _WORD.findall(_HOW.sub(r"how\1", text))
    telling = [word for word in words if word.isalpha() and word.lower() not in glossary.unsaid]
    known = [word for word in telling if word.lower() in glossary.korean]
    if not telling or len(known) / len(telling) < _LEAST_SHARE:
        return None
    if reorder:
        kept = [word for word in words if word.lower() not in glossary.unsaid]
        words = sorted(kept, key=lambda word: (word == "?", bool(_ASKING.fullmatch(word.lower()))))
        words = [word for word in words if word != "?"] + ["?"] * ("?" in kept)
    return " ".join(glossary.korean.get(word.lower(), word) for word in words).replace(" ?", "?")


def with_english(text: str, glossary: Glossary) -> str | None:
    """The Korean text with English nouns where a word begins with one that is known; None where none does."""
    changed = _KOREAN_WORD.sub(lambda match: _noun(match.group(), glossary), text)
    return changed if changed != text else None


def _noun(word: str, glossary: Glossary) -> str:
    """The word's longest known beginning in English; the particle behind it stays."""
    for end in range(len(word), 1, -1):
        english = glossary.english.get(word[:end])
        if english is not None and len(word) - end <= 2:
            return english + word[end:]
    return word
