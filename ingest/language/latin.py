"""Words and numbers of every script but Hangul; the only file that knows PyStemmer.

English words are stemmed (Snowball's English stemmer), and function words are told apart. Capitals decide
where a function word is also a name: "WHO" and "IT" count, "who" and "it" do not. Chinese and Japanese, which
write no spaces, become pairs of characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import Stemmer  # type: ignore[import-not-found]  # compiled, no types

Stem = Callable[[str], str]

# In order: a sum with its currency sign, a power of ten, a number, a run of Han or kana, a word.
SPAN = re.compile(
    r"(?P<money>[A-Za-z]{0,3}[$€£¥₩]\s?\d+(?:[.,]\d+)*)|"
    r"(?P<number>\d+\^\d+|\d+(?:[.,]\d+)+|\d+(?![A-Za-z]))|"
    r"(?P<han>[\u3040-\u30ff\u3400-\u9fff]+)|"
    r"(?P<word>(?:(?![\uac00-\ud7a3\u3131-\u318e\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff])[^\W_])+"
    r"(?:['’.](?=[A-Za-z])[A-Za-z]+)*)"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SUFFIX = re.compile(r"['’](?:s|re|ve|ll|d|m)$")
_NEGATED = re.compile(r"n['’]t$")
_PLURAL_NAME = re.compile(r"(?<=[A-Z]{2})s$")
_ENGLISH = """
    a about above after again against all am an and any are as at be because been before being below
    between both but by can could did do does doing down during each few for from further had has have
    having he her here hers him his how i if in into is it its just may me might more most must my no nor
    not now of off on once only or other our out over own same shall she should so some such than that the
    their them then there these they this those through to too under until up very was we were what when
    where which while who whom whose why will with would you your
"""
_FUNCTION_WORDS = frozenset(_ENGLISH.split())
# Forms that a stemmer does not bring to their base, since they change inside. Left out are those that are
# another word as well, as they often are in these documents: "found" (to set up), "left", "lives", "won".
_IRREGULAR = """
arise arose arisen | bear borne | beat beaten | become became | begin began begun | break broke broken
bring brought | build built | rebuild rebuilt | buy bought | catch caught | choose chose chosen | come came
overcome overcame | deal dealt | draw drew drawn | withdraw withdrew withdrawn | drive drove driven
eat ate eaten | fall fell fallen | feel felt | fight fought | fly flew flown | forbid forbade forbidden
forget forgot forgotten | freeze froze frozen | get got gotten | give gave given | go went gone
undergo underwent undergone | grow grew grown | hear heard | hide hid hidden | hold held | uphold upheld
withhold withheld | keep kept | know knew known | lay laid | lead led | mislead misled | lend lent | lose lost
make made | mean meant | meet met | pay paid | repay repaid | ride rode ridden | rise rose risen | run ran
say said | see saw seen | foresee foresaw foreseen | oversee oversaw overseen | seek sought | sell sold
send sent | shake shook shaken | show shown | shrink shrank shrunk | sink sank sunk | sit sat | sleep slept
speak spoke spoken | spend spent | stand stood | understand understood | steal stole stolen | stick stuck
strike struck | swear swore sworn | take took taken | overtake overtook overtaken
undertake undertook undertaken | teach taught | tell told | think thought | throw threw thrown
wear wore worn | write wrote written | rewrite rewrote rewritten | underwrite underwrote underwritten
child children | man men | woman women | analysis analyses | crisis crises | criterion criteria | half halves
hypothesis hypotheses | index indices | matrix matrices | phenomenon phenomena | shelf shelves
"""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared; a function word alone says nothing, but counts in a pair ("how many")."""

    text: str
    is_function: bool = False


def latin_words(match: re.Match[str], stem: Stem, *, capitals_tell: bool) -> Iterator[Word]:
    """The words of one match of SPAN; `capitals_tell` is false where a text is written in capitals only."""
    text = match.group()
    if match.lastgroup == "money":
        yield from _money(text)
    elif match.lastgroup == "number":
        yield Word(_THOUSANDS.sub("", text))
    elif match.lastgroup == "han":
        yield from (Word(text[i : i + 2]) for i in range(max(1, len(text) - 1)))
    else:
        yield from _word(text, stem, capitals_tell=capitals_tell)


def _money(text: str) -> Iterator[Word]:
    """The sum with its sign and the bare number, so that "$1" and "S$1" still meet in the number."""
    whole = _THOUSANDS.sub("", "".join(text.split())).casefold()
    yield Word(whole)
    yield Word(re.split(r"[$€£¥₩]", whole)[-1])


def _word(text: str, stem: Stem, *, capitals_tell: bool) -> Iterator[Word]:
    bare = _PLURAL_NAME.sub("", _SUFFIX.sub("", _NEGATED.sub("", text)))
    is_name = capitals_tell and len(bare) > 1 and bare.isupper()
    folded = bare.replace(".", "").casefold()
    if not folded.isascii():
        folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    if folded in _FUNCTION_WORDS and not is_name:
        yield Word(folded, is_function=True)
    elif folded:
        yield Word(stem(folded))


def english_stem() -> Stem:
    """A stemmer of its own for each caller, since PyStemmer's objects must not be shared between threads."""
    stem: Stem = Stemmer.Stemmer("english").stemWord
    return stem


def base_stem() -> Stem:
    """As `english_stem`, of irregular forms the stem of their base."""
    stem = english_stem()
    return lambda word: stem(_BASES.get(word, word))


def _bases(table: str) -> dict[str, str]:
    lines = (entry.split() for line in table.strip().split("\n") for entry in line.split("|"))
    return {form: base for base, *forms in lines for form in forms}


_BASES = _bases(_IRREGULAR)
