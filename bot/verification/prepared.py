"""Judges sentences against sources that were read before: the order of the checks stands here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.language import language_of
from bot.models import Evidence, Language
from bot.verification.binding import Binding
from bot.verification.choosing import Choice, Chosen
from bot.verification.claim import Claim
from bot.verification.coverage import Coverage, covered
from bot.verification.facts import Fact, facts_in, missing_facts
from bot.verification.markers import cited
from bot.verification.markup import leads_out, without_markup
from bot.verification.models import Reason, Stands, Verdict, Withheld
from bot.verification.names import Names, Scope
from bot.verification.overreach import added_by, itself_in, scope_added_by, undone_by
from bot.verification.places import places_in
from bot.verification.polarity import clauses_of, contradicts, reverses_order
from bot.verification.quotations import missing_quotations, without_quotations
from bot.verification.reading import Reader
from bot.verification.statement import is_statement
from bot.verification.support import Signs, Support
from bot.verification.units import Units
from ingest.embedding.embedder import Embedder

_LIKELY = 0.5
# Telling words and figures; fewer state nothing.
_LEAST_WORDS = 2
# Who cites everything points to nothing.
_MOST_CITED = 4
# A quotation of more words must stand to the letter; a shorter one is a name or a term.
_TERM_WORDS = 2
# How many further grounds may be fetched for figures that the first ones do not have.
_FETCHED = 2

Fault = tuple[Reason, str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The units of an answer's sources, and what judges sentences against them."""

    units: Units
    reader: Reader
    embedder: Embedder
    names: Names
    binding: Binding
    support: Support

    def verify(self, sentence: str, language: Language) -> Verdict:
        """The verdict on one sentence as the model wrote it, with its citation marks and markup."""
        found = cited(sentence)
        if leads_out(found.text):
            return Withheld(sentence, Reason.NO_STATEMENT, "a link or a tag")
        text = without_markup(found.text)
        fault = self._fault_before(text, found.numbers, language)
        if fault is not None:
            return Withheld(sentence, *fault)
        claim = Claim.read(text, self.reader, self.names, self.embedder)
        if len(set(claim.reading.keys)) + len(claim.facts) < _LEAST_WORDS:
            return Withheld(sentence, Reason.NO_STATEMENT)
        choice = Choice.of(claim, self.units, found.numbers)
        first: Fault | None = None
        for start in choice.sets():
            chosen = self._completed(choice, start)
            fault = self._fault(claim, chosen)
            if fault is None:
                return Stands(text, self._evidence(chosen, found.numbers))
            first = first or fault
        return Withheld(sentence, *(first or (Reason.UNSUPPORTED, "")))

    def _fault_before(self, text: str, numbers: Sequence[int], language: Language) -> Fault | None:
        """What is wrong with it whatever its evidence says."""
        if not is_statement(text):
            return Reason.NO_STATEMENT, ""
        if not numbers:
            return Reason.UNCITED, ""
        if len(numbers) > _MOST_CITED:
            return Reason.UNCITED, f"{len(numbers)} sources"
        unknown = [number for number in numbers if number not in self.units.numbers]
        if unknown:
            return Reason.NO_SUCH_SOURCE, str(unknown[0])
        if language_of(without_quotations(text)) is not language:
            return Reason.LANGUAGE, ""
        return None

    def _completed(self, choice: Choice, chosen: Chosen) -> Chosen:
        """The set with the grounds of figures and names that it has not, where those are about the same."""
        for _ in range(_FETCHED):
            lost = self._lost(choice.claim, chosen)
            if lost is None:
                break
            bearer = self._bearer(choice, chosen, *lost)
            if bearer is None or bearer in chosen.members:
                break
            chosen = choice.chosen([*chosen.members, bearer])
        return chosen

    def _bearer(self, choice: Choice, chosen: Chosen, place: int, words: str, is_fact: bool) -> int | None:
        def has(number: int) -> bool:
            return not self._is_lost(choice, number, words)

        if is_fact:
            return choice.bearer(place, chosen.members, has)
        bearer = choice.name_bearer(place, has)
        if bearer is None and not places_in(words) and not self._have_rivals(choice.claim, chosen.members):
            return choice.beside(chosen.members, has)
        return bearer

    def _have_rivals(self, claim: Claim, members: Sequence[int]) -> bool:
        """Whether the grounds speak of somebody or something by name that the claim does not name."""
        for i in members:
            reading, words = self.units.told[i], self.units.grounds[i].words
            told = reading.text[len(reading.text) - len(words) :]
            offset = len(reading.text) - len(told)
            spans = [(start + offset, end + offset) for start, end in self.names.spans(told)]
            facts = [(fact.start, fact.end) for fact in facts_in(reading.text)]
            marked = reading.without_parts().without(facts).within(spans)
            named = {key for key in marked if not key.startswith("@")}
            if named - set(claim.reading.keys):
                return True
        return False

    def _lost(self, claim: Claim, chosen: Chosen) -> tuple[int, str, bool] | None:
        """The first figure or name that the set has not: where, its words, and whether it is a figure."""
        told = self._told(chosen.members)
        facts = _missing(claim.text, told)
        if facts:
            return facts[0].start, facts[0].words, True
        names = self.names.missing(claim.text, self._scope(chosen, told))
        return (max(0, claim.text.find(names[0])), names[0], False) if names else None

    def _is_lost(self, choice: Choice, number: int, words: str) -> bool:
        chosen, told = choice.chosen([number]), self._told([number])
        return words in [fact.words for fact in _missing(choice.claim.text, told)] or words in (
            self.names.missing(choice.claim.text, self._scope(chosen, told))
        )

    def _fault(self, claim: Claim, chosen: Chosen) -> Fault | None:
        """What of the claim the chosen grounds do not hold."""
        told = self._told(chosen.members)
        quote = next(iter(_misquoted(claim, told, across=chosen.across)), None)
        if quote is not None:
            return Reason.QUOTATION, quote
        facts = _missing(claim.text, told)
        if facts:
            return Reason.FIGURE, facts[0].words
        names = self.names.missing(claim.text, self._scope(chosen, told))
        if names:
            return Reason.NAME, names[0]
        readings = [self.units.told[i] for i in chosen.members]
        swap = self.binding.swapped(claim.reading, readings, across=chosen.across)
        if swap is not None:
            return (Reason.NAME, swap.key) if swap.fact is None else (Reason.FIGURE, swap.fact.words)
        if self._contradicts(claim, chosen) or reverses_order(claim.text, told):
            return Reason.NEGATION, ""
        undone = undone_by(claim.text, told)
        if undone is not None:
            return Reason.NEGATION, undone
        coverage = self._coverage(claim, chosen)
        foreign = itself_in(claim.text, told) or scope_added_by(claim.text, told)
        if foreign is not None:
            return Reason.UNSUPPORTED, foreign
        added = None if chosen.across else added_by(self._telling(claim), coverage.unsaid)
        if added is not None:
            return Reason.UNSUPPORTED, added
        if self.support.probability(claim.text, told, _signs(coverage, chosen)) < _LIKELY:
            return Reason.UNSUPPORTED, " ".join(coverage.unsaid)
        return None

    def _coverage(self, claim: Claim, chosen: Chosen) -> Coverage:
        """How far the words of the claim are said, but for the names, which are known by now."""
        words = [key for key in claim.reading.keys if key not in claim.named]
        read = [each[i] for each in (self.units.told, self.units.place) for i in chosen.members]
        return covered(words, read, self.units.lexicon)

    def _telling(self, claim: Claim) -> list[list[str]]:
        """For each clause of the claim its words that are neither general nor of a name."""
        idle = claim.named | self.units.lexicon.general
        return [[key for key in claim.keys_in(*clause) if key not in idle] for clause in claim.clauses]

    def _told(self, members: Sequence[int]) -> str:
        return "\n".join(self.units.grounds[i].told for i in members)

    def _scope(self, chosen: Chosen, told: str) -> Scope:
        place = "\n".join(dict.fromkeys(self.units.grounds[i].place for i in chosen.members))
        readings = [each[i] for each in (self.units.told, self.units.place) for i in chosen.members]
        return Scope(told, place, frozenset().union(*(each.keys for each in readings)))

    def _contradicts(self, claim: Claim, chosen: Chosen) -> bool:
        told = [clause for i in chosen.members for clause in clauses_of(self.units.told[i].without_parts())]
        return contradicts(clauses_of(claim.reading), told, self.units.lexicon.said)

    def _evidence(self, chosen: Chosen, numbers: Sequence[int]) -> tuple[Evidence, ...]:
        order = {number: at for at, number in enumerate(numbers)}
        grounds = sorted(
            (self.units.grounds[i] for i in chosen.members), key=lambda each: (order[each.number], each.order)
        )
        return tuple(replace(ground.evidence, score=chosen.coverage.share) for ground in grounds)


def _misquoted(claim: Claim, told: str, *, across: bool) -> list[str]:
    missing = missing_quotations(claim.text, told)
    return [quote for quote in missing if not across or len(quote.split()) > _TERM_WORDS]


def _signs(coverage: Coverage, chosen: Chosen) -> Signs:
    unsaid = (1 - coverage.share) * coverage.weight
    return Signs(coverage.share, unsaid, chosen.nearness, chosen.margin, chosen.across)


def _missing(sentence: str, told: str) -> list[Fact]:
    """The figures that `told` does not hold; "one" as an article ("one of them") is none."""
    return [fact for fact in missing_facts(sentence, told) if not (fact.prose and fact.value == 1)]
