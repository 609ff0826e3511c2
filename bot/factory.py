"""The one place where the parts are built from the settings and handed to each other."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from bot.settings import Settings
from ingest.index.generations import Generations
from ingest.index.snapshot import Index
from ingest.index.vectors import EmbeddedStore, ServerStore, VectorStore

if TYPE_CHECKING:
    from bot.answer_recorder import AnswerRecorder
    from bot.answering.extractors import AnswerExtractor
    from bot.assistant import Assistant
    from bot.generation.generator import AnswerGenerator
    from bot.llm.model import ChatModel
    from bot.qa_model.model import QAModel
    from bot.retrieval.retriever import Retriever
    from bot.storage.records import Records
    from bot.storage.storage import Storage
    from bot.verification.claim_check import Checker
    from bot.verification.verifier import VerifierCache
    from ingest.embedding.embedder import Embedder
    from ingest.ingestion import Ingestion
    from ingest.language.korean import Korean
    from ingest.models import Chunk
    from ingest.sources.loader import ParsedSource
    from ingest.sources.web_page import Page

_MEGABYTE = 1_000_000
_PROMPTS = ("answer", "condense")
# Vectors of sentences kept in memory, a few MB: those of some hundred passages.
_REMEMBERED_VECTORS = 4_096
# Readings of passages kept in memory, a few MB: those of some ten questions.
_REMEMBERED_READINGS = 256
# How many passages the trained model reranks.
_RERANKED = 8
# What the prompt takes beside the passages: its own words, and a question of ordinary length.
_PROMPT_TOKENS = 600


def build_index(settings: Settings) -> Index:
    """The index in the folder that the settings name, for reading."""
    generations = Generations(settings.index.folder)
    return Index(generations, _store(settings, generations))


def build_embedder(settings: Settings) -> Embedder:
    """The embedder of the configured model on the configured engine, without a cache."""
    from ingest.embedding.loading import load_embedder

    return load_embedder(settings.embedding)


def build_assistant(settings: Settings, storage: Storage | None = None) -> Assistant:
    """The assistant that every surface shares; without a `storage` it opens its own."""
    from bot.answering.extractors import TrainedExtractor
    from bot.answering.similarity import SimilarityExtractor
    from bot.assistant import Assistant
    from bot.conversation.condense import Condenser
    from bot.llm.providers import load_model
    from bot.qa_model.wrappers import CachedQAModel
    from bot.retrieval.hybrid import HybridSearch
    from bot.retrieval.reranking import RerankingRetriever
    from bot.retrieval.retriever import LlamaIndexRetriever
    from ingest.embedding.cache import CachedEmbedder, RecentVectorCache
    from ingest.language.korean import Korean
    from ingest.language.tokenizer import Tokenizer

    plain, korean = build_embedder(settings), Korean()
    embedder = CachedEmbedder(plain, RecentVectorCache(_REMEMBERED_VECTORS))
    tokenizer = Tokenizer(korean)
    model = load_model(settings.llm, time.monotonic)
    verifiers = cache(partial(_verifiers, embedder, korean))
    retriever: Retriever = LlamaIndexRetriever(
        HybridSearch(embedder, tokenizer, settings.retrieval.candidates)
    )
    extractor: AnswerExtractor = SimilarityExtractor(embedder, tokenizer)
    if settings.answer.extractor == "trained":
        trained = CachedQAModel(_qa_model(settings, plain, korean), _REMEMBERED_READINGS)
        # A language model does not wait for its passages to be reranked: it would begin only when all are
        # read, and the extractor takes them in any order.
        retriever = RerankingRetriever(retriever, trained, _RERANKED, only_documents=model is not None)
        extractor = TrainedExtractor(trained, extractor)
    return Assistant(
        index=build_index(settings),
        retriever=retriever,
        extractor=extractor,
        condenser=Condenser(model, settings.answer.max_question_chars, settings.conversation.history_tokens),
        generator=_generator(settings, model, verifiers()) if model else None,
        recorder=_recorder(settings, model, (storage or build_storage(settings)).records),
        retrieval=settings.retrieval,
        answering=settings.answer,
        clock=time.monotonic,
        checker=cache(lambda: _checker(settings, verifiers())),
    )


def build_reading(settings: Settings) -> QAModel:
    """The trained model; raises ConfigurationError where its weights are missing."""
    from ingest.language.korean import Korean

    return _qa_model(settings, build_embedder(settings), Korean())


def build_verifiers(settings: Settings) -> VerifierCache:
    """The verifiers of a language model's sentences."""
    from ingest.language.korean import Korean

    return _verifiers(build_embedder(settings), Korean())


