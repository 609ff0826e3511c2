"""A sentence of a language model as it is compared with its evidence."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from bot.text.figures import Fact, facts_in
from bot.verification.clauses import clause_spans
from bot.verification.names import Names
from bot.verification.reading import Reader, Reading
from ingest.embedding.embedder import Embedder, FloatVector
from ingest.language.hangul import is_korean


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence in NFKC without marks and markup, its words without its figures, and its vector (d,).

    `named` are the keys of its words that belong to names.
    """

    text: str
    reading: Reading
    named: frozenset[str]
    facts: tuple[Fact, ...]
    clauses: tuple[tuple[int, int], ...]
    vector: FloatVector
    is_korean: bool

    @classmethod
    def read(cls, text: str, reader: Reader, names: Names, embedder: Embedder) -> Claim:
        """Reads one sentence."""
        plain = unicodedata.normalize("NFKC", text)
        facts = facts_in(plain)
        (whole,) = reader.read([plain])
        reading = whole.without_parts()
        return cls(
            plain,
            reading.without([(fact.start, fact.end) for fact in facts]),
            frozenset(reading.within(names.spans(plain))),
            facts,
            tuple(clause_spans(plain)),
            embedder.embed_passages([plain])[0],
            is_korean(plain),
        )

    def keys_in(self, start: int, end: int) -> tuple[str, ...]:
        """The keys of the words in a part of the sentence."""
        return tuple(mark.key for mark in self.reading.marks if start <= mark.start < end)

    def clause_at(self, place: int) -> tuple[int, int]:
        """The clause in which the character at `place` stands; the whole sentence where none does."""
        return next((each for each in self.clauses if each[0] <= place < each[1]), (0, len(self.text)))
