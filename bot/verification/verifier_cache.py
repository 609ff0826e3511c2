"""Verifiers for what each audience may see, made once for each version of the index.

A verifier knows the names that these documents define, wherever in them: a passage may speak of 이재명 whom
another document introduces as Lee Jae Myung (이재명).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from bot.models import Audience
from bot.text.glossary import Glossary
from bot.verification.verifier import Verifier
from ingest.index.snapshot import Snapshot


class VerifierCache:
    """Verifiers by audience, for the latest version of the index."""

    def __init__(self, build: Callable[[Glossary], Verifier]) -> None:
        self._build = build
        self._verifiers: dict[Audience, Verifier] = {}
        self._generation = ""
        self._lock = threading.Lock()

    def get(self, snapshot: Snapshot, audience: Audience) -> Verifier:
        """The verifier for what `audience` may see in `snapshot`."""
        with self._lock:
            if self._generation != snapshot.generation:
                self._generation, self._verifiers = snapshot.generation, {}
            if audience not in self._verifiers:
                self._verifiers[audience] = self._build(Glossary.from_texts(_texts(snapshot, audience)))
            return self._verifiers[audience]


def _texts(snapshot: Snapshot, audience: Audience) -> Iterator[str]:
    for entry in snapshot.documents(audience):
        document = snapshot.document(entry.id, audience)
        if document is not None:
            yield document.text
