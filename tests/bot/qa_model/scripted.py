"""Stands in for trained weights, which find what a test says they find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.qa_model.model import PassageText, Prediction, Span

SILENT = Prediction(-4.0, ())


@dataclass
class ScriptedModel:
    """Finds, in each text that holds one of the keys of `told`, that key, with these log-odds and its share.

    `told` has them by question. `asked` lists what was read, in order.
    """

    told: Mapping[str, Mapping[str, tuple[float, float]]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def predict(self, question: str, passages: Sequence[PassageText]) -> list[Prediction]:
        self.asked += [(question, passage.text) for passage in passages]
        return [self._prediction(self.told.get(question, {}), passage) for passage in passages]

    def _prediction(self, told: Mapping[str, tuple[float, float]], passage: PassageText) -> Prediction:
        found = {words: each for words, each in told.items() if words in passage.text[passage.start :]}
        if not found:
            return SILENT
        spans = []
        for words, (_, share) in found.items():
            start = passage.text.index(words, passage.start)
            spans.append(Span(start, start + len(words), share))
        ranked = sorted(spans, key=lambda span: -span.share)
        return Prediction(max(odds for odds, _ in found.values()), tuple(ranked))
