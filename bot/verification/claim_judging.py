"""Judges one sentence of a claim against the passages that were retrieved for it.

It is supported only where the likeliest evidence among all that was found bears out every part of it: were
each passage asked by itself, a wrong sentence would find some passage that says nothing against it.

A unit contradicts a claim only by itself, in the claim's own language, where it says every telling word and
every name of it, little else in the same clause, and one figure that leaves no room for the claim's, or a
denial where the claim has none. Where any other unit has the claim's figure, the documents disagree, and
nothing is contradicted. Another name contradicts nothing: who signed with one may have signed with another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.models import Evidence, Passage
from bot.text.figures import Fact, facts_in, missing_facts
from bot.text.figures.matching import exclude_each_other
from bot.text.language import language_of
from bot.text.negation import clause_spans, denies_in
from bot.text.word_lists import load_patterns
from bot.verification.analysis import AnalyzedText, TextAnalyzer, measure_coverage
from bot.verification.antecedents import unresolved_pronoun
from bot.verification.claim import Claim, ClaimWithEvidence
from bot.verification.guards import without_quotations
from bot.verification.models import Finding, Reason, Source
from bot.verification.polarity import Clause, clauses_of, contradicts
from bot.verification.selection import EvidenceSelector
from bot.verification.sentences import has_link_or_tag
from bot.verification.verifier import PreparedVerifier, Verifier, is_statement, to_evidence
from bot.verification.wording import find_undoing


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
    """What was found for a sentence and on what units; `why` is None where it is supported.

    `words` are those of the documents that say otherwise, or those of the sentence that they lack.
    """

    finding: Finding
    evidence: tuple[Evidence, ...] = ()
    why: Why | None = None
    words: str = ""


def judge(sentence: str, before: str, passages: Sequence[Passage], verifier: Verifier) -> Judgement:
    """The judgement on a sentence in plain words; `before` is the sentence that stands before it."""
    if has_link_or_tag(sentence) or not is_statement(sentence):
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


def _judged(sentence: str, before: str, prepared: PreparedVerifier) -> Judgement:
    claim = prepared.analyze(sentence)
    if claim is None:
        return _not_found(Why.NO_STATEMENT)
    numbers = sorted(prepared.index.numbers)
    # Only the likeliest units count: where they do not bear it out, that lesser ones do is chance.
    likeliest = next(iter(prepared.trials(claim, numbers)), None)
    if likeliest is not None and likeliest[1] is None and not lends_only_a_name(likeliest[0]):
        evidence = to_evidence(likeliest[0], numbers)
        unclear = unresolved_pronoun(sentence, evidence, before)
        return _not_found(Why.UNCLEAR, unclear) if unclear else Judgement(Finding.SUPPORTED, evidence)
    contradiction = find_contradiction(claim, prepared)
    if contradiction is not None:
        evidence = to_evidence(contradiction.compared, numbers)
        if not unresolved_pronoun(sentence, evidence, before):
            why = Why.OTHER_FIGURE if contradiction.reason is Reason.FIGURE else Why.DENIED
            return Judgement(Finding.CONTRADICTED, evidence, why, contradiction.words)
    reason, words = (likeliest and likeliest[1]) or (Reason.UNSUPPORTED, "")
    is_lacking = reason in {Reason.FIGURE, Reason.NAME, Reason.QUOTATION} and words in sentence
    return _not_found(Why.LACKS, words) if is_lacking and words else _not_found(Why.UNSAID)


def _not_found(why: Why, words: str = "") -> Judgement:
    return Judgement(Finding.NOT_FOUND, (), why, words)


# So many of the nearest units are looked at.
_NEAREST = 8
# How much of the claim's words the unit must say, and of the unit's clause the claim.
_SAID, _CLAUSE_SAID_BACK = 0.9, 0.6
# A unit that has the claim's figure and says so much of it speaks for the claim.
_ABOUT_THE_SAME = 0.6


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A unit that says otherwise; `words` are those of it that do, empty for a denial."""

    compared: ClaimWithEvidence
    reason: Reason
    words: str


def find_contradiction(claim: Claim, prepared: PreparedVerifier) -> Contradiction | None:
    """The nearest unit of the sources that contradicts the claim, if there is one."""
    selector = EvidenceSelector.of(claim, prepared.index, sorted(prepared.index.numbers))
    for compared in _nearest(selector, prepared):
        if not _is_about_the_same(compared):
            continue
        issue = prepared.find_issue(compared)
        if issue is None:
            return None
        view = ReverseView.of(compared, prepared.analyzer)
        if issue[0] is Reason.FIGURE:
            figure = _other_figure(view)
            if figure is not None and not _stands_elsewhere(selector, prepared):
                return Contradiction(compared, Reason.FIGURE, figure.words)
        if issue[0] is Reason.NEGATION and deny_each_other(view):
            return Contradiction(compared, Reason.NEGATION, "")
    return None


def _nearest(selector: EvidenceSelector, prepared: PreparedVerifier) -> Iterator[ClaimWithEvidence]:
    own = [i for i in selector.citable if selector.index.korean[i] is selector.claim.is_korean]
    for i in sorted(own, key=lambda i: -selector.similarities[i])[:_NEAREST]:
        yield ClaimWithEvidence(selector.claim, selector.build_set([i]), selector.index, prepared.names)


