"""What a sentence adds to its evidence by wording: an order of time, a tense, an office, a scope, an undoing.

These rules stand in for a judge of meaning: each finds one word that the share of common words cannot weigh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.text.word_lists import load_patterns
from bot.verification.analysis import AnalyzedText, Said
from ingest.language.hangul import ending_of

_PATTERNS = load_patterns("bot.verification", "wording")
_MARKERS = re.compile(_PATTERNS["markers"], re.IGNORECASE)
_IS_BEFORE = {"before", "sooner", "전", "미리"}
_ALONE = {"sooner", "later", "미리", "나중"}
_KOREAN = {"전", "후"}
_REACH = 6


@dataclass(frozen=True, slots=True)
class Order:
    """A word of order: its direction, the words that it refers to, and the other words of its sentence."""

    words: str
    is_before: bool
    complement: frozenset[str]
    rest: frozenset[str]


def find_added_order(claim: AnalyzedText, evidence: Sequence[AnalyzedText], said: Said) -> str | None:
    """The word by which `claim` puts things in an order that no text of `evidence` gives, if there is one."""
    there = [order for reading in evidence for order in _orders(reading)]
    for order in _orders(claim):
        is_vague = not order.complement and not there
        if not is_vague and not any(_agrees(order, each, said) for each in there):
            return order.words
    return None


def _agrees(order: Order, other: Order, said: Said) -> bool:
    shared = bool(said(order.complement, other.complement))
    if order.is_before is other.is_before:
        return shared or not order.complement or not other.complement
    return not shared and bool(said(order.rest, other.complement))


def _orders(reading: AnalyzedText) -> Iterator[Order]:
    every = frozenset(reading.keys)
    for found in _MARKERS.finditer(reading.text):
        sort = str(found.lastgroup)
        is_alone = sort in _ALONE or reading.text.startswith(",", found.end())
        complement = frozenset() if is_alone else _complement(reading, found, before=sort in _KOREAN)
        yield Order(found.group().strip(), sort in _IS_BEFORE, complement, every - complement)


def _complement(reading: AnalyzedText, found: re.Match[str], *, before: bool) -> frozenset[str]:
    """The words next to a marker on its side."""
    if before:
        keys = [term.key for term in reading.terms if term.start < found.start()][-_REACH:]
    else:
        keys = [term.key for term in reading.terms if term.start >= found.end()][:_REACH]
    return frozenset(keys)


_PLANNED = re.compile(_PATTERNS["planned"])
_DONE = re.compile(_PATTERNS["done"])
_SYLLABLE = re.compile(r"[가-힣](?=다|으[며나]|고|지|는|던|습)")
# The ending ㅆ, as `ending_of` numbers it.
_PAST = 20


class Tense(Enum):
    """Whether a text tells what is planned or what is done."""

    PLANNED = "planned"
    DONE = "done"


def tense_of(text: str) -> Tense | None:
    """The tense of `text`; None where it has both, or neither."""
    is_planned, is_done = _PLANNED.search(text) is not None, _is_done(text)
    if is_planned is is_done:
        return None
    return Tense.PLANNED if is_planned else Tense.DONE


def tenses_differ(sentence: str, evidence: str) -> bool:
    """Whether one of the two tells only what is planned, and the other only what is done."""
    tenses = {tense_of(sentence), tense_of(evidence)}
    return None not in tenses and len(tenses) > 1


def _is_done(text: str) -> bool:
    """Whether a verb stands in the past; in Korean by the sign ㅆ of its stem, but for 있 and 겠."""
    if _DONE.search(text):
        return True
    syllables = (found.group() for found in _SYLLABLE.finditer(text))
    return any(ending_of(each) == _PAST and each not in "있겠" for each in syllables)


_OFFICES = load_patterns("bot.verification", "offices")
_NAMES = tuple(_OFFICES)
_ANY = re.compile(
    "|".join(f"((?<![A-Za-z])(?:{forms})s?(?![A-Za-z]))" for forms in _OFFICES.values()), re.IGNORECASE
)


def offices_in(text: str) -> Iterator[tuple[str, int]]:
    """The offices that `text` names, and where."""
    for found in _ANY.finditer(text):
        yield _NAMES[(found.lastindex or 1) - 1], found.start()


def find_added_office(sentence: str, evidence: str) -> str | None:
    """An office of `sentence` that `evidence` does not name, if there is one."""
    known = {office for office, _ in offices_in(evidence)}
    return next((office for office, _ in offices_in(sentence) if office not in known), None)


_UNDOES = re.compile(_PATTERNS["undoes"], re.IGNORECASE)
_SCOPES = load_patterns("bot.verification", "scopes").values()
_ITSELF = re.compile(_PATTERNS["itself"], re.IGNORECASE)


def find_self_reference(sentence: str, evidence: str) -> str | None:
    """The word by which `sentence` speaks of the assistant, if that is not what `evidence` is about."""
    found = _ITSELF.search(sentence)
    return found.group() if found and found.group().casefold() not in evidence.casefold() else None


def find_undoing(sentence: str, evidence: str) -> str | None:
    """The word by which `sentence` undoes what `evidence` says, if that speaks of no undoing itself."""
    found = _UNDOES.search(sentence)
    return found.group() if found and not _UNDOES.search(evidence) else None


def find_added_scope(sentence: str, evidence: str) -> str | None:
    """The word by which `sentence` narrows, widens or leaves open what `evidence` states plainly."""
    for scope in _SCOPES:
        found = re.search(scope, sentence, re.IGNORECASE)
        if found and not re.search(scope, evidence, re.IGNORECASE):
            return found.group()
    return None
