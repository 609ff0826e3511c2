"""Keeps the last readings in memory: what reranking has read, the reader wants again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

from bot.qa_model.reading import PairReading, Reading, Text


class RememberingModel:
    """A model that remembers its last `most` readings; any number of threads may use it.

    A reading takes about 2 kB, and its text as much again. Support is not remembered.
    """

    def __init__(self, model: PairReading, most: int) -> None:
        self._model = model
        self._most = most
        self._known: OrderedDict[tuple[str, Text], Reading] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, question: str, texts: Sequence[Text]) -> list[Reading]:
        """See `PairReading`."""
        with self._lock:
            found = {text: self._known[question, text] for text in texts if (question, text) in self._known}
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:  # not under the lock: another thread may read the same meanwhile, and no harm is done
            fresh = dict(zip(missing, self._model.read(question, missing), strict=True))
            self._remember(question, fresh)
            found |= fresh
        return [found[text] for text in texts]

    def supports(self, statement: str, text: str) -> float:
        """See `PairReading`."""
        return self._model.supports(statement, text)

    def _remember(self, question: str, fresh: dict[Text, Reading]) -> None:
        with self._lock:
            for text, reading in fresh.items():
                self._known[question, text] = reading
            while len(self._known) > self._most:
                self._known.popitem(last=False)
