"""Makes the verifier for the documents that an audience may see, once for each version of the index.

It knows the names that these documents define, wherever in them: a passage may speak of 이재명 whom another
document introduces as Lee Jae Myung (이재명).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from bot.models import Audience
from bot.verification.glossary import Glossary
from bot.verification.verifier import Verifier
from ingest.index.snapshot import Snapshot


class Verifiers:
    """Verifiers by audience, for the version of the index that was asked for last."""

    def __init__(self, make: Callable[[Glossary], Verifier]) -> None:
        self._make = make
        self._made: dict[Audience, Verifier] = {}
        self._generation = ""
        self._lock = threading.Lock()

    def of(self, snapshot: Snapshot, audience: Audience) -> Verifier:
        """The verifier for what `audience` may see in `snapshot`."""
        with self._lock:
            if self._generation != snapshot.generation:
                self._generation, self._made = snapshot.generation, {}
            if audience not in self._made:
                self._made[audience] = self._make(Glossary.from_texts(_texts(snapshot, audience)))
            return self._made[audience]


def _texts(snapshot: Snapshot, audience: Audience) -> Iterator[str]:
    for entry in snapshot.documents(audience):
        document = snapshot.document(entry.id, audience)
        if document is not None:
            yield document.text
