"""The grounds of an answer's sources as they are compared: by their words, and by their vectors."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from bot.verification.claim import Claim
from bot.verification.grounds import Ground, grounds_of
from bot.verification.lexicon import Lexicon
from bot.verification.models import Source
from bot.verification.reading import Reader, Reading
from ingest.embedding.embedder import Embedder, FloatMatrix, FloatVector
from ingest.language.hangul import is_korean


@dataclass(frozen=True, slots=True)
class Units:
    """The grounds, the readings of what each tells and of its place, and the vectors (n, d) to come."""

    grounds: Sequence[Ground]
    told: Sequence[Reading]
    place: Sequence[Reading]
    korean: Sequence[bool]
    numbers: frozenset[int]
    lexicon: Lexicon
    coming: Future[FloatMatrix]

    @classmethod
    def read(cls, sources: Sequence[Source], reader: Reader, lexicon: Lexicon, embedder: Embedder) -> Units:
        """Reads the words at once and has the vectors made beside, since a model is slower than both."""
        grounds = grounds_of(sources)
        told = [ground.told for ground in grounds]
        beside = ThreadPoolExecutor(max_workers=1)
        coming = beside.submit(embedder.embed_passages, [ground.words for ground in grounds])
        beside.shutdown(wait=False)
        places = {ground.place: ground for ground in grounds}
        read = dict(zip(places, reader.read(list(places)), strict=True))
        return cls(
            grounds,
            reader.read(told),
            [read[ground.place] for ground in grounds],
            [is_korean(text) for text in told],
            frozenset(source.number for source in sources),
            lexicon,
            coming,
        )

    def nearness(self, claim: Claim) -> FloatVector:
        """The cosine similarity (n,) of the claim to each ground."""
        similarity: FloatVector = self.coming.result() @ claim.vector
        return similarity

    def of(self, numbers: Collection[int]) -> list[int]:
        """Which grounds belong to the sources with these numbers."""
        return [i for i, ground in enumerate(self.grounds) if ground.number in numbers]

    def are_one_list(self, one: int, other: int) -> bool:
        """Whether two grounds are parts of the same list or table."""
        left, right = (self.grounds[i] for i in (one, other))
        groups = (left.evidence.units[0].group, right.evidence.units[0].group)
        return left.number == right.number and groups[0] == groups[1] != 0
