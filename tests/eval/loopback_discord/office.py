"""A small world to try things in, and a way to ask the server without any library between."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from eval.loopback_discord import LoopbackDiscord
from eval.loopback_discord.interactions.interaction import Interaction
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world.model import Channel, Guild, Member


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the body (empty for none), the headers in lower case."""

    status: int
    body: Any
    headers: dict[str, str]

    @property
    def code(self) -> int:
        """Discord's code of the error."""
        return int(self.body["code"])

    @property
    def refusal(self) -> tuple[int, int]:
        """Status and code."""
        return self.status, self.code


@dataclass(frozen=True, slots=True)
class Office:
    """A guild with one channel and Ada, and a session that asks in the bot's name."""

    server: LoopbackDiscord
    guild: Guild
    channel: Channel
    ada: Member
    session: aiohttp.ClientSession

    async def ask(self, method: str, path: str, body: object = None, *, token: str | None = None) -> Answer:
        """Asks the REST API; `token` "" sends none."""
        bot = f"Bot {self.server.token if token is None else token}"
        headers = {} if token == "" else {"Authorization": bot}
        async with self.session.request(
            method, self.server.api_url + path, json=body, headers=headers
        ) as reply:
            found = await reply.json() if reply.status != 204 else {}
            return Answer(reply.status, found, {key.lower(): value for key, value in reply.headers.items()})

    async def post(self, body: Json) -> Answer:
        """Posts a message in the channel."""
        return await self.ask("POST", f"/channels/{self.channel.id}/messages", body)

    async def respond(self, to: Interaction, kind: int, data: Json | None = None) -> Answer:
        """Answers an interaction for the first time."""
        path = f"/interactions/{to.id}/{to.token}/callback"
        return await self.ask("POST", path, {"type": kind, "data": data or {}}, token="")

    async def hook(self, method: str, to: Interaction, body: Json | None = None, message: str = "") -> Answer:
        """Asks about an interaction's answer; `message` is "@original" or an id, empty for a follow-up."""
        path = f"/webhooks/{self.server.application.id}/{to.token}"
        return await self.ask(method, f"{path}/messages/{message}" if message else path, body, token="")

    async def asked(self) -> Interaction:
        """A slash command of Ada's."""
        return await self.server.slash(self.ada, self.channel, "ask", question="Who pays?")


@asynccontextmanager
async def office() -> AsyncIterator[Office]:
    """An office with its server, while the block lasts."""
    async with LoopbackDiscord() as server, aiohttp.ClientSession() as session:
        guild = server.world.add_guild("Office")
        channel = server.world.add_text_channel(guild, "general")
        ada = server.world.add_member(guild, "Ada")
        yield Office(server, guild, channel, ada, session)
