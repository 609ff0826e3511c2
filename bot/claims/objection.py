"""Finds the ground that says otherwise of the same thing as a claim, which is rarer than one that lacks it.

A ground contradicts a claim only by itself, in the claim's own language, where it says every telling word
and every name of it, little else in the same clause, and one figure that leaves no room for the claim's, or a
denial where the claim has none. Where any other ground has the claim's figure, the documents disagree, and
nothing is contradicted. Another name contradicts nothing: who signed with one may have signed with another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.claims.denial import deny_each_other
from bot.claims.facing import Facing
from bot.text.figures import Fact, missing_facts
from bot.text.figures.matching import exclude_each_other
from bot.verification.choosing import Choice
from bot.verification.claim import Claim
from bot.verification.clauses import clause_spans
from bot.verification.comparison import Comparison
from bot.verification.models import Reason
from bot.verification.polarity import denies_in
from bot.verification.prepared import Prepared

# So many of the nearest grounds are looked at.
_NEAREST = 8
# How much of the claim's words the ground must say, and of the ground's clause the claim.
_SAID, _SAID_BACK = 0.9, 0.6
# A ground that has the claim's figure and says so much of it speaks for the claim.
_ABOUT_THE_SAME = 0.6


@dataclass(frozen=True, slots=True)
class Objection:
    """A ground that says otherwise; `words` are those of it that do, empty for a denial."""

    compared: Comparison
    reason: Reason
    words: str


def objection_to(claim: Claim, prepared: Prepared) -> Objection | None:
    """The nearest ground of the sources that contradicts the claim, if there is one."""
    choice = Choice.of(claim, prepared.units, sorted(prepared.units.numbers))
    for compared in _nearest(choice, prepared):
        if not _is_about_the_same(compared):
            continue
        fault = next((fault for check in prepared.checks if (fault := check(compared))), None)
        if fault is None:
            return None
        facing = Facing.of(compared, prepared.reader)
        if fault[0] is Reason.FIGURE:
            figure = _other_figure(facing)
            if figure is not None and not _stands_elsewhere(choice, prepared):
                return Objection(compared, Reason.FIGURE, figure.words)
        if fault[0] is Reason.NEGATION and deny_each_other(facing):
            return Objection(compared, Reason.NEGATION, "")
    return None


def _nearest(choice: Choice, prepared: Prepared) -> Iterator[Comparison]:
    own = [i for i in choice.open if choice.units.korean[i] is choice.claim.is_korean]
    for i in sorted(own, key=lambda i: -choice.near[i])[:_NEAREST]:
        yield Comparison(choice.claim, choice.chosen([i]), choice.units, prepared.names)


def _is_about_the_same(compared: Comparison) -> bool:
    return compared.coverage.share >= _SAID and not compared.missing_names


def _other_figure(facing: Facing) -> Fact | None:
    """The one figure of the ground that leaves no room for the one figure of the claim that it lacks."""
    claim, words = facing.compared.claim, facing.ground.text
    missing = [fact for fact in missing_facts(claim.text, facing.compared.told) if not fact.prose]
    if len(missing) != 1 or denies_in(claim.text) is not denies_in(words):
        return None
    others = [fact for fact in missing_facts(words, claim.text) if fact.kind is missing[0].kind]
    if len(others) != 1 or not exclude_each_other(missing[0], others[0]):
        return None
    clause = next((span for span in clause_spans(words) if span[0] <= others[0].start < span[1]), None)
    return others[0] if facing.said_back(clause) >= _SAID_BACK else None


def _stands_elsewhere(choice: Choice, prepared: Prepared) -> bool:
    """Whether some ground about the same has all figures of the claim: then the documents disagree."""
    return any(
        choice.chosen([i]).coverage.share >= _ABOUT_THE_SAME
        and not missing_facts(choice.claim.text, prepared.units.grounds[i].told)
        for i in choice.open
    )
