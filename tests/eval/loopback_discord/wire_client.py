"""A gateway client without any library's help, to say what a bot should not say."""

from __future__ import annotations

import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import aiohttp

from eval.loopback_discord import LoopbackDiscord
from eval.loopback_discord.gateway.intents import Intent
from eval.loopback_discord.wire import Json

ALL = int(Intent.GUILDS | Intent.GUILD_MESSAGES | Intent.DIRECT_MESSAGES | Intent.MESSAGE_CONTENT)


class WireClient:
    """One connection; reads compressed frames where it asked for them."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, token: str) -> None:
        self.socket = socket
        self._token = token
        self._stream = zlib.decompressobj()

    async def receive(self) -> Json:
        """The next payload; a close is given as {"close": code}."""
        frame = await self.socket.receive(timeout=5)
        if frame.type == aiohttp.WSMsgType.BINARY:
            # Each message ends a flush of the stream.
            assert frame.data.endswith(b"\x00\x00\xff\xff")
            return cast(Json, json.loads(self._stream.decompress(frame.data)))
        if frame.type == aiohttp.WSMsgType.TEXT:
            return cast(Json, json.loads(frame.data))
        return {"close": self.socket.close_code}

    async def until(self, event: str) -> Json:
        """The data of the next event of this name."""
        while True:
            payload = await self.receive()
            assert "close" not in payload, payload
            if payload.get("t") == event:
                return cast(Json, payload["d"])

    async def send(self, op: int, data: object) -> None:
        """Sends a payload."""
        await self.socket.send_str(json.dumps({"op": op, "d": data}))

    async def identify(self, **changes: object) -> None:
        """Begins a session."""
        asked = {"token": self._token, "intents": ALL, "properties": {}}
        await self.send(2, {**asked, **changes})

    async def begin(self, **changes: object) -> Json:
        """Begins a session that the gateway agrees to; the data of READY."""
        await self.identify(**changes)
        return await self.until("READY")

    async def resume(self, session: str, seq: int) -> None:
        """Takes a session up."""
        await self.send(6, {"token": self._token, "session_id": session, "seq": seq})


@asynccontextmanager
async def wire(server: LoopbackDiscord, compress: str = "") -> AsyncIterator[WireClient]:
    """A connection after its hello."""
    query = f"?v=10&encoding=json{'&compress=' + compress if compress else ''}"
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(server.gateway_url + query) as socket,
    ):
        client = WireClient(socket, server.token)
        hello = await client.receive()
        assert hello["op"] == 10
        yield client
