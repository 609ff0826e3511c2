"""Adds to the best passages the chunks that stand beside them in the same section.

A section is cut into several chunks where it is long, and the words of a question may name its subject in one
while the answer, a list above all, stands in the next.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.models import Audience, Passage
from ingest.index.snapshot import Snapshot

_BEST = 3
# A sibling was not found for itself, so it counts a little less than the passage that led to it: one sixth of
# the distance at which a passage counts as far.
_BEHIND = 0.01


def with_siblings(snapshot: Snapshot, passages: Sequence[Passage], audience: Audience) -> list[Passage]:
    """The passages in their order, each of the best ones followed by its section's neighbouring chunks."""
    known = {(each.chunk.document, each.chunk.ordinal) for each in passages}
    widened: list[Passage] = []
    for place, passage in enumerate(passages):
        widened.append(passage)
        if place >= _BEST:
            continue
        chunk = passage.chunk
        for sibling in snapshot.neighbours(chunk.document, chunk.ordinal, audience):
            if sibling.section == chunk.section and (sibling.document, sibling.ordinal) not in known:
                known.add((sibling.document, sibling.ordinal))
                widened.append(Passage(sibling, passage.title, passage.score - _BEHIND))
    return widened
