"""A stub of Discord's API and gateway on loopback, for what takes a connection: a process, a drop, a 429."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from aiohttp import WSMsgType, web

from tests.bot.discord.office import texts

_DISPATCH, _HEARTBEAT, _RESUME, _HELLO, _ACK = 0, 1, 6, 10, 11
_MESSAGE_CONTENT = 1 << 15
_WITHIN_S = 300.0
Json = dict[str, Any]
_PAYLOADS: dict[str, Json] = json.loads(Path(__file__).with_name("stub.json").read_text("utf-8"))


@dataclass
class Command:
    """A command that somebody gave, and what it was answered with: the newest text last."""

    acknowledgements: int = 0
    said: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.said[-1] if self.said else ""


class DiscordStub:
    """One server with one channel, in which anybody can give commands; an async context manager.

    `faults` holds what to answer to the next requests whose line ends so: a status with a body, or an event
    to wait for first. `knows_sessions` lets the gateway take up a session that has dropped.
    """

    def __init__(self) -> None:
        self.token, self.heartbeat_ms, self.allows_content = "MTE0.stub.token", 41_250, True
        self.has_bot = self.knows_sessions = True
        self.requests: list[str] = []
        self.faults: dict[str, list[tuple[int, Json] | asyncio.Event]] = {}
        self.asked: dict[str, Command] = {}
        self.sessions = self.resumed = 0
        self.sockets: set[web.WebSocketResponse] = set()
        self._silent: set[web.WebSocketResponse] = set()
        self._commands: dict[str, list[Json]] = {}
        self._events: list[Json] = []
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/gateway", self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        self.api_url, self.gateway_url = f"http://127.0.0.1:{port}/api/v10", f"ws://127.0.0.1:{port}/gateway"
        self.named_gateway = self.gateway_url
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def slash(self, user: int, name: str, **options: str) -> Command:
        """A command that a person gives, whom `user` numbers."""
        token = f"token-{len(self.asked)}"
        person = {"id": str(user), "username": f"person {user}", "discriminator": "0", "avatar": None}
        given = [{"name": each, "type": 3, "value": value} for each, value in options.items()]
        self.asked[token] = asked = Command()
        await self.tell(
            "INTERACTION_CREATE",
            {
                **_PAYLOADS["interaction"],
                "id": str(1_000 + len(self.asked)),
                "token": token,
                "data": {"id": "1", "name": name, "type": 1, "options": given},
                "member": {**_PAYLOADS["member"], "user": person},
            },
        )
        return asked

    async def tell(self, event: str, data: Json) -> None:
        """Tells the bot of an event, or keeps it for when it takes up its session again."""
        self._events.append({"op": _DISPATCH, "t": event, "s": len(self._events) + 1, "d": data})
        for socket in tuple(self.sockets):
            await socket.send_json(self._events[-1])

    async def drop(self) -> None:
        """Breaks the connection with the gateway."""
        for socket in tuple(self.sockets):
            await socket.close(code=4000)

    def fall_silent(self) -> None:
        """Hears and says nothing more over the connections that stand, without closing them."""
        self._silent |= self.sockets
        self.sockets.clear()

    async def until(self, holds: Callable[[], object]) -> None:
        """Waits until something holds."""
        async with asyncio.timeout(_WITHIN_S):
            while not holds():
                await asyncio.sleep(0.01)

    async def _answer(self, request: web.Request) -> web.Response:
        path, method = request.match_info["path"], request.method
        self.requests.append(line := f"{method} /{path}")
        left = next((faults for end, faults in self.faults.items() if line.endswith(end)), [])
        if left:
            fault = left.pop(0)
            if isinstance(fault, asyncio.Event):
                await fault.wait()
            else:
                return _reply(fault[1], status=fault[0])
        if request.headers.get("Authorization", f"Bot {self.token}") != f"Bot {self.token}":
            return _reply({"message": "401: Unauthorized", "code": 0}, status=401)
        return self._handled(path, method, await _body(request))

    def _handled(self, path: str, method: str, body: Any) -> web.Response:
        asked = next((each for token, each in self.asked.items() if token in path.split("/")), None)
        if path == "gateway/bot":
            return _reply({**_PAYLOADS["gateway"], "url": self.named_gateway})
        if path in ("users/@me", "oauth2/applications/@me"):
            return _reply(_PAYLOADS["user" if path.startswith("users") else "application"])
        if path.endswith("/commands") and ("/guilds/" not in path or self.has_bot):
            if method == "PUT":
                own = {"application_id": "12", "version": "1"}
                self._commands[path] = [
                    {"description": "", **each, "id": str(n), **own} for n, each in enumerate(body, 1)
                ]
            return _reply(self._commands.get(path, []))
        if asked is None:
            return _reply({"message": "Missing Access", "code": 50001}, status=403)
        said = body.get("data") or {} if path.endswith("/callback") else body
        if said.get("content") or said.get("components"):
            asked.said.append("\n".join([said.get("content") or "", *texts(said.get("components") or ())]))
        asked.acknowledgements += path.endswith("/callback")
        return _reply(_PAYLOADS["acknowledged" if path.endswith("/callback") else "message"])

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": _HELLO, "d": {"heartbeat_interval": self.heartbeat_ms}})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT and socket not in self._silent:
                    await self._hear(socket, json.loads(message.data))
        finally:
            self.sockets.discard(socket)
        return socket

    async def _hear(self, socket: web.WebSocketResponse, heard: Json) -> None:
        if heard["op"] == _HEARTBEAT:
            await socket.send_json({"op": _ACK})
        elif heard["op"] == _RESUME and self.knows_sessions:
            self.resumed += 1
            self.sockets.add(socket)
            for event in self._events[max(0, heard["d"]["seq"] - 1) :]:  # the last that it knows once more
                await socket.send_json(event)
            await self.tell("RESUMED", {})
        elif heard["op"] == _RESUME:
            await socket.send_json({"op": 9, "d": False})
        elif heard["d"]["intents"] & _MESSAGE_CONTENT and not self.allows_content:
            await socket.close(code=4014)
        else:
            self.sessions, self.knows_sessions = self.sessions + 1, True
            self.sockets.add(socket)
            await self.tell("READY", {**_PAYLOADS["ready"], "resume_gateway_url": self.gateway_url})
            await self.tell("GUILD_CREATE", _PAYLOADS["guild"])


async def _body(request: web.Request) -> Any:
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            if getattr(part, "name", "") == "payload_json":
                return json.loads(await part.text())  # type: ignore[union-attr]
    return await request.json() if request.can_read_body else {}


def _reply(body: Any, status: int = 200) -> web.Response:
    """As JSON without a charset, which discord.py would take for text."""
    headers = {"Via": "1.1 loopback"}  # without which discord.py takes a 429 for a ban
    sent = json.dumps(body).encode()
    return web.Response(body=sent, status=status, content_type="application/json", headers=headers)