def _is_about_the_same(compared: ClaimWithEvidence) -> bool:
    return compared.coverage.share >= _SAID and not compared.missing_names


def _other_figure(view: ReverseView) -> Fact | None:
    """The one figure of the unit that leaves no room for the one figure of the claim that it lacks."""
    claim, words = view.compared.claim, view.unit.text
    missing = [fact for fact in missing_facts(claim.text, view.compared.evidence_text) if not fact.prose]
    if len(missing) != 1 or denies_in(claim.text) is not denies_in(words):
        return None
    others = [fact for fact in missing_facts(words, claim.text) if fact.kind is missing[0].kind]
    if len(others) != 1 or not exclude_each_other(missing[0], others[0]):
        return None
    clause = next((span for span in clause_spans(words) if span[0] <= others[0].start < span[1]), None)
    return others[0] if view.coverage_by_claim(clause) >= _CLAUSE_SAID_BACK else None


def _stands_elsewhere(selector: EvidenceSelector, prepared: PreparedVerifier) -> bool:
    """Whether some unit about the same has all figures of the claim: then the documents disagree."""
    return any(
        selector.build_set([i]).coverage.share >= _ABOUT_THE_SAME
        and not missing_facts(selector.claim.text, prepared.index.units[i].text_with_context)
        for i in selector.citable
    )


_SAID_BACK = 0.75
_PATTERNS = load_patterns("bot.verification", "claim_judging")
_CONTRAST = re.compile(_PATTERNS["contrast"], re.IGNORECASE)
# Where the denial stands: in English before the word that is denied, in Korean behind it.
_BEFORE = re.compile(r"\b(?:not|no|never|without|cannot|neither|nor)\b|n['’]t\b", re.IGNORECASE)
_BEHIND = re.compile(r"지(?:는|도|를)?\s?(?:않|못)|아니|아닌|아닙|없")


def deny_each_other(view: ReverseView) -> bool:
    """Whether one of the two denies what the other says, or says the opposite, and all else is the same."""
    claim, unit = view.compared.claim, view.unit
    if find_undoing(claim.text, view.compared.evidence_text) or _CONTRAST.search(
        f"{claim.text}\n{unit.text}"
    ):
        return False
    ours, theirs = claim.analyzed, unit.without_parts()
    one, other = _as_one(ours), _as_one(theirs)
    if (one.denies and other.denies) or not contradicts([one], [other], view.compared.find_expressed):
        return False
    return (
        view.coverage_by_claim() >= _SAID_BACK
        and _is_said(view, ours, other.tokens)
        and _is_said(view, theirs, one.tokens)
    )


def _as_one(analyzed: AnalyzedText) -> Clause:
    """A whole sentence as one clause: what one part of it says is not set against what another says."""
    clauses = clauses_of(analyzed)
    return Clause(
        frozenset().union(*(each.tokens for each in clauses)),
        sum(each.denies for each in clauses) % 2 == 1,
    )


def _is_said(view: ReverseView, analyzed: AnalyzedText, by: frozenset[str]) -> bool:
    """Whether the word that `analyzed` denies, if it denies one, is said by these words of the other one."""
    denied = _denied(analyzed)
    return denied is None or bool(view.compared.find_expressed([denied], by))


def _denied(analyzed: AnalyzedText) -> str | None:
    terms = analyzed.terms
    if (found := _BEHIND.search(analyzed.text)) is not None:
        return next((term.key for term in reversed(terms) if term.start < found.start()), None)
    if (found := _BEFORE.search(analyzed.text)) is not None:
        return next((term.key for term in terms if term.start >= found.end()), None)
    return None


@dataclass(frozen=True, slots=True)
class ReverseView:
    """A claim beside one unit, whose own words, without what introduces them, are read in `unit`."""

    compared: ClaimWithEvidence
    unit: AnalyzedText

    @classmethod
    def of(cls, compared: ClaimWithEvidence, analyzer: TextAnalyzer) -> ReverseView:
        """Reads the only unit of a comparison."""
        (unit,) = analyzer.analyze([unicodedata.normalize("NFKC", compared.units[0].text)])
        return cls(compared, unit)

    def coverage_by_claim(self, clause: tuple[int, int] | None = None) -> float:
        """How much of the words of the unit, or of one clause of it, the claim says, from 0 to 1."""
        figures = [(fact.start, fact.end) for fact in facts_in(self.unit.text)]
        bare = self.unit.without_parts().without(figures)
        keys = bare.keys if clause is None else bare.within([clause])
        return measure_coverage(keys, [self.compared.claim.analyzed], self.compared.index.lexicon).share


def lends_only_a_name(compared: ClaimWithEvidence) -> bool:
    """Whether a unit could go, and only a name of the claim would go with it."""
    return any(_says_nothing_else(compared, member) for member in compared.evidence.members)


def _says_nothing_else(compared: ClaimWithEvidence, member: int) -> bool:
    rest = tuple(each for each in compared.evidence.members if each != member)
    if not rest:
        return False
    without = replace(compared, evidence=replace(compared.evidence, members=rest))
    words = [key for key in compared.claim.analyzed.keys if key not in compared.claim.named]
    lexicon = compared.index.lexicon
    has_all = (
        measure_coverage(words, without.texts, lexicon).covered
        >= measure_coverage(words, compared.texts, lexicon).covered
    )
    if not has_all or missing_facts(compared.claim.text, without.evidence_text):
        return False
    return bool(without.missing_names)
