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

from bot.discord.addresses import api_at, find_gateway
from bot.discord.assembly import build_desk
from bot.discord.client import ConcordClient
from bot.discord.desk import Desk
from bot.discord.operations.health import HealthServer
from bot.discord.operations.logs import logger, logging_to
from bot.discord.operations.metrics import Gateway
from bot.discord.settings import DiscordSettings
from bot.discord.troubles import plain_troubles
from bot.factory import build_index
from bot.models import Audience
from bot.settings import Settings
from ingest.errors import ConcordError

_CLOSE_WITHIN_S = 2.0
_KILLED_BY = 128  # what a shell adds to the number of the signal


def main(settings: Settings) -> None:
    """Runs the bot; raises ConcordError, with a sentence for the operator, where it cannot run."""
    asyncio.run(run(settings))
    if any(not each.daemon for each in threading.enumerate() if each is not threading.main_thread()):
        # A thread is still with an answer that nobody waits for any more; Python would wait for it.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


async def run(settings: Settings) -> None:
    """Runs the bot until a signal stops it; raises as `main` does."""
    token = settings.discord.needed_token()
    build_index(settings).snapshot()  # what is missing is said before anybody asks
    secrets = (token, settings.llm.api_key.get_secret_value())
    with logging_to(sys.stderr, secrets), api_at(settings.discord.api_url), plain_troubles():
        desk = build_desk(settings)
        try:
            await _serve(desk, ConcordClient(desk))
        finally:
            _close(desk)


async def _serve(desk: Desk, client: ConcordClient) -> None:
    settings, log = desk.settings, logger()
    health = HealthServer(
        settings.health_host, settings.health_port, lambda: _is_ready(desk, client), desk.metrics
    )
    async with client:
        if settings.health_port:
            await health.start()
        try:
            desk.metrics.gateway(Gateway.CONNECTING)
            connected = asyncio.create_task(_connect(client, settings))
            await _first_of(connected, asyncio.create_task(_signals().wait()))
            if connected.done():
                connected.result()  # raises what ended it
            desk.metrics.gateway(Gateway.STOPPING)
            log.info("stopping")
            await client.drain(settings.stop_within_s)
            await _ended(client, connected)
            log.info("stopped")
        finally:
            await health.stop()


async def _connect(client: ConcordClient, settings: DiscordSettings) -> None:
    await client.login(settings.needed_token())
    await find_gateway(client, settings.gateway_url, settings.shards)
    await client.connect()


async def _first_of(connected: asyncio.Task[None], told: asyncio.Task[bool]) -> None:
    await asyncio.wait({connected, told}, return_when=asyncio.FIRST_COMPLETED)
    told.cancel()


async def _ended(client: ConcordClient, connected: asyncio.Task[None]) -> None:
    """Closes the client; what its connection still has to say of that is not heard."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_CLOSE_WITHIN_S):
            await client.close()
    connected.cancel()
    await asyncio.gather(connected, return_exceptions=True)


def _signals() -> asyncio.Event:
    """Set by the first signal to stop; the second ends the process."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def taken(number: signal.Signals) -> None:
        if stop.is_set():
            os._exit(_KILLED_BY + number)
        stop.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, taken, each)
    return stop


def _is_ready(desk: Desk, client: ConcordClient) -> bool:
    """Whether a question that came now could be answered; asks the disk."""
    if (
        client.is_closed()
        or not client.is_ready()
        or any(each.is_closed() for each in client.shards.values())
    ):
        return False
    try:
        desk.documents(Audience.PUBLIC)
    except ConcordError as problem:
        logger().warning("not ready", exc_info=problem)
        return False
    return True


def _close(desk: Desk) -> None:
    """Closes what is open; a database that somebody still writes to is not waited for long."""
    desk.threads.shutdown(wait=False, cancel_futures=True)
    closing = threading.Thread(target=desk.histories.close, daemon=True)
    closing.start()
    closing.join(_CLOSE_WITHIN_S)
