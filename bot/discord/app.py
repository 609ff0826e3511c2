"""Runs the bot: it connects, answers until it is told to stop, and ends in order.

On SIGTERM or SIGINT no question is taken any more, what is under way gets `discord.stop_within_s` to be
finished, whoever still waits then is told so, and everything is closed. A second signal ends it at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from bot.chat_session import ChatSession
from bot.discord.access import AccessPolicy, Operators
from bot.discord.addresses import api_at, find_gateway
from bot.discord.client import ConcordClient
from bot.discord.errors import plain_connection_errors
from bot.discord.observability.health import HealthServer
from bot.discord.observability.logs import logger, logging_to
from bot.discord.observability.metrics import Gateway, Metrics
from bot.discord.queue import AnswerQueue
from bot.discord.rate_limits import RateLimits, SeenIds
from bot.discord.services import BotServices
from bot.discord.settings import DiscordSettings
from bot.factory import build_assistant, build_index, build_ingestion, build_storage
from bot.models import Audience
from bot.settings import Settings
from ingest.errors import ConcordError
from ingest.report import NoProgress

# Beside those in which answers are made: for what is looked up meanwhile, and answers that nobody waits for.
_SPARE_THREADS = 8
_CLOSE_WITHIN_S = 2.0
_KILLED_BY = 128  # what a shell adds to the number of the signal


def main(settings: Settings) -> None:
    """Runs the bot; raises ConcordError, with a sentence for the operator, where it cannot run."""
    asyncio.run(run(settings))
    if any(not thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread()):
        # A thread is still with an answer that nobody waits for any more; Python would wait for it.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


async def run(settings: Settings) -> None:
    """Runs the bot until a signal stops it; raises as `main` does."""
    token = settings.discord.needed_token()
    build_index(settings).snapshot()  # what is missing is said before anybody asks
    secrets = (token, settings.llm.api_key.get_secret_value())
    with logging_to(sys.stderr, secrets), api_at(settings.discord.api_url), plain_connection_errors():
        services = build_services(settings)
        try:
            await _serve(services, ConcordClient(services))
        finally:
            _close(services)


def build_services(settings: Settings) -> BotServices:
    """What all handlers share; nothing is opened yet but the model of the embeddings."""
    storage, metrics = build_storage(settings), Metrics()
    assistant, guild_settings = build_assistant(settings, storage), storage.guild_settings
    clock, own = time.monotonic, settings.discord
    return BotServices(
        chat=ChatSession(assistant, storage.conversations),
        assistant=assistant,
        storage=storage,
        records=storage.records if settings.records.keep_days else None,
        feedback=storage.feedback,
        guild_settings=guild_settings,
        access=AccessPolicy(guild_settings, Operators(own.operators)),
        rate_limits=RateLimits(own, clock),
        queue=AnswerQueue(own.workers, own.queue, metrics.queue),
        seen=SeenIds(clock),
        metrics=metrics,
        settings=own,
        documents=lambda audience: assistant.index.read(lambda snapshot: snapshot.documents(audience)),
        sync_documents=lambda: build_ingestion(settings).run(settings.documents.sources, NoProgress()),
        has_model=assistant.generator is not None,
        threads=ThreadPoolExecutor(own.workers + _SPARE_THREADS, "discord"),
        clock=clock,
    )


async def _serve(services: BotServices, client: ConcordClient) -> None:
    settings, log = services.settings, logger()
    health = HealthServer(
        settings.health_host, settings.health_port, lambda: _is_ready(services, client), services.metrics
    )
    async with client:
        if settings.health_port:
            await health.start()
        try:
            services.metrics.gateway(Gateway.CONNECTING)
            connected = asyncio.create_task(_connect(client, settings))
            await _wait_for_first(connected, asyncio.create_task(_stop_signal().wait()))
            if connected.done():
                connected.result()  # raises what ended it
            services.metrics.gateway(Gateway.STOPPING)
            log.info("stopping")
            await client.drain(settings.stop_within_s)
            await _disconnect(client, connected)
            log.info("stopped")
        finally:
            await health.stop()


async def _connect(client: ConcordClient, settings: DiscordSettings) -> None:
    await client.login(settings.needed_token())
    await find_gateway(client, settings.gateway_url, settings.shards)
    await client.connect()


async def _wait_for_first(connected: asyncio.Task[None], stop: asyncio.Task[bool]) -> None:
    await asyncio.wait({connected, stop}, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()


async def _disconnect(client: ConcordClient, connected: asyncio.Task[None]) -> None:
    """Closes the client; what its connection still has to say of that is not heard."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_CLOSE_WITHIN_S):
            await client.close()
    connected.cancel()
    await asyncio.gather(connected, return_exceptions=True)


def _stop_signal() -> asyncio.Event:
    """Set by the first signal to stop; the second ends the process."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def handle(number: signal.Signals) -> None:
        if stop.is_set():
            os._exit(_KILLED_BY + number)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, handle, number)
    return stop


def _is_ready(services: BotServices, client: ConcordClient) -> bool:
    """Whether a question that came now could be answered; asks the disk."""
    if (
        client.is_closed()
        or not client.is_ready()
        or any(shard.is_closed() for shard in client.shards.values())
    ):
        return False
    try:
        services.documents(Audience.PUBLIC)
    except ConcordError as problem:
        logger().warning("not ready", exc_info=problem)
        return False
    return True


def _close(services: BotServices) -> None:
    """Closes what is open; a database that somebody still writes to is not waited for long."""
    services.threads.shutdown(wait=False, cancel_futures=True)
    closing = threading.Thread(target=services.storage.close, daemon=True)
    closing.start()
    closing.join(_CLOSE_WITHIN_S)
