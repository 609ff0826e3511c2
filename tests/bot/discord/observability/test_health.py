"""The pages that say how the bot is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import aiohttp
import pytest

from bot.discord.observability.health import HealthServer
from bot.discord.observability.metrics import Metrics
from ingest.errors import ConfigurationError

Got = tuple[int, str]


@dataclass
class Bot:
    """A bot that is ready or not."""

    is_ready: bool = True
    metrics: Metrics = field(default_factory=Metrics)

    def get(self, *paths: str) -> list[Got]:
        """Status and text of each page, of a server that is started and stopped around."""

        async def ask(address: str) -> list[Got]:
            async with aiohttp.ClientSession(address) as session:
                return [await page(session, path) for path in paths]

        return asyncio.run(self.serving(ask))

    async def serving(self, use: Callable[[str], Awaitable[list[Got]]]) -> list[Got]:
        server = HealthServer("127.0.0.1", 0, lambda: self.is_ready, self.metrics)
        await server.start()
        try:
            return await use(f"http://127.0.0.1:{server.port}")
        finally:
            await server.stop()


async def page(session: aiohttp.ClientSession, path: str) -> Got:
    async with session.get(path) as reply:
        return reply.status, await reply.text()


def test_the_pages_say_whether_it_lives_can_answer_and_what_it_counts() -> None:
    assert Bot().get("/healthz", "/readyz") == [(200, "ok\n"), (200, "ready\n")]
    unready = Bot(is_ready=False)
    unready.metrics.question("ask")
    *pages, (status, metrics), (missing, _) = unready.get("/healthz", "/readyz", "/metrics", "/")
    assert pages == [(200, "ok\n"), (503, "not ready\n")]
    assert (status, missing) == (200, 404)
    assert 'concord_questions_total{kind="ask"} 1.0' in metrics


def test_it_serves_at_its_address_only_while_it_runs() -> None:
    async def refused() -> None:
        server = HealthServer("127.0.0.1", 0, lambda: True, Metrics())
        await server.start()
        await server.stop()
        async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as session:
            with pytest.raises(aiohttp.ClientConnectorError):
                await page(session, "/healthz")

    asyncio.run(refused())


def test_a_port_that_is_taken_is_told_with_the_setting() -> None:
    async def twice() -> None:
        first = HealthServer("127.0.0.1", 0, lambda: True, Metrics())
        await first.start()
        try:
            with pytest.raises(ConfigurationError, match=r"discord\.health_port"):
                await HealthServer("127.0.0.1", first.port, lambda: True, Metrics()).start()
        finally:
            await first.stop()

    asyncio.run(twice())
