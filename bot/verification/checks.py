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
from bot.verification.overreach import added_by, itself_in, scope_added_by, undone_by
from bot.verification.polarity import clauses_of, contradicts
from bot.verification.predicates import predicates_in
from bot.verification.quotations import missing_quotations
from bot.verification.support import Signs, Support
from bot.verification.tense import tense_is_other

Check = Callable[[Comparison], Fault | None]

_LIKELY = 0.5
# A quotation of more words must stand to the letter; a shorter one is a name or a term.
_TERM_WORDS = 2


def checks(binding: Binding, support: Support) -> tuple[Check, ...]:
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
        _additions,
        lambda compared: _support(compared, support),
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


def _additions(compared: Comparison) -> Fault | None:
    """What is done has to be said, and so has every other telling word, but for one across languages."""
    lexicon, claim, unsaid = compared.units.lexicon, compared.claim, compared.coverage.unsaid
    done = set(predicates_in(claim.reading)) - claim.named - lexicon.light
    invented = [key for key in unsaid if key in done and not (compared.across and key in lexicon.general)]
    if invented:
        return Reason.UNSUPPORTED, " ".join(invented)
    idle = claim.named | lexicon.general | lexicon.light
    telling = [[key for key in claim.keys_in(*clause) if key not in idle] for clause in claim.clauses]
    added = added_by(telling, unsaid, most=1 if compared.across else 0)
    return None if added is None else (Reason.UNSUPPORTED, added)


def _support(compared: Comparison, support: Support) -> Fault | None:
    coverage, chosen = compared.coverage, compared.chosen
    unsaid = (1 - coverage.share) * coverage.weight
    signs = Signs(coverage.share, unsaid, chosen.nearness, chosen.margin, chosen.across)
    if support.probability(compared.claim.text, compared.told, signs) >= _LIKELY:
        return None
    return Reason.UNSUPPORTED, " ".join(coverage.unsaid)
