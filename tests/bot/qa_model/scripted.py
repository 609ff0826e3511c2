"""Stands in for trained weights, which find what a test says they find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.qa_model.reading import Reading, Text
from bot.qa_model.spans import Span

SILENT = Reading(-4.0, (), -4.0)


@dataclass
class ScriptedModel:
    """Finds, in each text that holds one of the keys of `told`, that key, with these log-odds and its share.

    `told` has them by question. `asked` lists what was read, in order.
    """

    told: Mapping[str, Mapping[str, tuple[float, float]]] = field(default_factory=dict)
    support: float = 0.0
    asked: list[tuple[str, str]] = field(default_factory=list)

    def read(self, question: str, texts: Sequence[Text]) -> list[Reading]:
        self.asked += [(question, text.words) for text in texts]
        return [self._reading(self.told.get(question, {}), text) for text in texts]

    def supports(self, statement: str, text: str) -> float:
        self.asked.append((statement, text))
        return self.support

    def _reading(self, told: Mapping[str, tuple[float, float]], text: Text) -> Reading:
        found = {words: each for words, each in told.items() if words in text.words[text.start :]}
        if not found:
            return SILENT
        odds = max(odds for odds, _ in found.values())
        places = {words: text.words.index(words, text.start) for words in found}
        spans = [
            Span(places[words], places[words] + len(words), share) for words, (_, share) in found.items()
        ]
        return Reading(odds, tuple(sorted(spans, key=lambda span: -span.share)), odds)
