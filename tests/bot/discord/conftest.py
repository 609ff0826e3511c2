"""The real client of the bot in a simulated Discord; what it answers comes out of an index built once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.chat_session import ChatSession
from bot.discord.access import AccessPolicy, Operators
from bot.discord.app import build_services
from bot.discord.client import ConcordClient
from bot.discord.observability.metrics import Metrics
from bot.discord.queue import AnswerQueue
from bot.discord.rate_limits import RateLimits, SeenIds
from bot.discord.services import BotServices
from bot.discord.settings import DiscordSettings
from bot.discord.shutdown import Shutdown
from bot.factory import build_storage
from bot.settings import Settings
from ingest.settings import IndexSettings
from tests.bot.discord.network import Network
from tests.bot.discord.office import OPERATOR, Discord, Office, ingested
from tests.bot.discord.script import Script, ScriptedAssistant
from tests.bot.documents import FILES

# Enough for a test that is about something else than how often people may ask.
_AT_EASE = {"user_per_minute": 1000, "channel_per_minute": 1000, "server_per_minute": 1000}
_SETTLES_WITHIN_S = 300.0
Restart = Callable[[], Any]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests in the office, which answer from a real index, as slow."""
    for item in items:
        if "built" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def office_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the few documents; tests only ask it."""
    return ingested(tmp_path_factory.mktemp("discord"), FILES)


@pytest.fixture(scope="session")
def built(office_index: Path) -> Iterator[BotServices]:
    """The parts of the bot over that index; only what reads the index is used of them."""
    services = build_services(Settings(index=IndexSettings(folder=office_index)))
    yield services
    services.threads.shutdown()


@pytest.fixture
def bot_settings(request: pytest.FixtureRequest) -> DiscordSettings:
    """The settings of the bot, with those of the marker `bot`."""
    marker = request.node.get_closest_marker("bot")
    chosen = {**_AT_EASE, "operators": (OPERATOR,), **(marker.kwargs if marker else {})}
    return DiscordSettings(token="simulated", **chosen)


@pytest.fixture
def script() -> Script:
    """What the assistant does, and when."""
    return Script()


@pytest.fixture
def services(
    built: BotServices, bot_settings: DiscordSettings, script: Script, tmp_path: Path
) -> Iterator[BotServices]:
    """The parts of the bot with nothing remembered yet."""
    services = with_memory(built, bot_settings, script, tmp_path)
    with services.storage:
        yield services


def with_memory(built: BotServices, settings: DiscordSettings, script: Script, folder: Path) -> BotServices:
    """The parts of a bot that has just been started, with what is remembered in this folder."""

    def clock() -> float:
        return time.monotonic()  # looked up anew each time: SimCord puts its own clock there

    storage, metrics = build_storage(Settings(index=IndexSettings(folder=folder))), Metrics()
    recorder = replace(built.assistant.recorder, records=storage.records)
    assistant: Any = ScriptedAssistant(replace(built.assistant, recorder=recorder), script, recorder)
    return replace(
        built,
        chat=ChatSession(assistant, storage.conversations),
        assistant=assistant,
        storage=storage,
        records=storage.records,
        feedback=storage.feedback,
        guild_settings=storage.guild_settings,
        access=AccessPolicy(storage.guild_settings, Operators(settings.operators)),
        rate_limits=RateLimits(settings, clock),
        queue=AnswerQueue(settings.workers, settings.queue, metrics.queue),
        seen=SeenIds(clock),
        metrics=metrics,
        settings=settings,
        clock=clock,
        shutdown=Shutdown(),
    )


@pytest_asyncio.fixture
async def env(
    services: BotServices, request: pytest.FixtureRequest, script: Script
) -> AsyncIterator[Discord]:
    """Discord, with the bot connected; what the bot failed at and did not look at fails the test."""
    marker = request.node.get_closest_marker("simcord")
    options = {"shard_count": 1, "strict_sync": False, **(marker.kwargs if marker else {})}
    env = Discord(ConcordClient(services), settle_timeout=_SETTLES_WITHIN_S, **options)
    await env.start()
    try:
        yield env
    finally:
        script.let_go()
        await env.shutdown()
        if env.check_errors:
            env.raise_errors()


@pytest_asyncio.fixture
async def office(
    env: Discord, services: BotServices, script: Script, monkeypatch: pytest.MonkeyPatch
) -> Office:
    """The office, whose operator has said which role and which channel are the staff's."""
    network, loop = Network(), asyncio.get_running_loop()
    network.install(monkeypatch, env)
    script.rang = partial(loop.call_soon_threadsafe, network.rang.set)
    office = Office(env, network, script, services, loop)
    office.furnish()
    await office.admin("roles map", role=office.staff, audience="staff")
    await office.admin("channels staff", channel=office.secret)
    office.close(office.secret)
    env.http_requests.clear()
    return office
