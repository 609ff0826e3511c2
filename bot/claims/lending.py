"""Tells whether a ground is among those of a claim for a name alone, of which it says nothing else.

"IITP and HTX agreed to cooperate" must not rest on an agreement of HTX and a sentence on what IITP is.
"""

from __future__ import annotations

from dataclasses import replace

from bot.text.figures import missing_facts
from bot.verification.comparison import Comparison
from bot.verification.coverage import covered


def lends_a_name(compared: Comparison) -> bool:
    """Whether a ground could go, and only a name of the claim would go with it."""
    return any(_says_nothing_else(compared, member) for member in compared.chosen.members)


def _says_nothing_else(compared: Comparison, member: int) -> bool:
    rest = tuple(each for each in compared.chosen.members if each != member)
    if not rest:
        return False
    without = replace(compared, chosen=replace(compared.chosen, members=rest))
    words = [key for key in compared.claim.reading.keys if key not in compared.claim.named]
    lexicon = compared.units.lexicon
    has_all = (
        covered(words, without.readings, lexicon).said >= covered(words, compared.readings, lexicon).said
    )
    if not has_all or missing_facts(compared.claim.text, without.told):
        return False
    return bool(without.missing_names)
