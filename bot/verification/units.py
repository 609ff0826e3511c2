"""The grounds of an answer's sources as they are compared: by their words, and by their vectors."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from bot.language import is_korean
from bot.verification.coverage import Words
from bot.verification.facts import facts_in
from bot.verification.grounds import Ground, grounds_of
from bot.verification.lexicon import Lexicon
from bot.verification.models import Source
from ingest.embedding.embedder import Embedder, FloatMatrix, FloatVector
from ingest.keywords.tokens import Tokeniser


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence without its marks and markup: its words but for figures, and its vector (d,)."""

    text: str
    words: Words
    vector: FloatVector
    is_korean: bool


@dataclass(frozen=True, slots=True)
class Units:
    """The grounds, with the words that each tells, those of its place, and the vectors (n, d) to come."""

    grounds: Sequence[Ground]
    told: Sequence[Words]
    place: Sequence[Words]
    korean: Sequence[bool]
    numbers: frozenset[int]
    lexicon: Lexicon
    tokeniser: Tokeniser
    embedder: Embedder
    coming: Future[FloatMatrix]

    @classmethod
    def read(
        cls, sources: Sequence[Source], tokeniser: Tokeniser, lexicon: Lexicon, embedder: Embedder
    ) -> Units:
        """Reads the words at once and has the vectors made beside, since a model is slower than both."""
        grounds = grounds_of(sources)
        told = [ground.told for ground in grounds]
        place = [ground.place for ground in grounds]
        with_beside = ThreadPoolExecutor(max_workers=1)
        coming = with_beside.submit(embedder.embed_passages, told)
        with_beside.shutdown(wait=False)
        return cls(
            grounds,
            _words(told, tokeniser),
            _words(place, tokeniser),
            [is_korean(text) for text in told],
            frozenset(source.number for source in sources),
            lexicon,
            tokeniser,
            embedder,
            coming,
        )

    def claim(self, text: str) -> Claim:
        """The sentence `text` as it is compared."""
        own = text
        for fact in facts_in(text):
            own = own[: fact.start] + " " * (fact.end - fact.start) + own[fact.end :]
        (words,) = _words([own], self.tokeniser)
        return Claim(text, words, self.embedder.embed_passages([text])[0], is_korean(text))

    def nearness(self, claim: Claim) -> FloatVector:
        """The cosine similarity (n,) of the claim to each ground."""
        similarity: FloatVector = self.coming.result() @ claim.vector
        return similarity

    def of(self, numbers: Collection[int]) -> list[int]:
        """Which grounds belong to the sources with these numbers."""
        return [i for i, ground in enumerate(self.grounds) if ground.number in numbers]


def _words(texts: Sequence[str], tokeniser: Tokeniser) -> list[Words]:
    return [
        Words(tuple(tokens), "".join(text.casefold().split()))
        for text, tokens in zip(texts, tokeniser.tokenise_all(texts), strict=True)
    ]
