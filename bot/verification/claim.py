"""A sentence to verify, alone and beside the evidence that it is to rest on."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.text.figures import Fact, facts_in
from bot.text.negation import clause_spans
from bot.verification.analysis import AnalyzedText, Coverage, TextAnalyzer, measure_coverage
from bot.verification.evidence import EvidenceIndex, EvidenceUnit
from bot.verification.names import NameGuard, NameScope
from ingest.embedding.embedder import Embedder, FloatVector
from ingest.language.hangul import is_korean


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence in NFKC without citation marks and markup, its terms without figures, and its vector (d,).

    `named` are the keys of its words that belong to names.
    """

    text: str
    analyzed: AnalyzedText
    named: frozenset[str]
    facts: tuple[Fact, ...]
    clauses: tuple[tuple[int, int], ...]
    vector: FloatVector
    is_korean: bool

    @classmethod
    def analyze(cls, text: str, analyzer: TextAnalyzer, names: NameGuard, embedder: Embedder) -> Claim:
        plain = unicodedata.normalize("NFKC", text)
        facts = facts_in(plain)
        (whole,) = analyzer.analyze([plain])
        analyzed = whole.without_parts()
        return cls(
            plain,
            analyzed.without([(fact.start, fact.end) for fact in facts]),
            frozenset(analyzed.within(names.spans(plain))),
            facts,
            tuple(clause_spans(plain)),
            embedder.embed_passages([plain])[0],
            is_korean(plain),
        )

    def keys_in(self, start: int, end: int) -> tuple[str, ...]:
        return tuple(term.key for term in self.analyzed.terms if start <= term.start < end)

    def clause_at(self, place: int) -> tuple[int, int]:
        """The clause in which the character at `place` stands; the whole sentence where none does."""
        return next((each for each in self.clauses if each[0] <= place < each[1]), (0, len(self.text)))


@dataclass(frozen=True, slots=True)
class EvidenceSet:
    """Units by their numbers in the index, and how far they and their headings cover the sentence."""

    members: tuple[int, ...]
    coverage: Coverage
    cross_lingual: bool


@dataclass(frozen=True)
class ClaimWithEvidence:
    """A claim and the units chosen for it."""

    claim: Claim
    evidence: EvidenceSet
    index: EvidenceIndex
    names: NameGuard

    @property
    def cross_lingual(self) -> bool:
        return self.evidence.cross_lingual

    @cached_property
    def units(self) -> Sequence[EvidenceUnit]:
        return [self.index.units[i] for i in self.evidence.members]

    @cached_property
    def texts(self) -> Sequence[AnalyzedText]:
        """The analysed text of each unit, with its context."""
        return [self.index.texts[i] for i in self.evidence.members]

    @cached_property
    def headings(self) -> Sequence[AnalyzedText]:
        """The analysed title and headings of each unit."""
        return [self.index.headings[i] for i in self.evidence.members]

    @cached_property
    def evidence_text(self) -> str:
        """The texts of the units with their context, one a line."""
        return "\n".join(unit.text_with_context for unit in self.units)

    @cached_property
    def scope(self) -> NameScope:
        """Where the names of the claim may stand."""
        headings = "\n".join(dict.fromkeys(unit.headings for unit in self.units))
        keys = (text.keys for text in (*self.texts, *self.headings))
        return NameScope(self.evidence_text, headings, frozenset().union(*keys))

    @cached_property
    def missing_names(self) -> Sequence[str]:
        return self.names.missing(self.claim.text, self.scope)

    @cached_property
    def coverage(self) -> Coverage:
        """Coverage of the claim's terms, without those of names, which are compared as names."""
        words = [key for key in self.claim.analyzed.keys if key not in self.claim.named]
        return measure_coverage(words, [*self.texts, *self.headings], self.index.lexicon)

    def find_expressed(self, keys: Collection[str], by: Collection[str]) -> set[str]:
        """Those of `keys` that the terms `by` express too."""
        return self.index.lexicon.find_expressed(keys, by)
