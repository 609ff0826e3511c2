"""Puts the trained reader in front of the parts that work without it, where the settings want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.settings import Settings
from ingest.embedding.embedder import Embedder

if TYPE_CHECKING:
    from bot.answering.reader import Reader
    from bot.qa_model.particles import Morphemes
    from bot.qa_model.reading import PairReading
    from bot.retrieval.retriever import Retriever

# Readings of passages that are kept, a few MB: those of some ten questions.
_REMEMBERED = 256
# How many passages are read to be ordered.
_READ = 8


def load_reading(settings: Settings, embedder: Embedder, morphemes: Morphemes) -> PairReading:
    """The trained reader that ships; raises what `load_model` raises."""
    from bot.qa_model.loading import load_model
    from bot.qa_model.particles import WithoutParticles

    return WithoutParticles(load_model(settings.embedding, embedder), morphemes)


def trained_for(settings: Settings, embedder: Embedder, morphemes: Morphemes) -> PairReading | None:
    """The trained reader with a memory, where the settings want it.

    Raises what `load_model` raises.
    """
    if settings.answer.reader != "trained":
        return None
    from bot.qa_model.remembering import RememberingModel

    return RememberingModel(load_reading(settings, embedder, morphemes), _REMEMBERED)


def retriever_with(
    reading: PairReading | None, retriever: Retriever, *, is_awaited: bool = False
) -> Retriever:
    """The retriever, its best passages in the reader's order.

    Not those of an answer where a language model `is_awaited`: it would begin only when all is read, and
    the sentences that are quoted are chosen by the reader in any order.
    """
    if reading is None:
        return retriever
    from bot.retrieval.reranking import RerankingRetriever

    return RerankingRetriever(retriever, reading, _READ, only_documents=is_awaited)


def reader_with(reading: PairReading | None, similarity: Reader) -> Reader:
    """The reader that finds the evidence."""
    if reading is None:
        return similarity
    from bot.answering.trained_reader import TrainedReader

    return TrainedReader(reading, similarity)
