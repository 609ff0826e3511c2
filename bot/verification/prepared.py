"""Judges sentences against sources that were read before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.models import Evidence, Language
from bot.text.language import language_of
from bot.verification.checks import Check
from bot.verification.choosing import Choice
from bot.verification.claim import Claim
from bot.verification.comparison import Comparison, Fault
from bot.verification.completing import Completing
from bot.verification.markers import cited
from bot.verification.markup import leads_out, without_markup
from bot.verification.models import Reason, Stands, Verdict, Withheld
from bot.verification.names import Names
from bot.verification.quotations import without_quotations
from bot.verification.reading import Reader
from bot.verification.statement import is_statement
from bot.verification.units import Units
from ingest.embedding.embedder import Embedder

# Telling words and figures; fewer state nothing.
_LEAST_WORDS = 2
# Who cites everything points to nothing.
_MOST_CITED = 4


@dataclass(frozen=True, slots=True)
class Prepared:
    """The units of an answer's sources, and what judges sentences against them."""

    units: Units
    reader: Reader
    embedder: Embedder
    names: Names
    checks: Sequence[Check]

    def verify(self, sentence: str, language: Language) -> Verdict:
        """The verdict on one sentence as the model wrote it, with its citation marks and markup."""
        found = cited(sentence)
        if leads_out(found.text):
            return Withheld(sentence, Reason.NO_STATEMENT, "a link or a tag")
        text = without_markup(found.text)
        fault = self._fault_before(text, found.numbers, language)
        if fault is not None:
            return Withheld(sentence, *fault)
        claim = self.read(text)
        if claim is None:
            return Withheld(sentence, Reason.NO_STATEMENT)
        first: Fault | None = None
        for compared, fault in self.trials(claim, found.numbers):
            if fault is None:
                return Stands(text, evidence_of(compared, found.numbers))
            first = first or fault
        return Withheld(sentence, *(first or (Reason.UNSUPPORTED, "")))

    def read(self, text: str) -> Claim | None:
        """A sentence without marks and markup as it is compared; None where it states too little."""
        claim = Claim.read(text, self.reader, self.names, self.embedder)
        return claim if len(set(claim.reading.keys)) + len(claim.facts) >= _LEAST_WORDS else None

    def trials(self, claim: Claim, numbers: Sequence[int]) -> Iterator[tuple[Comparison, Fault | None]]:
        """The claim beside each set of grounds in these sources that it may rest on, and its fault there.

        The likeliest set comes first.
        """
        choice = Choice.of(claim, self.units, numbers)
        completing = Completing(choice, self.units, self.names)
        for chosen in choice.sets():
            compared = completing.completed(chosen)
            yield compared, next((fault for check in self.checks if (fault := check(compared))), None)

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


def evidence_of(compared: Comparison, numbers: Sequence[int]) -> tuple[Evidence, ...]:
    """The grounds as evidence, in the order in which `numbers` name their sources."""
    order = {number: at for at, number in enumerate(numbers)}
    grounds = sorted(compared.grounds, key=lambda each: (order[each.number], each.order))
    return tuple(replace(ground.evidence, score=compared.chosen.coverage.share) for ground in grounds)
