"""What of a claim its grounds must bear out, one check for each way in which a sentence can be wrong.

Each check looks at a claim beside its grounds and names its fault, or none; the first fault is the verdict.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.verification.binding import Binding
from bot.verification.comparison import Comparison, Fault
from bot.verification.completing import figures_missing
from bot.verification.models import Reason
from bot.verification.offices import office_added_by
from bot.verification.ordering import order_added_by
from bot.verification.overreach import itself_in, scope_added_by, undone_by
from bot.verification.polarity import clauses_of, contradicts
from bot.verification.quotations import missing_quotations
from bot.verification.tense import tense_is_other

Check = Callable[[Comparison], Fault | None]

# The least share of its words that its grounds must say, within a language and across two. On the planted
# sentences, 82.1 % of the subtle faults (70.5 % without) and 16.0 % of the right ones (13.3 %) are withheld.
_LEAST_SAID, _LEAST_SAID_ACROSS = 0.6, 0.3
# A quotation of more words must stand to the letter; a shorter one is a name or a term.
_TERM_WORDS = 2


def checks(binding: Binding) -> tuple[Check, ...]:
    """The checks in their order: what is plain first, what is weighed last."""
    return (
        _quotations,
        _figures,
        _names,
        binding.fault,
        _negation,
        _order,
        _tense,
        _offices,
        _scope,
        _coverage,
    )


def _quotations(compared: Comparison) -> Fault | None:
    missing = missing_quotations(compared.claim.text, compared.told)
    lost = [quote for quote in missing if not compared.across or len(quote.split()) > _TERM_WORDS]
    return (Reason.QUOTATION, lost[0]) if lost else None


def _figures(compared: Comparison) -> Fault | None:
    facts = figures_missing(compared)
    return (Reason.FIGURE, facts[0].words) if facts else None


def _names(compared: Comparison) -> Fault | None:
    return (Reason.NAME, compared.missing_names[0]) if compared.missing_names else None


def _negation(compared: Comparison) -> Fault | None:
    claim, told = compared.claim, compared.told
    denials = [clause for reading in compared.readings for clause in clauses_of(reading.without_parts())]
    if contradicts(clauses_of(claim.reading), denials, compared.said):
        return Reason.NEGATION, ""
    undone = undone_by(claim.text, told)
    return None if undone is None else (Reason.NEGATION, undone)


def _order(compared: Comparison) -> Fault | None:
    added = order_added_by(compared.claim.reading, compared.readings, compared.said)
    return None if added is None else (Reason.UNSUPPORTED, added)


def _tense(compared: Comparison) -> Fault | None:
    return (Reason.UNSUPPORTED, "") if tense_is_other(compared.claim.text, compared.told) else None


def _offices(compared: Comparison) -> Fault | None:
    office = office_added_by(compared.claim.text, f"{compared.told}\n{compared.scope.place}")
    return None if office is None else (Reason.NAME, office)


def _scope(compared: Comparison) -> Fault | None:
    text, told = compared.claim.text, compared.told
    foreign = itself_in(text, told) or scope_added_by(text, told)
    return None if foreign is None else (Reason.UNSUPPORTED, foreign)


def _coverage(compared: Comparison) -> Fault | None:
    least = _LEAST_SAID_ACROSS if compared.across else _LEAST_SAID
    said = compared.coverage
    return None if said.share >= least else (Reason.UNSUPPORTED, " ".join(said.unsaid))
