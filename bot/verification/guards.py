"""The guards: each finds one way in which a sentence says more than its evidence; the first issue counts."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.verification.binding import BindingGuard
from bot.verification.claim import ClaimWithEvidence
from bot.verification.models import Issue, Reason
from bot.verification.polarity import clauses_of, contradicts
from bot.verification.selection import find_missing_figures
from bot.verification.wording import (
    find_added_office,
    find_added_order,
    find_added_scope,
    find_self_reference,
    find_undoing,
    tenses_differ,
)

_QUOTED = re.compile(
    r"“([^“”]+)[”\"]|\"([^\"“”]+)[\"”]|「([^「」]+)」|『([^『』]+)』|«([^«»]+)»|《([^《》]+)》|〈([^〈〉]+)〉"
    r"|(?<![\w’'])‘([^‘’]+(?:’(?=\w)[^‘’]*)*)’(?!\w)|(?<![\w’'])'([^'\n]+(?:'(?=\w)[^'\n]*)*)'(?!\w)"
)
_MARKS = re.compile(r"[\"“”„‟'‘’‚‛`´«»「」『』《》〈〉]")
# The sentence's own punctuation may stand inside the quotation terms.
_EDGES = " .,;:!?…。"
_DOTS = re.compile(r"\s*(?:\.{3}|…|\[\.{3}\]|\[…\])\s*")


def find_quotations(sentence: str) -> list[str]:
    """What stands in quotation terms, without them, in order."""
    return [next(filter(None, found.groups()), "").strip() for found in _QUOTED.finditer(sentence)]


def without_quotations(sentence: str) -> str:
    """The sentence's own words."""
    return _QUOTED.sub(" ", sentence)


def find_missing_quotations(sentence: str, passage: str) -> list[str]:
    """The quotations of `sentence` that `passage` does not hold.

    Quotation terms and white space are folded and the punctuation at a quotation's edges is the sentence's;
    all else is compared to the letter. What an ellipsis leaves out may be left out, in that order.
    """
    held = _folded(passage)
    return [quote for quote in find_quotations(sentence) if not _stands(quote, held)]


def _stands(quote: str, held: str) -> bool:
    at = 0
    for part in _DOTS.split(quote):
        words = re.escape(_folded(part).strip(_EDGES))
        # "able" does not stand in "unable", but a Korean particle may follow.
        found = re.compile(rf"(?<![A-Za-z0-9]){words}(?![A-Za-z0-9])").search(held, at)
        if found is None:
            return False
        at = found.end()
    return True


def _folded(text: str) -> str:
    return " ".join(_MARKS.sub("", text).split())


Guard = Callable[[ClaimWithEvidence], Issue | None]

# The least share of its terms that its evidence must express, within a language and across two. On the
# planted sentences, 82.1 % of the subtle faults (70.5 % without) and 16.0 % of the right ones (13.3 %) are
# withheld.
_LEAST_SAID, _LEAST_SAID_CROSS_LINGUAL = 0.6, 0.3
# A quotation of more words must stand to the letter; a shorter one is a name or a term.
_TERM_WORDS = 2


def build_guards(binding: BindingGuard) -> tuple[Guard, ...]:
    """The guards in their order: exact ones first, weighed ones last."""
    return (
        _quotations,
        _figures,
        _names,
        binding.find_issue,
        _negation,
        _wording,
        _coverage,
    )


def _quotations(compared: ClaimWithEvidence) -> Issue | None:
    missing = find_missing_quotations(compared.claim.text, compared.evidence_text)
    changed = [quote for quote in missing if not compared.cross_lingual or len(quote.split()) > _TERM_WORDS]
    return (Reason.QUOTATION, changed[0]) if changed else None


def _figures(compared: ClaimWithEvidence) -> Issue | None:
    facts = find_missing_figures(compared)
    return (Reason.FIGURE, facts[0].words) if facts else None


def _names(compared: ClaimWithEvidence) -> Issue | None:
    return (Reason.NAME, compared.missing_names[0]) if compared.missing_names else None


def _negation(compared: ClaimWithEvidence) -> Issue | None:
    claim, evidence = compared.claim, compared.evidence_text
    denials = [clause for text in compared.texts for clause in clauses_of(text.without_parts())]
    if contradicts(clauses_of(claim.analyzed), denials, compared.find_expressed):
        return Reason.NEGATION, ""
    undone = find_undoing(claim.text, evidence)
    return None if undone is None else (Reason.NEGATION, undone)


def _wording(compared: ClaimWithEvidence) -> Issue | None:
    text, evidence = compared.claim.text, compared.evidence_text
    added = find_added_order(compared.claim.analyzed, compared.texts, compared.find_expressed)
    if added is not None or tenses_differ(text, evidence):
        return Reason.UNSUPPORTED, added or ""
    office = find_added_office(text, f"{evidence}\n{compared.scope.headings}")
    if office is not None:
        return Reason.NAME, office
    foreign = find_self_reference(text, evidence) or find_added_scope(text, evidence)
    return None if foreign is None else (Reason.UNSUPPORTED, foreign)


def _coverage(compared: ClaimWithEvidence) -> Issue | None:
    least = _LEAST_SAID_CROSS_LINGUAL if compared.cross_lingual else _LEAST_SAID
    coverage = compared.coverage
    return None if coverage.share >= least else (Reason.UNSUPPORTED, " ".join(coverage.missing))
