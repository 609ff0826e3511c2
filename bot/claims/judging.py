"""Judges one sentence of a claim against the passages that were found for it.

It is supported only where the likeliest grounds among all that was found bear out every part of it: were each
passage asked by itself, a wrong sentence would find some passage that says nothing against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.claims.lending import lends_a_name
from bot.claims.models import Finding
from bot.claims.objection import objection_to
from bot.models import Evidence, Passage
from bot.text.language import language_of
from bot.verification.antecedents import unresolved_pronoun
from bot.verification.markup import leads_out
from bot.verification.models import Reason, Source
from bot.verification.prepared import Prepared, evidence_of
from bot.verification.quotations import without_quotations
from bot.verification.statement import is_statement
from bot.verification.verifier import Verifier


class Why(StrEnum):
    """Why a sentence is not supported, as the name of a phrase in `prompts/phrases.toml`."""

    OTHER_FIGURE = "claim_other_figure"
    DENIED = "claim_denied"
    LACKS = "claim_lacks"
    UNSAID = "claim_unsaid"
    UNCLEAR = "claim_unclear"
    NO_STATEMENT = "claim_no_statement"
    LANGUAGE = "claim_language"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found for a sentence and on what grounds; `why` is None where it is supported.

    `words` are those of the documents that say otherwise, or those of the sentence that they lack.
    """

    finding: Finding
    evidence: tuple[Evidence, ...] = ()
    why: Why | None = None
    words: str = ""


def judge(sentence: str, before: str, passages: Sequence[Passage], verifier: Verifier) -> Judgement:
    """The judgement on a sentence in plain words; `before` is the sentence that stands before it."""
    if leads_out(sentence) or not is_statement(sentence):
        return _not_found(Why.NO_STATEMENT)
    if language_of(without_quotations(sentence)) is None:
        return _not_found(Why.LANGUAGE)
    if not passages:
        return _not_found(Why.UNSAID)
    sources = [Source(number, passage) for number, passage in enumerate(passages, start=1)]
    return _judged(sentence, before, verifier.prepare(sources))


def leans(sentence: str) -> bool:
    """Whether a sentence opens with a pronoun, so that it is understood only behind another one."""
    return bool(unresolved_pronoun(sentence, (), ""))


def _judged(sentence: str, before: str, prepared: Prepared) -> Judgement:
    claim = prepared.read(sentence)
    if claim is None:
        return _not_found(Why.NO_STATEMENT)
    numbers = sorted(prepared.units.numbers)
    # Only the likeliest grounds count: where they do not bear it out, that lesser ones do is chance.
    likeliest = next(iter(prepared.trials(claim, numbers)), None)
    if likeliest is not None and likeliest[1] is None and not lends_a_name(likeliest[0]):
        evidence = evidence_of(likeliest[0], numbers)
        unclear = unresolved_pronoun(sentence, evidence, before)
        return _not_found(Why.UNCLEAR, unclear) if unclear else Judgement(Finding.SUPPORTED, evidence)
    objection = objection_to(claim, prepared)
    if objection is not None:
        evidence = evidence_of(objection.compared, numbers)
        if not unresolved_pronoun(sentence, evidence, before):
            why = Why.OTHER_FIGURE if objection.reason is Reason.FIGURE else Why.DENIED
            return Judgement(Finding.CONTRADICTED, evidence, why, objection.words)
    reason, words = (likeliest and likeliest[1]) or (Reason.UNSUPPORTED, "")
    is_lacking = reason in {Reason.FIGURE, Reason.NAME, Reason.QUOTATION} and words in sentence
    return _not_found(Why.LACKS, words) if is_lacking and words else _not_found(Why.UNSAID)


def _not_found(why: Why, words: str = "") -> Judgement:
    return Judgement(Finding.NOT_FOUND, (), why, words)
