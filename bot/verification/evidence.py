"""The units of the sources that may support a sentence, indexed by their terms and vectors."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from bot.answering.candidates import Candidate, extract_candidates
from bot.models import Evidence
from bot.text.lexicon import Lexicon
from bot.verification.analysis import AnalyzedText, TextAnalyzer
from bot.verification.instructions import is_instruction
from bot.verification.models import Source
from ingest.embedding.embedder import Embedder, FloatMatrix, FloatVector
from ingest.language.hangul import is_korean


@dataclass(frozen=True, slots=True)
class EvidenceUnit:
    """A sentence, list item or table row of source `number`.

    `text` is its own, `text_with_context` has before it the line or header that introduces it, and `headings`
    are the title and headings above it. `order` counts the units of its source.
    """

    number: int
    order: int
    evidence: Evidence
    text: str
    text_with_context: str
    headings: str


def build_units(sources: Sequence[Source]) -> list[EvidenceUnit]:
    """The units of the sources, in order, without those that give orders to a language model."""
    return [unit for source in sources for unit in _of(source)]


def _of(source: Source) -> list[EvidenceUnit]:
    passage = source.passage
    # A title may be a file's name, whose words have hyphens between them.
    headings = dict.fromkeys((passage.title, *passage.chunk.section))
    place = "\n".join(each for each in headings if each and not is_instruction(re.sub(r"[-_]", " ", each)))
    # A whole list is none: in it the figure of one item would support a sentence about another.
    kept = [each for each in extract_candidates([passage]) if not each.is_list and not _gives_orders(each)]
    return [
        EvidenceUnit(
            source.number, order, Evidence(passage, each.units, 0.0), each.text, _with_context(each), place
        )
        for order, each in enumerate(kept)
    ]


def _with_context(candidate: Candidate) -> str:
    return "\n".join(each for each in (candidate.lead, candidate.text) if each)


def _gives_orders(candidate: Candidate) -> bool:
    return is_instruction(candidate.lead) or is_instruction(candidate.text)


@dataclass(frozen=True, slots=True)
class EvidenceIndex:
    """The units, their analysed texts and headings, and their vectors (n, d), embedded in the background."""

    units: Sequence[EvidenceUnit]
    texts: Sequence[AnalyzedText]
    headings: Sequence[AnalyzedText]
    korean: Sequence[bool]
    numbers: frozenset[int]
    lexicon: Lexicon
    vectors: Future[FloatMatrix]

    @classmethod
    def build(
        cls, sources: Sequence[Source], analyzer: TextAnalyzer, lexicon: Lexicon, embedder: Embedder
    ) -> EvidenceIndex:
        """Analyses the texts now and embeds them in another thread, since the language model is slower."""
        units = build_units(sources)
        texts = [unit.text_with_context for unit in units]
        executor = ThreadPoolExecutor(max_workers=1)
        vectors = executor.submit(embedder.embed_passages, [unit.text for unit in units])
        executor.shutdown(wait=False)
        distinct = list(dict.fromkeys(unit.headings for unit in units))
        headings = dict(zip(distinct, analyzer.analyze(distinct), strict=True))
        return cls(
            units,
            analyzer.analyze(texts),
            [headings[unit.headings] for unit in units],
            [is_korean(text) for text in texts],
            frozenset(source.number for source in sources),
            lexicon,
            vectors,
        )

    def similarity(self, vector: FloatVector) -> FloatVector:
        """The cosine similarity (n,) of a claim's vector (d,) to each unit."""
        similarity: FloatVector = self.vectors.result() @ vector
        return similarity

    def of(self, numbers: Collection[int]) -> list[int]:
        """Which units belong to the sources with these numbers."""
        return [i for i, unit in enumerate(self.units) if unit.number in numbers]

    def are_one_list(self, one: int, other: int) -> bool:
        """Whether two units are parts of the same list or table."""
        left, right = (self.units[i] for i in (one, other))
        groups = (left.evidence.units[0].group, right.evidence.units[0].group)
        return left.number == right.number and groups[0] == groups[1] != 0