def build_storage(settings: Settings) -> Storage:
    """The database of records, remarks, conversations and guild settings."""
    from bot.llm.tokens import within_budget
    from bot.storage.storage import Storage

    return Storage.at(
        settings.storage,
        settings.index.folder,
        keep_days=settings.records.keep_days,
        clock=_now,
        fit=partial(within_budget, most_tokens=settings.conversation.history_tokens),
    )


def build_ingestion(settings: Settings) -> Ingestion:
    """The job that makes the index agree with its sources."""
    from ingest.build import IndexBuilder
    from ingest.embedding.cache import CachedEmbedder, DiskVectorCache
    from ingest.ingestion import Ingestion
    from ingest.language.korean import CachedMorphology, Korean
    from ingest.language.tokenizer import Tokenizer
    from ingest.parsers.limits import Limits
    from ingest.sources.loader import DocumentLoader

    generations = Generations(settings.index.folder)
    embedder = CachedEmbedder(
        build_embedder(settings), DiskVectorCache(settings.index.folder / "cache.sqlite")
    )
    korean = CachedMorphology(Korean(), settings.index.folder / "words.sqlite")
    limits = Limits(
        max_file_bytes=settings.documents.max_file_mb * _MEGABYTE,
        max_expanded_bytes=settings.documents.max_expanded_mb * _MEGABYTE,
    )
    return Ingestion(
        folder=settings.index.folder,
        generations=generations,
        builder=IndexBuilder(_store(settings, generations), embedder, Tokenizer(korean)),
        loader=DocumentLoader(
            _Embedding(embedder, settings.chunks.max_chars), limits, settings.documents.default_audience
        ),
        fetch=lambda address: _fetch(settings, address),
        documents=settings.documents,
        chunks=settings.chunks,
        lock_wait_s=settings.index.lock_wait_s,
    )


class _Embedding:
    """Runs documents through the pipeline, which is built (with LlamaIndex) when the first one comes."""

    def __init__(self, embedder: Embedder, max_chars: int) -> None:
        self._embedder = embedder
        self._max_chars = max_chars

    def __call__(self, documents: Sequence[ParsedSource]) -> dict[str, list[Chunk]]:
        from ingest.pipeline import embed_documents

        return embed_documents(documents, self._embedder, self._max_chars)


def _qa_model(settings: Settings, embedder: Embedder, korean: Korean) -> QAModel:
    from bot.qa_model.onnx_model import load_model
    from bot.qa_model.wrappers import ParticleTrimmer

    return ParticleTrimmer(load_model(settings.embedding, embedder), korean.morphemes)


def _generator(settings: Settings, model: ChatModel, verifiers: VerifierCache) -> AnswerGenerator:
    from bot.generation.generator import AnswerGenerator
    from prompts.prompt import load_prompt

    return AnswerGenerator(
        model=model,
        verifiers=verifiers,
        prompt=load_prompt("answer"),
        context_tokens=settings.llm.context_tokens - settings.llm.max_tokens - _PROMPT_TOKENS,
        timeout_s=settings.llm.timeout_s,
        clock=time.monotonic,
    )


def _checker(settings: Settings, verifiers: VerifierCache) -> Checker:
    from bot.verification.claim_check import Checker

    return Checker(verifiers, settings.answer.max_question_chars)


def _verifiers(embedder: Embedder, korean: Korean) -> VerifierCache:
    from bot.verification.verifier import Verifier, VerifierCache
    from ingest.language.tokenizer import Tokenizer

    tokenizer = Tokenizer(korean)
    return VerifierCache(lambda glossary: Verifier.from_parts(embedder, tokenizer, korean, glossary))


def _recorder(settings: Settings, model: ChatModel | None, records: Records) -> AnswerRecorder:
    from bot.answer_recorder import AnswerRecorder
    from prompts.prompt import load_prompt

    return AnswerRecorder(
        records=records,
        model=model.name if model else "",
        prompts={name: load_prompt(name).version for name in _PROMPTS} if model else {},
        retrieval=settings.retrieval,
        answering=settings.answer,
        now=_now,
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _store(settings: Settings, generations: Generations) -> VectorStore:
    if settings.index.chroma_url:
        return ServerStore(settings.index.chroma_url, generations.identity)
    return EmbeddedStore()


def _fetch(settings: Settings, address: str) -> Page:
    from ingest.sources.web_page import WebLimits, fetch_page

    limits = WebLimits(
        total_s=settings.web.timeout_s,
        max_bytes=settings.web.max_mb * _MEGABYTE,
        allow_private=settings.web.allow_private,
    )
    return fetch_page(address, limits)
