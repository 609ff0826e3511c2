"""A small bot on the real discord.py, which the server is tried out with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import discord
from discord import app_commands

from bot.discord import addresses
from eval.loopback_discord import LoopbackDiscord

LEAST = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Parrot(discord.AutoShardedClient):
    """Keeps what it hears in `heard`."""

    def __init__(self, intents: discord.Intents, *, heartbeat_timeout_s: float, shards: int | None) -> None:
        super().__init__(
            intents=intents,
            shard_count=shards,
            # It would wait so many seconds for more guilds before it is ready.
            guild_ready_timeout=0.02,
            heartbeat_timeout=heartbeat_timeout_s,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.tree = app_commands.CommandTree(self)
        self.started = asyncio.Event()
        self.heard: list[discord.Message] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Waits for nothing: the library would wait 5 s between two sessions."""

    async def hears(self, count: int) -> list[str]:
        """What it heard, once that is so many messages."""
        while len(self.heard) < count:
            await self.wait_for("message", timeout=10)
        return [message.content for message in self.heard]

    async def on_ready(self) -> None:
        self.started.set()

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)


@asynccontextmanager
async def parrot(
    server: LoopbackDiscord,
    *,
    intents: discord.Intents = LEAST,
    heartbeat_timeout_s: float = 60.0,
    shards: int | None = None,
) -> AsyncIterator[Parrot]:
    """A bot that is ready, connected to the server while the block lasts."""
    with addresses.api_at(server.api_url):
        async with Parrot(intents, heartbeat_timeout_s=heartbeat_timeout_s, shards=shards) as bot:
            await bot.login(server.token)
            await addresses.find_gateway(bot, server.gateway_url, shards or 0)
            running = asyncio.create_task(bot.connect())
            ready = asyncio.create_task(bot.started.wait())
            await asyncio.wait({running, ready}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                ready.cancel()
                await running
            try:
                yield bot
            finally:
                await bot.close()
                with suppress(asyncio.CancelledError):
                    await running
