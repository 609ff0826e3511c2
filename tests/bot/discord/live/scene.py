"""The bot as it runs, connected to a server that stands in for Discord's, with people in a small office."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import discord

from bot.conversation.session import ChatSession
from bot.discord import addresses
from bot.discord.access import AccessPolicy, Operators
from bot.discord.client import ConcordClient
from bot.discord.observability.metrics import Metrics
from bot.discord.queue import AnswerQueue
from bot.discord.rate_limits import RateLimits, SeenIds
from bot.discord.services import BotServices
from bot.discord.settings import DiscordSettings
from bot.discord.shutdown import Shutdown
from bot.factory import build_storage
from bot.models import Audience
from bot.settings import Settings
from bot.storage.guild_settings import GuildSettings
from eval.loopback_discord import LoopbackDiscord
from eval.loopback_discord.interactions.interaction import Interaction
from eval.loopback_discord.messages.message import Message
from eval.loopback_discord.world.model import Channel, Guild, Member, Role
from eval.loopback_discord.world.places import only_for
from ingest.settings import IndexSettings

# Enough for a test that is about something else than the pace.
AT_EASE = {"user_per_minute": 1000, "channel_per_minute": 1000, "server_per_minute": 1000}
# On a busy machine.
_WITHIN_S = 20.0
_PAUSE_S = 0.01


@dataclass(frozen=True)
class Office:
    """A server with a channel for all and one that staff alone can view; its owner is of the staff."""

    guild: Guild
    staff: Role
    general: Channel
    secret: Channel
    boss: Member
    kim: Member  # of the staff
    lee: Member  # not
    choi: Member  # of the staff, with Discord in Korean


@dataclass(frozen=True)
class Scene:
    """What a test has at hand."""

    server: LoopbackDiscord
    client: ConcordClient
    services: BotServices
    office: Office

    async def asks(self, who: Member, channel: Channel, question: str, **options: object) -> Message:
        """The answer to `/ask`, as it stands at last."""
        return await self.ended(await self.server.slash(who, channel, "ask", question=question, **options))

    async def ended(self, asked: Interaction) -> Message:
        """What a command was answered with, once nothing more comes."""
        first = await asked.reply(_WITHIN_S)
        await self.settled()
        return next((each for each in asked.messages if not each.is_deleted), first)

    async def told(self, message: Message) -> Message:
        """What a message was answered with, once nothing more comes."""
        answer = await self.server.answer_to(message, _WITHIN_S)
        await self.settled()
        return answer

    async def turned(self, message: Message, button: str, who: Member) -> Message:
        """The message once a button of it was pressed and has changed it."""
        before = len(message.versions)
        await self.server.press(message, button, who)
        await self.server.bell.until(lambda: len(message.versions) > before, button, _WITHIN_S)
        return message

    async def settled(self) -> None:
        """Waits until the bot has no answer under way."""
        await self.until(lambda: not len(self.services.shutdown))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Waits until something holds that no message of the bot tells."""
        async with asyncio.timeout(_WITHIN_S):
            while not holds():
                await asyncio.sleep(_PAUSE_S)

    def change(self, change: Callable[[GuildSettings], GuildSettings]) -> None:
        """Changes the server's settings, as an operator would."""
        self.services.guild_settings.change(self.office.guild.id, change)


def leaked(scene: Scene, words: Iterable[str], *, but: Channel | None = None) -> list[str]:
    """What of these words the bot ever wrote where more than one person reads, outside of `but`."""
    channels = scene.server.world.channels.values()
    places = [each for each in channels if but is None or but not in (each, each.parent)]
    texts = [
        version.text
        for place in places
        for message in scene.server.written_in(place)
        for version in message.versions
    ]
    return [word for word in words for text in (*texts, *(place.name for place in places)) if word in text]


Play = Callable[[Scene], Coroutine[Any, Any, None]]
Stage = Callable[..., None]


def office_in(server: LoopbackDiscord) -> Office:
    """The office, in which the bot may do all that it asks for."""
    world = server.world
    guild = world.add_guild()
    staff = world.add_role(guild, "staff")
    boss = guild.members[guild.owner.id]
    world.change_member(boss, roles=[staff])
    return Office(
        guild=guild,
        staff=staff,
        general=world.add_text_channel(guild, "general"),
        secret=world.add_text_channel(guild, "secret", overwrites=only_for(guild, staff)),
        boss=boss,
        kim=world.add_member(guild, "Kim", roles=[staff]),
        lee=world.add_member(guild, "Lee"),
        choi=world.add_member(guild, "Choi", roles=[staff], locale="ko"),
    )


def services_in(folder: Path, like: BotServices, settings: DiscordSettings) -> BotServices:
    """A services with nothing remembered yet: of the one before it, what only answers from the index."""
    kept = Settings(index=IndexSettings(folder=folder))
    storage, metrics = build_storage(kept), Metrics()
    assistant = replace(like.assistant, recorder=replace(like.assistant.recorder, records=storage.records))
    servers = storage.guild_settings
    return replace(
        like,
        chat=ChatSession(assistant, storage.conversations),
        assistant=assistant,
        storage=storage,
        records=storage.records,
        feedback=storage.feedback,
        guild_settings=servers,
        access=AccessPolicy(servers, Operators(settings.operators)),
        rate_limits=RateLimits(settings, like.clock),
        queue=AnswerQueue(settings.workers, settings.queue, metrics.queue),
        seen=SeenIds(like.clock),
        metrics=metrics,
        settings=settings,
        shutdown=Shutdown(),
    )


@contextlib.asynccontextmanager
async def connected(
    server: LoopbackDiscord, services: BotServices, *, shards: int = 0, heartbeat_timeout: float = 60.0
) -> AsyncIterator[ConcordClient]:
    """The client, once the gateway has told it of the servers that it is in."""
    with addresses.api_at(server.api_url):
        async with ConcordClient(
            services, guild_ready_timeout=0.05, heartbeat_timeout=heartbeat_timeout
        ) as client:
            await client.login(server.token)
            await addresses.find_gateway(client, "", shards)
            connecting = asyncio.create_task(client.connect())
            try:
                await client.wait_until_ready()
                yield client
            finally:
                await client.close()
                connecting.cancel()
                with contextlib.suppress(asyncio.CancelledError, discord.ConnectionClosed):
                    await connecting


def played(
    services_for: Callable[[DiscordSettings], BotServices],
    play: Play,
    *,
    refused: Iterable[int] = (),
    **chosen: Any,
) -> None:
    """Lets the scene play with these settings.

    Nothing in it may have been asked that Discord refuses, but for what it refuses with the codes `refused`.
    """

    async def run() -> None:
        async with LoopbackDiscord() as server:
            settings = DiscordSettings(token=server.token, api_url=server.api_url, **{**AT_EASE, **chosen})
            services, office = services_for(settings), office_in(server)
            services.guild_settings.change(
                office.guild.id,
                lambda known: known.mapping(office.staff.id, Audience.STAFF).with_staff_channel(
                    office.secret.id
                ),
            )
            with services.storage:
                async with connected(server, services) as client:
                    await play(Scene(server, client, services, office))
                    await (
                        services.shutdown.wait_for_background()
                    )  # a thread that is still at an answer remembers it
            assert [each for each in server.violations if each.code not in set(refused)] == []

    asyncio.run(run())
