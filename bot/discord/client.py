"""The client: what Discord tells it goes to those who deal with it, with the least that it has to be told."""

from __future__ import annotations

import contextlib
import sys
from typing import Any

import aiohttp
import discord

from bot.discord.buttons import register
from bot.discord.commands.catalogue import add_all
from bot.discord.commands.documents import PageButton
from bot.discord.commands.tree import Tree
from bot.discord.conversation.facts import Channel
from bot.discord.conversation.listening import OnSentence
from bot.discord.delivery.failure import failed
from bot.discord.delivery.places import ChannelPost
from bot.discord.delivery.reception import Reception
from bot.discord.desk import Desk
from bot.discord.operations.logs import logger
from bot.discord.operations.metrics import Gateway
from bot.discord.servers import upkeep
from bot.discord.words import CommandTranslator
from bot.models import Language
from bot.text.language import written_in

# After the last server that the gateway has told of it waits so long for another one.
_SERVERS_WITHIN_S = 2.0
# Discord wants a heartbeat every 41 seconds, and answers each: after this one was missed.
_SILENT_FOR_S = 60.0


def intents_of(*, message_content: bool) -> discord.Intents:
    """The least that the bot has to be told: servers with their channels and roles, and messages."""
    return discord.Intents(
        guilds=True, guild_messages=True, dm_messages=True, message_content=message_content
    )


class ConcordClient(discord.AutoShardedClient):
    """Connects the desk with Discord.

    `guild_ready_timeout` is how many seconds it waits for one more server, `heartbeat_timeout` how many may
    pass without a word of the gateway before it connects anew. Commands are never synchronised here: that is
    an operator's command.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        guild_ready_timeout: float = _SERVERS_WITHIN_S,
        heartbeat_timeout: float = _SILENT_FOR_S,
    ) -> None:
        super().__init__(
            intents=intents_of(message_content=desk.settings.message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=guild_ready_timeout,
            heartbeat_timeout=heartbeat_timeout,
            max_messages=None,
        )
        self.desk = desk
        self.reception = Reception(desk)
        self.tree = Tree(self, desk)
        self._listener = OnSentence(desk, self.reception)
        add_all(self.tree, desk, self.reception)

    async def setup_hook(self) -> None:
        """Makes the names of the commands and the buttons from before a restart known."""
        await self.tree.set_translator(CommandTranslator())
        register(self, self.desk)
        self.add_dynamic_items(PageButton)
        await self.desk.access.operators.learn(self)
        if not self.desk.settings.message_content:
            logger().info("mentions, direct messages and commands are read; other messages are not")

    async def drain(self, within_s: float) -> None:
        """Takes nothing new, and waits this many seconds at most until what is open has ended."""
        if not await self.desk.closing.close(within_s):
            logger().warning("not all was ended")

    async def on_message(self, message: discord.Message) -> None:
        """Hears what was written, here once and for all: edited messages are not heard again."""
        stands_in = message.channel
        is_known = not isinstance(stands_in, discord.PartialMessageable)
        channel = stands_in if is_known else await self._known(stands_in.id)
        if channel is not None and self.user is not None:
            await self._listener.hear(message, channel, self.user.id)

    async def on_error(self, event_method: str, /, *args: Any, **_: Any) -> None:
        """Logs what went wrong, and tells who wrote the message where it was one."""
        problem = sys.exc_info()[1] or RuntimeError(event_method)
        message = args[0] if event_method == "on_message" else None
        language = written_in(message.content) if message else Language.ENGLISH
        card = failed(self.desk, problem, language)
        if message is not None:
            with contextlib.suppress(discord.HTTPException, aiohttp.ClientError, OSError):
                await ChannelPost(message.channel, message.id, message).show(card)

    async def on_ready(self) -> None:
        """The gateway is there."""
        self.desk.metrics.gateway(Gateway.READY)

    async def on_shard_resumed(self, shard: int) -> None:
        """The gateway is there again."""
        self.desk.metrics.gateway(Gateway.READY)
        logger().info("resumed", shard=shard)

    async def on_shard_disconnect(self, shard: int) -> None:
        """The gateway is lost; discord.py connects again."""
        if not self.desk.closing.has_begun:
            self.desk.metrics.gateway(Gateway.LOST)
        logger().info("disconnected", shard=shard)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """A server has added the bot."""
        logger().info("joined", guild=guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """A server has removed the bot: its settings go."""
        logger().info("left", guild=guild.id)
        await self.desk.work(upkeep.left, self.desk.servers, guild.id)

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """A role is gone: it maps to nothing any more."""
        await self.desk.work(upkeep.role_deleted, self.desk.servers, role)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel is gone: the settings name it no more."""
        await self.desk.work(upkeep.channel_deleted, self.desk.servers, channel)

    async def _known(self, channel: int) -> Channel | None:
        """The channel itself, where the cache has only its id: a thread that was put away wakes up so."""
        try:
            found = await self.fetch_channel(channel)
        except (discord.HTTPException, discord.InvalidData):
            return None
        return found if isinstance(found, discord.abc.Messageable) else None
