"""Takes Korean particles off the ends of spans: a token may hold a noun's last syllable and its particle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.qa_model.reading import PairReading, Reading, Text
from bot.qa_model.spans import Span, shared_out
from ingest.language.korean import Morpheme
from ingest.language.tokenizer import has_hangul

Morphemes = Callable[[str], Sequence[Morpheme]]

# Words before the last one that are looked at with it, since they tell nouns from particles.
_WORDS_BEFORE = 2
# Spans that are looked at: the others have next to no share.
_BEST = 5
# Tags of the Sejong set: particles, and the copula with its endings ("서울이다").
_PARTICLE, _COPULA, _ENDING = "J", "VCP", "E"


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
            replace(span, end=without_particle(text, span, self.morphemes)) for span in reading.spans[:_BEST]
        ]
        return replace(reading, spans=shared_out([*best, *reading.spans[_BEST:]]))


def without_particle(text: str, span: Span, morphemes: Morphemes) -> int:
    """Where the span ends without the particles at its end; where it did, if nothing else would be left."""
    if not has_hangul(text[span.end - 1 : span.end]):
        return span.end
    begin, end = _words_around(text, span)
    last = span.end
    for each in reversed(list(morphemes(text[begin:end]))):
        start, stop = begin + each.start, begin + each.end
        if start >= span.end:
            continue
        if stop > last or not each.tag.startswith((_PARTICLE, _COPULA, _ENDING)):
            return span.end if _is_verbal(each) else last
        if start <= span.start:
            return span.end
        last = start
    return last


def _is_verbal(morpheme: Morpheme) -> bool:
    """Whether this is a verb or adjective, of which an ending is a part."""
    return morpheme.tag.startswith(("VV", "VA", "VX", "XSV", "XSA"))


def _words_around(text: str, span: Span) -> tuple[int, int]:
    """The word in which the span ends, with the words before it."""
    end = text.find(" ", span.end)
    begin = span.end
    for _ in range(_WORDS_BEFORE + 1):
        begin = text.rfind(" ", 0, max(begin - 1, 0)) + 1
    return begin, len(text) if end < 0 else end
