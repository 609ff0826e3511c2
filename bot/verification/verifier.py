"""Judges the sentences of a language model before anyone sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.models import Language
from bot.text.glossary import Glossary
from bot.text.names import Tagger
from bot.verification.binding import Binding
from bot.verification.checks import checks
from bot.verification.items import Itemiser
from bot.verification.lexicon import Lexicon, load_lexicon
from bot.verification.models import Source, Verdict
from bot.verification.names import Names
from bot.verification.prepared import Prepared
from bot.verification.reading import Reader
from bot.verification.units import Units
from ingest.embedding.embedder import Embedder
from ingest.language.tokenizer import Tokenizer


@dataclass(frozen=True, slots=True)
class Verifier:
    """The parts that judging takes; `prepare` them once for the sources of an answer."""

    embedder: Embedder
    reader: Reader
    lexicon: Lexicon
    names: Names

    @classmethod
    def from_parts(
        cls, embedder: Embedder, tokenizer: Tokenizer, tagger: Tagger, glossary: Glossary
    ) -> Verifier:
        """A verifier with the lexicon that ships; `glossary` is built from the documents by who has them."""
        words = tokenizer.with_bases()
        lexicon = load_lexicon(words)
        names = Names(glossary, lexicon, words, tagger)
        return cls(embedder, Reader(words, glossary), lexicon, names)

    def prepare(self, sources: Sequence[Source]) -> Prepared:
        """The sources, read once for all sentences of an answer; the vectors are made beside the caller."""
        units = Units.read(sources, self.reader, self.lexicon, self.embedder)
        return Prepared(
            units,
            self.reader,
            self.embedder,
            self.names,
            checks(Binding(self.lexicon, Itemiser(self.lexicon, self.reader.glossary))),
        )

    def verify(self, sentence: str, sources: Sequence[Source], language: Language) -> Verdict:
        """The verdict on one sentence as the model wrote it, with its citation marks and markup."""
        return self.prepare(sources).verify(sentence, language)
