"""Wrappers around a QA model: a cache of predictions, and spans without Korean particles."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.qa_model.model import PassageText, Prediction, QAModel, normalize_shares
from bot.text.particles import Morphemes, end_without_particles
from ingest.language.tokenizer import has_hangul

_TRIMMED_SPANS = 5  # the others have next to no share


class CachedQAModel:
    """Keeps its last `most` predictions: what reranking has read, the extractor wants again.

    A prediction takes about 2 kB, and its text as much again.
    """

    def __init__(self, model: QAModel, most: int) -> None:
        self._model = model
        self._most = most
        self._known: OrderedDict[tuple[str, PassageText], Prediction] = OrderedDict()
        self._lock = threading.Lock()

    def predict(self, question: str, passages: Sequence[PassageText]) -> list[Prediction]:
        """See `QAModel`."""
        with self._lock:
            known = {
                each: self._known[question, each] for each in passages if (question, each) in self._known
            }
        missing = [passage for passage in dict.fromkeys(passages) if passage not in known]
        if missing:  # not under the lock: another thread may read the same meanwhile, and no harm is done
            fresh = dict(zip(missing, self._model.predict(question, missing), strict=True))
            self._keep(question, fresh)
            known |= fresh
        return [known[passage] for passage in passages]

    def _keep(self, question: str, fresh: dict[PassageText, Prediction]) -> None:
        with self._lock:
            for passage, prediction in fresh.items():
                self._known[question, passage] = prediction
            while len(self._known) > self._most:
                self._known.popitem(last=False)


@dataclass(frozen=True, slots=True)
class ParticleTrimmer:
    """Ends spans before the particle, where question and text are Korean.

    A token may hold a noun's last syllable and its particle. A question without Hangul does not pay for
    loading the morphology.
    """

    model: QAModel
    morphemes: Morphemes

    def predict(self, question: str, passages: Sequence[PassageText]) -> list[Prediction]:
        """See `QAModel`."""
        predictions = self.model.predict(question, passages)
        if not has_hangul(question):
            return predictions
        pairs = zip(predictions, passages, strict=True)
        return [self._trimmed(prediction, passage.text) for prediction, passage in pairs]

    def _trimmed(self, prediction: Prediction, text: str) -> Prediction:
        if not has_hangul(text):
            return prediction
        best, rest = prediction.spans[:_TRIMMED_SPANS], prediction.spans[_TRIMMED_SPANS:]
        trimmed = [
            replace(span, end=end_without_particles(text, span.start, span.end, self.morphemes))
            for span in best
        ]
        return replace(prediction, spans=normalize_shares([*trimmed, *rest]))
