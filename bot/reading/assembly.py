"""Puts the trained reader in front of the parts that work without it, where the settings want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.settings import Settings
from ingest.embedding.embedder import Embedder

if TYPE_CHECKING:
    from bot.answering.reader import Reader
    from bot.reading.particles import Morphemes
    from bot.reading.reading import PairReading
    from bot.retrieval.retriever import Retriever
    from bot.verification.support import Support

# Readings of passages that are kept, a few MB: those of some ten questions.
_REMEMBERED = 256
# How many passages are read to be ordered.
_READ = 12


def load_reading(settings: Settings, embedder: Embedder, morphemes: Morphemes) -> PairReading:
    """The trained reader that ships; raises what `load_model` raises."""
    from bot.reading.loading import load_model
    from bot.reading.particles import WithoutParticles

    return WithoutParticles(load_model(settings.embedding, embedder), morphemes)


def reading_for(settings: Settings, embedder: Embedder, morphemes: Morphemes) -> PairReading | None:
    """The trained reader with a memory; None where the settings want none.

    Raises what `load_model` raises.
    """
    if settings.answer.reader != "trained":
        return None
    from bot.reading.remembering import RememberingModel

    return RememberingModel(load_reading(settings, embedder, morphemes), _REMEMBERED)


def retriever_with(reading: PairReading | None, retriever: Retriever) -> Retriever:
    """The retriever, its best passages in the reader's order."""
    if reading is None:
        return retriever
    from bot.retrieval.reranking import RerankingRetriever

    return RerankingRetriever(retriever, reading, _READ)


def reader_with(reading: PairReading | None, similarity: Reader) -> Reader:
    """The reader that finds the evidence."""
    if reading is None:
        return similarity
    from bot.answering.trained_reader import TrainedReader

    return TrainedReader(reading, similarity)


def support_with(reading: PairReading | None, signs: Support) -> Support:
    """The judge of whether evidence supports a sentence."""
    if reading is None:
        return signs
    from bot.verification.trained_support import TrainedSupport

    return TrainedSupport(reading, signs)
