"""Builds the desk of the Discord bot from the settings: the shared parts, and those of the bot alone."""

from __future__ import annotations

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor

from bot.conversation.talk import ChatSession
from bot.discord.access import AccessPolicy, Operators
from bot.discord.desk import Desk
from bot.discord.operations.metrics import Metrics
from bot.discord.pace.pace import Pace, pace_of
from bot.discord.servers.store import FILE, Servers
from bot.factory import (
    build_assistant,
    build_conversation_store,
    build_feedback,
    build_ingestion,
    build_records,
)
from bot.settings import Settings
from ingest.report import NoProgress, Report

# Beside those in which answers are made: for what is looked up meanwhile, and answers that nobody waits for.
_SPARE_THREADS = 8


def build_desk(settings: Settings) -> Desk:
    """What all handlers share; nothing is opened yet but the model of the embeddings."""
    assistant, histories, metrics = build_assistant(settings), build_conversation_store(settings), Metrics()
    servers = Servers(settings.index.folder / FILE, clock=_now)
    return Desk(
        talk=ChatSession(assistant, histories),
        assistant=assistant,
        histories=histories,
        records=build_records(settings) if settings.records.keep_days else None,
        feedback=build_feedback(settings),
        servers=servers,
        access=AccessPolicy(servers, Operators(settings.discord.operators)),
        pace=_pace(settings, metrics),
        metrics=metrics,
        settings=settings.discord,
        documents=lambda audience: assistant.index.read(lambda snapshot: snapshot.documents(audience)),
        sync_documents=lambda: _sync(settings),
        has_model=assistant.generator is not None,
        threads=ThreadPoolExecutor(settings.discord.workers + _SPARE_THREADS, "desk"),
        clock=time.monotonic,
    )


def _pace(settings: Settings, metrics: Metrics) -> Pace:
    pace = pace_of(settings.discord, time.monotonic)
    pace.queue.watch = metrics.queue
    return pace


def _sync(settings: Settings) -> Report:
    return build_ingestion(settings).run(settings.documents.sources, NoProgress())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
