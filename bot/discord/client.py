"""The client: what Discord sends goes to those who deal with it, with the least that it has to be told."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from typing import Any

import discord

from bot.discord.buttons import AnswerButton
from bot.discord.cards import Action
from bot.discord.commands.personal import PageButton
from bot.discord.commands.tree import Tree
from bot.discord.errors import DELIVERY_ERRORS, failure_card
from bot.discord.i18n import CommandTranslator
from bot.discord.interactions import Interaction, handle_once
from bot.discord.message_listener import MessageListener
from bot.discord.message_routing import Channel
from bot.discord.message_writer import ChannelWriter
from bot.discord.observability.logs import logger
from bot.discord.observability.metrics import Gateway
from bot.discord.question_handler import QuestionHandler
from bot.discord.services import BotServices
from bot.discord.views.context import ButtonContext, show_sources
from bot.discord.views.feedback import answer_of, open_form, take_form, thank
from bot.discord.views.share import share
from bot.models import Audience, Language
from bot.storage.guild_settings import GuildSettings
from bot.text.language import written_in

# After the last server that the gateway has told of it waits so long for another one.
_SERVERS_WITHIN_S = 2.0
# Discord wants a heartbeat every 41 seconds, and answers each: after this one was missed.
_SILENT_FOR_S = 60.0
_BUTTONS = {
    Action.SOURCES: show_sources,
    Action.SHARE: share,
    Action.HELPFUL: thank,
    Action.NOT_HELPFUL: open_form,
}


def intents_of(*, message_content: bool) -> discord.Intents:
    """The least that the bot has to be told: servers with their channels and roles, and messages."""
    return discord.Intents(
        guilds=True, guild_messages=True, dm_messages=True, message_content=message_content
    )


class ConcordClient(discord.AutoShardedClient):
    """Hands Discord's events to the services; synchronises no commands, which an operator does."""

    def __init__(
        self,
        services: BotServices,
        *,
        guild_ready_timeout: float = _SERVERS_WITHIN_S,
        heartbeat_timeout: float = _SILENT_FOR_S,
    ) -> None:
        super().__init__(
            intents=intents_of(message_content=services.settings.message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=guild_ready_timeout,
            heartbeat_timeout=heartbeat_timeout,
            max_messages=None,
        )
        self.services = services
        self.questions = QuestionHandler(services)
        self.tree = Tree(self, services)
        self.tree.add_all(self.questions)
        self._listener = MessageListener(services, self.questions)

    async def setup_hook(self) -> None:
        await self.tree.set_translator(CommandTranslator())
        self.add_dynamic_items(AnswerButton, PageButton)
        await self.services.access.operators.learn(self)
        if not self.services.settings.message_content:
            logger().info("mentions, direct messages and commands are read; other messages are not")

    async def drain(self, within_s: float) -> None:
        if not await self.services.shutdown.drain(within_s):
            logger().warning("not all was ended")

    async def handle_button(self, interaction: Interaction, button: AnswerButton) -> None:
        context = ButtonContext(interaction, self.services, button.answer, button.owner)
        await handle_once(interaction, self.services, lambda: _BUTTONS[button.action](context))

    async def on_interaction(self, interaction: Interaction) -> None:
        """A form was sent: discord.py forgets open ones when the process ends. The rest is discord.py's."""
        if interaction.type is not discord.InteractionType.modal_submit or interaction.data is None:
            return
        answer = answer_of(interaction.data)
        if answer is not None:
            context, data = ButtonContext(interaction, self.services, answer), interaction.data
            await handle_once(interaction, self.services, lambda: take_form(context, data))

    async def on_message(self, message: discord.Message) -> None:
        """Hears what was written, here once and for all: edited messages are not heard again."""
        stands_in = message.channel
        is_known = not isinstance(stands_in, discord.PartialMessageable)
        channel = stands_in if is_known else await self._fetch(stands_in.id)
        if channel is not None and self.user is not None:
            await self._listener.hear(message, channel, self.user.id)

    async def on_error(self, event_method: str, /, *args: Any, **_: Any) -> None:
        """Logs what went wrong, and tells who wrote the message where it was one."""
        problem = sys.exc_info()[1] or RuntimeError(event_method)
        message = args[0] if event_method == "on_message" else None
        language = written_in(message.content) if message else Language.ENGLISH
        card = failure_card(self.services, problem, language)
        if message is not None:
            with contextlib.suppress(*DELIVERY_ERRORS):
                await ChannelWriter(message.channel, message.id, message).show(card)

    async def on_ready(self) -> None:
        self.services.metrics.gateway(Gateway.READY)

    async def on_shard_resumed(self, shard: int) -> None:
        self.services.metrics.gateway(Gateway.READY)
        logger().info("resumed", shard=shard)

    async def on_shard_disconnect(self, shard: int) -> None:
        """The gateway is lost; discord.py connects again."""
        if not self.services.shutdown.has_begun:
            self.services.metrics.gateway(Gateway.LOST)
        logger().info("disconnected", shard=shard)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        logger().info("joined", guild=guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forgets its settings: what it may see beyond the public was granted to those who had it then."""
        logger().info("left", guild=guild.id)
        await self.services.run_blocking(self.services.guild_settings.forget, guild.id)

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        await self._change(role.guild, lambda known: known.mapping(role.id, Audience.PUBLIC))

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Where it was the only one allowed, the bot answers in none."""
        await self._change(channel.guild, lambda known: known.without_channel(channel.id))

    async def _change(self, guild: discord.Guild, change: Callable[[GuildSettings], GuildSettings]) -> None:
        await self.services.run_blocking(self.services.guild_settings.change, guild.id, change)

    async def _fetch(self, channel: int) -> Channel | None:
        """The channel itself, where the cache has only its id: a thread that was put away wakes up so."""
        try:
            fetched = await self.fetch_channel(channel)
        except (discord.HTTPException, discord.InvalidData):
            return None
        return fetched if isinstance(fetched, discord.abc.Messageable) else None
