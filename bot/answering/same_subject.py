"""Tells whether two sentences speak of the same thing, surely or so that nothing says otherwise.

Sure means: one language, whole sentences, the same names, the same telling words, nothing that turns the
sense of one alone (a total, a plan, an annual figure, a denial). What is not sure is taken for another thing.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering.names import names_in
from bot.answering.telling_words import leans, telling_words, turns_in
from bot.answering.wanted_facts import Told
from bot.language import written_in
from bot.models import Evidence
from bot.text.figures import DateParts, Fact, Kind, facts_in
from bot.text.figures.matching import covers
from bot.verification.places import places_in
from bot.verification.polarity import denies_in
from bot.verification.tense import tense_is_other, tense_of
from ingest.models import UnitKind

_DATES = {Kind.DATE, Kind.TIME}
# Facts that say of when, or of which of several, a figure is told.
_TELL_WHICH = {Kind.DATE, Kind.TIME, Kind.ORDINAL, Kind.SECTION, Kind.NAME}
# So many telling words in common may name a thing, and within so many words a sentence names its subject.
_ENOUGH = 2
_OPENING = 5


@dataclass(frozen=True, slots=True)
class Saying:
    """A piece of evidence with what it tells."""

    evidence: Evidence
    told: Told

    @property
    def words(self) -> frozenset[str]:
        """The telling words of the quote, without its figures and dates."""
        return telling_words(self.bare)

    @property
    def bare(self) -> str:
        """The quote with blanks for its figures and dates."""
        text = self.evidence.quote
        for fact in self.told.facts:
            text = text[: fact.start] + " " * (fact.end - fact.start) + text[fact.end :]
        return text

    @property
    def scene(self) -> str:
        """The title and headings above it."""
        return "\n".join((self.evidence.passage.title, *self.evidence.passage.chunk.section))

    def besides(self, rival: Fact) -> set[tuple[object, ...]]:
        """What it tells besides a fact: of a date all the rest, of a figure when and of which of several."""
        kinds = set(Kind) if rival.kind in _DATES else _TELL_WHICH
        others = [fact for fact in self.told.facts if fact != rival and fact.kind in kinds]
        return {(fact.kind, fact.value, fact.unit) for fact in others}


def are_in_one_language(one: Evidence, other: Evidence) -> bool:
    """Whether both quotes are in English, or both in Korean."""
    return written_in(one.quote) is written_in(other.quote)


def may_be_same(one: Saying, other: Saying, question: str) -> bool:
    """Whether nothing says that two sentences which tell the same figures tell them of different things.

    Across languages words cannot be compared. Within one, what the question names the other has to name too.
    """
    quotes = one.evidence.quote, other.evidence.quote
    if denies_in(quotes[0]) is not denies_in(quotes[1]) or tense_is_other(*quotes):
        return False
    if any(_clash(kind, one, other) for kind in _TELL_WHICH):
        return False
    if not are_in_one_language(one.evidence, other.evidence):
        return True
    is_within = one.words <= other.words or other.words <= one.words
    is_like = is_within or len(one.words & other.words) >= _ENOUGH
    return is_like and _same_of_question(one, other, question)


def same_subject(one: Saying, other: Saying, rivals: tuple[Fact, Fact], question: str) -> bool:
    """Whether two sentences surely tell the two `rivals`, a fact of each, of the same thing."""
    quotes = one.evidence.quote, other.evidence.quote
    return (
        _stands_alone(one.evidence)
        and _stands_alone(other.evidence)
        and are_in_one_language(one.evidence, other.evidence)
        and denies_in(quotes[0]) is denies_in(quotes[1])
        and _tenses_agree(*quotes, is_date=rivals[0].kind in _DATES)
        and turns_in(one.bare) == turns_in(other.bare)
        and _names(one.bare) == _names(other.bare)
        and one.besides(rivals[0]) == other.besides(rivals[1])
        and _may_share_a_scene(one.scene, other.scene)
        and _same_words(one, other)
        and _name_their_subject(one, other, rivals)
        and _same_of_question(one, other, question)
    )


def _clash(kind: Kind, one: Saying, other: Saying) -> bool:
    """Whether both tell facts of a kind that is not wanted, and none of them is the other's."""
    facts = [
        [fact for fact in each.told.facts if fact.kind is kind and fact not in each.told.wanted]
        for each in (one, other)
    ]
    return all(facts) and not any(
        covers(left, right) or covers(right, left) for left in facts[0] for right in facts[1]
    )


def _same_of_question(one: Saying, other: Saying, question: str) -> bool:
    """Whether both name the same of what the question names, in themselves or in title and headings."""
    asked = telling_words(question)
    named = [asked & telling_words(f"{each.scene}\n{each.evidence.quote}") for each in (one, other)]
    return named[0] == named[1]


def _stands_alone(evidence: Evidence) -> bool:
    """Whether it is one whole sentence that names what it speaks of."""
    is_sentence = len(evidence.units) == 1 and evidence.units[0].kind is UnitKind.SENTENCE
    return is_sentence and not leans(evidence.quote)


def _tenses_agree(one: str, other: str, *, is_date: bool) -> bool:
    """Whether both tell what is planned or what is done; a date is the same whether it "is" or "will be"."""
    return not tense_is_other(one, other) if is_date else tense_of(one) is tense_of(other)


def _names(text: str) -> frozenset[str]:
    """The names of a sentence, and its countries and cities, but not its figures."""
    named = {name for name in names_in(text) if not name[0].isdigit()}
    return frozenset(named | {f"@{each.place}" for each in places_in(text)})


def _may_share_a_scene(one: str, other: str) -> bool:
    """Whether not each names a year, nor each a country or city, that the other does not."""
    years = _years(one), _years(other)
    places = [{each.place for each in places_in(scene)} for scene in (one, other)]
    return not any(left - right and right - left for left, right in (years, places))


def _years(text: str) -> set[int]:
    values = [fact.value for fact in facts_in(text)]
    return {value.year for value in values if isinstance(value, DateParts) and value.year is not None}


def _same_words(one: Saying, other: Saying) -> bool:
    """Whether the telling words are the same, but for those that the other's title or heading has."""
    left, right = one.words - other.words, other.words - one.words
    return left <= telling_words(other.scene) and right <= telling_words(one.scene)


def _name_their_subject(one: Saying, other: Saying, rivals: tuple[Fact, Fact]) -> bool:
    """Whether it is the same city that both call "the city".

    So where both begin with the same name, or share a word that the titles or headings of both have.
    """
    openings = [
        _names(" ".join(each.bare[: rival.start].split()[:_OPENING]))
        for each, rival in zip((one, other), rivals, strict=True)
    ]
    scenes = telling_words(one.scene) & telling_words(other.scene)
    return bool(openings[0] & openings[1] or one.words & other.words & scenes)
