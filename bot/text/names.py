"""Names in a text, in Latin letters by their capitals and in Korean by its morphemes.

`latin_names` and `korean_names` find the names of a statement, `name_keys` the names and figures of a
question in a spelling to compare.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.text.word_lists import load_patterns, load_words
from ingest.language.korean import Morpheme

# What stands before a word that begins a sentence, whose capital says nothing.
_OPENS = re.compile(r"(?:^|[.!?:;|]\s+|[\"“‘'(\[|]\s*|\n\s*|^\s*[-*•]\s+)$")
# Words that begin a sentence with a capital and are part of no name.
_STARTERS = load_words("sentence_starters")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ](?:[A-Za-zÀ-ɏ0-9&]|['’](?=[A-Za-z]))*|\d+[A-Za-z][A-Za-z0-9]*")
SMALL = load_words("name_particles")
_LOOK_BACK = 4
_PATTERNS = load_patterns("bot.text", "names")
ORGANISATION = re.compile(_PATTERNS["organisation"])
"""A word or an ending, in lower case, by which the name of a body is known."""
_BODY = re.compile(_PATTERNS["body"], re.IGNORECASE)
_ORDINARY = re.compile(_PATTERNS["ordinary"])


@dataclass(frozen=True, slots=True)
class LatinWord:
    """A word in Latin letters where it stands; `plain` is how it is compared."""

    text: str
    start: int
    end: int
    opens: bool

    @property
    def plain(self) -> str:
        """Lower case, without a possessive or a plural."""
        bare = re.sub(r"['’]s?$", "", self.text).casefold().replace("’", "'").replace(".", "")
        return bare[:-1] if len(bare) > 3 and bare.endswith("s") and not bare.endswith("ss") else bare

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_marked(self) -> bool:
        """Whether it is spelled as no ordinary word is: A2Z, IMDA, PTCsys."""
        return any(letter.isupper() or letter.isdigit() for letter in self.text[1:])


def latin_words(text: str) -> list[LatinWord]:
    """The words of `text` in Latin letters, those with a hyphen in their parts."""
    return [
        LatinWord(
            found.group(),
            *found.span(),
            opens=_opens_sentence(text, found.start()),
        )
        for found in _LATIN_WORD.finditer(text)
    ]


def latin_names(text: str, is_word: Callable[[str], bool]) -> list[list[LatinWord]]:
    """The names of `text`: runs of capitalised words, small words between them left out.

    `is_word` says whether a word is an ordinary one, which a sentence may begin with.
    """
    runs: list[list[LatinWord]] = []
    last_end = -1
    for word in latin_words(text):
        if not _is_name(word, is_word):
            continue
        between = text[last_end : word.start] if last_end >= 0 else "."
        if runs and runs[-1][-1].text.endswith(("'s", "’s", "s'", "s’")):
            between = "."
        if runs and _joins(runs[-1][-1].text, between):
            runs[-1].append(word)
        else:
            runs.append([word])
        last_end = word.end
    return runs


def _joins(word: str, between: str) -> bool:
    """Whether a name goes on behind `word`: small words stand only in the names of bodies and their heads."""
    small = re.findall(r"\w+", between)
    if re.search(r"[^\w\s&-]", between) or not set(small) <= SMALL - {"and"}:
        return False
    return not small or _BODY.fullmatch(word) is not None


def _is_name(word: LatinWord, is_word: Callable[[str], bool]) -> bool:
    if word.is_marked:
        return True
    if not word.is_capital or word.text in {"I", "A"}:
        return False
    if not word.opens:
        return True
    lower = word.text.lower()
    return not (lower in _STARTERS or _ORDINARY.search(lower) or is_word(lower))


_KEY = re.compile(r"[A-Za-z][A-Za-z0-9&.'’]*|\d[\d,.]*\d|\d")
# As similar as a slip of the finger leaves a name.
_SAME_NAME = 0.84
_FUZZY_LENGTH = 5


def name_keys(question: str) -> frozenset[str]:
    """Capitalised words (but for the first), abbreviations and figures, in one spelling.

    Korean has no capitals; of a Korean question these are the words in Latin letters, and the figures.
    """
    found = set()
    for match in _KEY.finditer(question):
        word = match.group()
        is_capital = word[0].isupper() and not _opens_sentence(question, match.start())
        if word[0].isdigit() or any(c.isupper() for c in word[1:]) or is_capital:
            found.add(_plain(word))
    return frozenset(found - _STARTERS)


def known_share(names: Collection[str], text: str) -> float:
    """The share of `names` that occur in `text`, a slip of the finger allowed; 1 where there are none."""
    if not names:
        return 1.0
    words = {_plain(match.group()) for match in _KEY.finditer(text)}
    return sum(1 for name in names if _occurs(name, words)) / len(names)


def _occurs(name: str, words: Collection[str]) -> bool:
    if name in words:
        return True
    if len(name) < _FUZZY_LENGTH or name[0].isdigit():
        return False
    return bool(difflib.get_close_matches(name, words, n=1, cutoff=_SAME_NAME))


def _plain(word: str) -> str:
    word = word.casefold().replace("’", "'").removesuffix("'s").strip(".'")
    if word[:1].isdigit():
        return word.replace(",", "")
    return word.removesuffix("s") if len(word) > 3 else word


def _opens_sentence(text: str, place: int) -> bool:
    return _OPENS.search(text[max(0, place - _LOOK_BACK) : place]) is not None


_KOREAN_BODY = re.compile(
    r"(?:위원회|공사|재단|협회|대학교|대학원|연구소|진흥원|은행|센터|그룹|법원|재판소|학회|공단|의회|연합|당국"
    r"|[가-힣]{2,}(?:부|청|처|원|회|사))$"
)
# Ordinary nouns that end in the same syllables.
_ORDINARY_KOREAN = load_words("ordinary_korean")
# Bounds that the tagger takes for a name together with the ending behind them.
_BOUND = re.compile(r"이상|이하|미만|초과")
_NOUN = ("NN", "SL", "XPN", "XSN", "XR")
_SHORTEST, _BODY_SYLLABLES = 2, 3


class Tagger(Protocol):
    """Tells the morphemes of Korean text."""

    def morphemes(self, text: str) -> list[Morpheme]:
        """Every morpheme of `text`, in order."""


def korean_names(text: str, tagger: Tagger) -> Iterator[tuple[int, int]]:
    """Where the names of `text` stand."""
    for run in _runs(tagger.morphemes(text)):
        whole = text[run[0].start : run[-1].end]
        if _is_body(whole, run):
            yield run[0].start, run[-1].end
            continue
        for each in run:
            if each.tag == "NNP" and len(each.form) >= _SHORTEST and not _BOUND.match(each.form):
                yield each.start, each.end


def _is_body(whole: str, run: Sequence[Morpheme]) -> bool:
    if len(whole) < _BODY_SYLLABLES or _KOREAN_BODY.search(whole) is None or whole in _ORDINARY_KOREAN:
        return False
    return len(run) > 1 or run[0].form not in _ORDINARY_KOREAN


def _runs(morphemes: Sequence[Morpheme]) -> Iterator[list[Morpheme]]:
    """Nouns that are written together, if any of a run is Korean."""
    run: list[Morpheme] = []
    for each in morphemes:
        is_noun = each.tag.startswith(_NOUN) and each.tag != "NNB"
        if run and (not is_noun or each.start != run[-1].end):
            yield run
            run = []
        if is_noun:
            run.append(each)
    if run:
        yield run
