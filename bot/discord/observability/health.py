"""Tells over HTTP how the bot is: `/healthz` lives, `/readyz` can answer, `/metrics` what it counts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiohttp import web

from bot.discord.observability.metrics import Metrics
from ingest.errors import ConfigurationError

_CONTENT = "text/plain; version=0.0.4; charset=utf-8"


class HealthServer:
    """Serves three pages; `is_ready` may block. Port 0 takes a free one, which `port` names once started."""

    def __init__(self, host: str, port: int, is_ready: Callable[[], bool], metrics: Metrics) -> None:
        self._host = host
        self._is_ready = is_ready
        self._metrics = metrics
        self._runner: web.AppRunner | None = None
        self.port = port

    async def start(self) -> None:
        """Raises ConfigurationError where the address is taken or none of this machine's."""
        pages = web.Application()
        pages.router.add_get("/healthz", self._lives)
        pages.router.add_get("/readyz", self._ready)
        pages.router.add_get("/metrics", self._counted)
        self._runner = web.AppRunner(pages, access_log=None, shutdown_timeout=0)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self.port).start()
        except OSError as taken:
            await self.stop()
            raise ConfigurationError(
                f"Nothing can be served at {self._host}, port {self.port}; choose another discord.health_port"
                " (or discord.health_host)."
            ) from taken
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _lives(self, _: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _ready(self, _: web.Request) -> web.Response:
        if await asyncio.to_thread(self._is_ready):
            return web.Response(text="ready\n")
        return web.Response(text="not ready\n", status=503)

    async def _counted(self, _: web.Request) -> web.Response:
        return web.Response(body=self._metrics.text(), headers={"Content-Type": _CONTENT})
