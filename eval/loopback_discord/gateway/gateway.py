"""The gateway as a whole: takes connections in, and lets a test break them."""

from __future__ import annotations

import asyncio

from aiohttp import web

from eval.loopback_discord.application import Application
from eval.loopback_discord.bell import Bell
from eval.loopback_discord.gateway.compression import Encoder
from eval.loopback_discord.gateway.connection import Connection
from eval.loopback_discord.gateway.conversation import INVALID, RECONNECT, Conversation
from eval.loopback_discord.gateway.registry import Sessions
from eval.loopback_discord.refusals import Violation
from eval.loopback_discord.world.world import World

# Discord's own interval.
HEARTBEAT_S = 41.25


class Gateway:
    """Serves the WebSocket; `open` are the conversations that are going on. `heartbeat_s` may be changed."""

    def __init__(
        self, world: World, application: Application, violations: list[Violation], bell: Bell
    ) -> None:
        self.sessions = Sessions(bell)
        self.open: list[Conversation] = []
        self.heartbeat_s = HEARTBEAT_S
        self._world = world
        self._application = application
        self._violations = violations
        self._bell = bell

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Speaks with a bot that connects; 400 for what this gateway does not speak."""
        asked = request.query
        if asked.get("v") != "10" or asked.get("encoding", "json") != "json":
            return web.Response(status=400, text="only version 10 with JSON is spoken here")
        if asked.get("compress", "") not in ("", "zlib-stream"):
            return web.Response(status=400, text="only zlib-stream is spoken here")
        socket = web.WebSocketResponse(compress=False, timeout=1.0)
        await socket.prepare(request)
        connection = Connection(socket, request, Encoder(asked.get("compress", "")))
        talk = Conversation(connection, self.sessions, self._world, self._application, self.heartbeat_s)
        self.open.append(talk)
        try:
            ended = await talk.hold(socket)
        finally:
            self.open.remove(talk)
            self._bell.ring()
        if ended is not None:
            self._violations.append(Violation(0, ended.code, ended.reason, "gateway"))
        return socket

    def drop(self) -> None:
        """Breaks all connections without a word; the sessions can be resumed."""
        for talk in self.open:
            talk.connection.abort()

    def fall_silent(self) -> None:
        """Makes all connections half open: nothing is heard and nothing said, but they stand."""
        for talk in self.open:
            talk.connection.fall_silent()

    def ask_to_reconnect(self) -> None:
        """Tells the bot to connect anew and to resume (opcode 7)."""
        for talk in self.open:
            talk.connection.send({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool) -> None:
        """Tells the bot that its session is invalid (opcode 9); unless `resumable` it is gone."""
        for talk in self.open:
            talk.connection.send({"op": INVALID, "d": resumable})
            if not resumable and talk.session is not None:
                self.sessions.by_key.pop(talk.session.key, None)

    async def stop(self) -> None:
        """Closes all connections."""
        await asyncio.gather(*(talk.connection.close(1001) for talk in list(self.open)))
