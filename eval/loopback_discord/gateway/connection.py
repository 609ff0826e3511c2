"""One WebSocket: sends frames in order, and can fall silent or break as networks do."""

from __future__ import annotations

import asyncio
import contextlib

from aiohttp import web

from eval.loopback_discord.gateway.compression import Encoder
from eval.loopback_discord.wire import Json

# What still waits to be sent at the end gets so long.
_FAREWELL_S = 1.0


class Connection:
    """Sends what it is given from a task of its own, so that nobody who has news waits for a socket."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request, encoder: Encoder) -> None:
        self.socket = socket
        self.encoder = encoder
        self._request = request
        self._outgoing: asyncio.Queue[Json] = asyncio.Queue()
        self._hears = asyncio.Event()
        self._hears.set()
        self.ended = asyncio.Event()

    @property
    def is_deaf(self) -> bool:
        """Whether it is half open: nothing is sent any more, and nothing that comes is heard."""
        return not self._hears.is_set()

    def send(self, payload: Json) -> None:
        """Puts a payload behind those that wait."""
        self._outgoing.put_nowait(payload)

    async def send_all(self) -> None:
        """Sends what there is, and what comes, until it is cancelled or the socket is gone."""
        with contextlib.suppress(ConnectionError):
            while True:
                payload = await self._outgoing.get()
                await self._hears.wait()
                frame = self.encoder.encode(payload)
                if isinstance(frame, str):
                    await self.socket.send_str(frame)
                else:
                    await self.socket.send_bytes(frame)
                self._outgoing.task_done()

    def fall_silent(self) -> None:
        """Becomes half open."""
        self._hears.clear()

    def abort(self) -> None:
        """Breaks the connection without a word."""
        self.ended.set()
        if self._request.transport is not None:
            self._request.transport.abort()

    async def close(self, code: int, reason: str = "") -> None:
        """Sends what waits, then a close code; or, where nothing is heard any more, breaks it."""
        if self.is_deaf:
            self.abort()
            return
        with contextlib.suppress(ConnectionError, TimeoutError):
            await asyncio.wait_for(self._outgoing.join(), _FAREWELL_S)
            await self.socket.close(code=code, message=reason.encode())
