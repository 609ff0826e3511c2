"""Takes Korean particles off the ends of spans: a token may hold a noun's last syllable and its particle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.qa_model.reading import PairReading, Reading, Text
from bot.qa_model.spans import shared_out
from bot.text.particles import Morphemes, end_without_particles
from ingest.language.tokenizer import has_hangul

# Spans that are looked at: the others have next to no share.
_BEST = 5


@dataclass(frozen=True, slots=True)
class WithoutParticles:
    """A reader whose spans end before the particle, where question and text are Korean.

    Only then: a question without Hangul does not pay for loading the morphology.
    """

    model: PairReading
    morphemes: Morphemes

    def read(self, question: str, texts: Sequence[Text]) -> list[Reading]:
        """See `PairReading`."""
        found = self.model.read(question, texts)
        if not has_hangul(question):
            return found
        return [self._trimmed(reading, text.words) for reading, text in zip(found, texts, strict=True)]

    def supports(self, statement: str, text: str) -> float:
        """See `PairReading`."""
        return self.model.supports(statement, text)

    def _trimmed(self, reading: Reading, text: str) -> Reading:
        if not has_hangul(text):
            return reading
        best = [
            replace(span, end=end_without_particles(text, span.start, span.end, self.morphemes))
            for span in reading.spans[:_BEST]
        ]
        return replace(reading, spans=shared_out([*best, *reading.spans[_BEST:]]))
