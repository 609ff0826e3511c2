"""Judges sentences against sources that were read before: the order of the checks stands here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.language import language_of
from bot.models import Evidence, Language
from bot.verification.choosing import Chosen, choose
from bot.verification.facts import missing_facts
from bot.verification.markers import cited
from bot.verification.markup import without_markup
from bot.verification.models import Reason, Stands, Verdict, Withheld
from bot.verification.names import Names, Scope
from bot.verification.polarity import clauses_of, contradicts
from bot.verification.quotations import missing_quotations, without_quotations
from bot.verification.statement import is_statement
from bot.verification.support import Signs, Support
from bot.verification.units import Claim, Units

_LIKELY = 0.5
_LEAST_WORDS = 2
# A quotation of more words must stand to the letter; a shorter one is a name or a term.
_TERM_WORDS = 2


@dataclass(frozen=True, slots=True)
class Prepared:
    """The units of an answer's sources, and what judges sentences against them."""

    units: Units
    names: Names
    support: Support

    def verify(self, sentence: str, language: Language) -> Verdict:
        """The verdict on one sentence as the model wrote it, with its citation marks and markup."""
        found = cited(sentence)
        text = without_markup(found.text)
        failed = self._before(text, found.numbers, language)
        if failed is not None:
            return Withheld(sentence, *failed)
        claim = self.units.claim(text)
        if len(set(claim.words.tokens)) < _LEAST_WORDS:
            return Withheld(sentence, Reason.NO_STATEMENT)
        failed = None
        for chosen in choose(claim, self.units, found.numbers):
            fault = self._fault(claim, chosen)
            if fault is None:
                return Stands(text, self._evidence(chosen, found.numbers))
            failed = failed or fault
        return Withheld(sentence, *(failed or (Reason.UNSUPPORTED, "")))

    def _before(self, text: str, numbers: Sequence[int], language: Language) -> tuple[Reason, str] | None:
        """What is wrong with it whatever its evidence says."""
        if not is_statement(text):
            return Reason.NO_STATEMENT, ""
        if not numbers:
            return Reason.UNCITED, ""
        unknown = [number for number in numbers if number not in self.units.numbers]
        if unknown:
            return Reason.NO_SUCH_SOURCE, str(unknown[0])
        if language_of(without_quotations(text)) is not language:
            return Reason.LANGUAGE, ""
        return None

    def _fault(self, claim: Claim, chosen: Chosen) -> tuple[Reason, str] | None:
        """What of the claim the chosen grounds do not hold."""
        grounds = [self.units.grounds[i] for i in chosen.members]
        told = "\n".join(ground.told for ground in grounds)
        place = "\n".join(dict.fromkeys(ground.place for ground in grounds))
        tokens = frozenset().union(
            *(each[i].tokens for each in (self.units.told, self.units.place) for i in chosen.members)
        )
        quote = next(iter(self._misquoted(claim, told, across=chosen.across)), None)
        if quote is not None:
            return Reason.QUOTATION, quote
        facts = missing_facts(claim.text, told)
        if facts:
            return Reason.FIGURE, facts[0].words
        names = self.names.missing(claim.text, Scope(told, place, tokens))
        if names:
            return Reason.NAME, names[0]
        if self._contradicts(claim, told):
            return Reason.NEGATION, ""
        if self.support.probability(claim.text, told, _signs(chosen)) < _LIKELY:
            return Reason.UNSUPPORTED, " ".join(chosen.coverage.unsaid)
        return None

    def _misquoted(self, claim: Claim, told: str, *, across: bool) -> list[str]:
        missing = missing_quotations(claim.text, told)
        if across:
            return [quote for quote in missing if len(quote.split()) > _TERM_WORDS]
        return missing

    def _contradicts(self, claim: Claim, told: str) -> bool:
        tokens, said = self.units.tokeniser.tokenise, self.units.lexicon.said
        return contradicts(clauses_of(claim.text, tokens), clauses_of(told, tokens), said)

    def _evidence(self, chosen: Chosen, numbers: Sequence[int]) -> tuple[Evidence, ...]:
        order = {number: at for at, number in enumerate(numbers)}
        grounds = sorted(
            (self.units.grounds[i] for i in chosen.members), key=lambda g: (order[g.number], g.order)
        )
        return tuple(replace(ground.evidence, score=chosen.coverage.share) for ground in grounds)


def _signs(chosen: Chosen) -> Signs:
    coverage = chosen.coverage
    return Signs(
        coverage.share, coverage.lost, len(coverage.unsaid), chosen.nearness, chosen.margin, chosen.across
    )
