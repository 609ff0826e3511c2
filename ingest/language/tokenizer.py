"""Turns text in English and Korean, mixed as it comes, into what keyword search compares.

`tokenize` gives words: stems, numbers and Korean morphemes in reading order. `terms` gives what an index
holds: those words, each pair of neighbouring words, and each pair of neighbouring Hangul syllables. Pairs
reward words that stand together; syllables find a Korean name that the morphology does not know and splits
otherwise in another sentence. Both carry a mark, and count less than a word (see `ingest.index.keywords`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from importlib.metadata import version
from itertools import pairwise

from ingest.language.korean import Korean, Morphology, Part
from ingest.language.latin import SPAN, Stem, Word, base_stem, english_stem, latin_words

MINOR = "\x1f"
_VERSION = "1"
_HANGUL_RUN = re.compile("[가-힣]+")


class Tokenizer:
    """Splits text in any script; Korean morphology is only used where there is Hangul."""

    def __init__(self, korean: Morphology | None = None, stemmer: Callable[[], Stem] = english_stem) -> None:
        self._korean = korean or Korean()
        self._stemmer = stemmer

    @property
    def identity(self) -> str:
        """Changes whenever the same text may give other words or terms."""
        bases = " bases" if self._stemmer is base_stem else ""
        return f"terms-{_VERSION} stemmer-{version('PyStemmer')}{bases} {self._korean.identity}"

    def without_korean(self) -> Tokenizer:
        """A tokenizer that skips Hangul, for comparing with text that has none."""
        return Tokenizer(_NoParts(), self._stemmer)

    def with_bases(self) -> Tokenizer:
        """A tokenizer to which "built" is "build", for comparing sentences; an index finds no more by it."""
        return Tokenizer(self._korean, base_stem)

    def tokenize(self, text: str) -> list[str]:
        """The words of `text`, in reading order, without function words and particles."""
        return self.tokenize_all([text])[0]

    def tokenize_all(self, texts: Sequence[str]) -> list[list[str]]:
        return [_content(words) for words in self._words([_plain(text) for text in texts])]

    def placed_all(self, texts: Sequence[str]) -> list[list[tuple[str, int]]]:
        """The words of each text with the offsets in it, brought to NFKC, at which they start."""
        return [
            [(word.text, start) for start, word in placed if not word.is_function]
            for placed in self._placed([_plain(text) for text in texts])
        ]

    def terms(self, text: str) -> list[str]:
        """What an index holds for `text`, or is asked for it: words, then marked pairs and syllables."""
        return self.terms_all([text])[0]

    def terms_all(self, texts: Sequence[str]) -> list[list[str]]:
        plain = [_plain(text) for text in texts]
        return [
            [*_content(words), *_pairs(words), *_syllables(text)]
            for text, words in zip(plain, self._words(plain), strict=True)
        ]

    def _words(self, texts: Sequence[str]) -> list[list[Word]]:
        return [[word for _, word in placed] for placed in self._placed(texts)]

    def _placed(self, texts: Sequence[str]) -> list[list[tuple[int, Word]]]:
        korean = [number for number, text in enumerate(texts) if _HANGUL_RUN.search(text)]
        analysed = self._korean.parts([texts[number] for number in korean]) if korean else []
        parts = dict(zip(korean, analysed, strict=True))
        stem = self._stemmer()
        return [_merge(text, parts.get(number, []), stem) for number, text in enumerate(texts)]


class _NoParts:
    """A morphology that finds nothing and has nothing to load."""

    identity = "none"

    def parts(self, texts: Sequence[str]) -> list[list[Part]]:
        return [[] for _ in texts]


def has_hangul(text: str) -> bool:
    """Whether any of `text` is for the Korean morphology."""
    return _HANGUL_RUN.search(_plain(text)) is not None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _merge(text: str, korean: Sequence[Part], stem: Stem) -> list[tuple[int, Word]]:
    capitals_tell = text != text.upper()
    placed: list[tuple[int, Word]] = []
    for match in SPAN.finditer(text):
        placed += ((match.start(), word) for word in latin_words(match, stem, capitals_tell=capitals_tell))
    # The morphology reports numbers and Hanja too, which are among the others already.
    placed += ((start, Word(form)) for form, start in korean if _HANGUL_RUN.match(text, start))
    return sorted(placed, key=lambda item: item[0])


def _content(words: Sequence[Word]) -> list[str]:
    return [word.text for word in words if not word.is_function]


def _pairs(words: Sequence[Word]) -> list[str]:
    return [f"{MINOR}{left.text} {right.text}" for left, right in pairwise(words)]


def _syllables(text: str) -> list[str]:
    runs = _HANGUL_RUN.findall(text)
    return [MINOR + run[i : i + 2] for run in runs for i in range(max(1, len(run) - 1))]
