"""Puts the trained reader in front of the parts that work without it, where the settings want it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.settings import Settings
from ingest.embedding.embedder import Embedder

if TYPE_CHECKING:
    from bot.answering.reader import Reader
    from bot.qa_model.particles import Morphemes
    from bot.qa_model.reading import PairReading
    from bot.retrieval.retriever import Retriever
    from bot.verification.support import Support

# Readings of passages that are kept, a few MB: those of some ten questions.
_REMEMBERED = 256
# How many passages are read to be ordered.
_READ = 8


def load_reading(settings: Settings, embedder: Embedder, morphemes: Morphemes) -> PairReading:
    """The trained reader that ships; raises what `load_model` raises."""
    from bot.qa_model.loading import load_model
    from bot.qa_model.particles import WithoutParticles

    return WithoutParticles(load_model(settings.embedding, embedder), morphemes)


@dataclass(frozen=True, slots=True)
class Trained:
    """The trained reader where the settings want it to find evidence, and to judge support; else None."""

    reader: PairReading | None
    support: PairReading | None


def trained_for(settings: Settings, embedder: Embedder, morphemes: Morphemes) -> Trained:
    """The trained reader, with a memory, for what the settings give it to do.

    Raises what `load_model` raises.
    """
    reads, judges = (each == "trained" for each in (settings.answer.reader, settings.answer.support))
    if not (reads or judges):
        return Trained(None, None)
    from bot.qa_model.remembering import RememberingModel

    model = RememberingModel(load_reading(settings, embedder, morphemes), _REMEMBERED)
    return Trained(model if reads else None, model if judges else None)


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


def support_with(reading: PairReading | None, signs: Support) -> Support:
    """The judge of whether evidence supports a sentence."""
    if reading is None:
        return signs
    from bot.verification.trained_support import TrainedSupport

    return TrainedSupport(reading, signs)
