"""A small office in Discord whose bot has /admin and nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot.discord import addresses
from bot.discord.access import AccessPolicy, Operators
from bot.discord.admin.group import AdminGroup
from bot.discord.i18n import CommandTranslator
from bot.discord.rate_limits import RateLimits, SeenIds
from bot.discord.servers.settings import ServerSettings
from bot.discord.servers.store import FILE, Servers
from bot.discord.services import BotServices
from bot.discord.settings import DiscordSettings
from bot.discord.shutdown import Shutdown
from bot.models import Audience
from eval.loopback_discord import LoopbackDiscord
from eval.loopback_discord.messages.message import Message
from eval.loopback_discord.world.model import Channel, Guild, Member, Role
from eval.loopback_discord.world.permissions import Permission
from eval.loopback_discord.world.places import only_for

_WITHIN_S = 20.0  # on a busy machine


class AdminClient(discord.AutoShardedClient):
    """Has /admin, and what a command raised in `problems`."""

    def __init__(self, services: BotServices) -> None:
        super().__init__(intents=discord.Intents(guilds=True), guild_ready_timeout=0.05)
        self.services = services
        self.problems: list[BaseException] = []
        self.failed = asyncio.Event()
        self.tree = app_commands.CommandTree[Any](self)
        self.tree.error(self._failed)
        self.tree.add_command(AdminGroup(services))

    async def setup_hook(self) -> None:
        await self.tree.set_translator(CommandTranslator())
        await self.services.access.operators.learn(self)

    async def _failed(self, _: object, problem: app_commands.AppCommandError) -> None:
        self.problems.append(getattr(problem, "original", problem))
        self.failed.set()


@dataclass(frozen=True)
class Scene:
    """What a test has at hand; only `operator` runs the bot, and the owner is no staff."""

    server: LoopbackDiscord
    client: AdminClient
    services: BotServices
    guild: Guild
    staff: Role
    general: Channel
    secret: Channel
    operator: Member
    boss: Member  # an administrator of the server, and of its staff
    manager: Member  # may manage the server
    lee: Member  # one of the public

    async def says(
        self, who: Member, command: str, /, *, at: Channel | None = None, **options: Any
    ) -> Message:
        """What `/admin …` answers, always to this person alone."""
        used = await self.server.slash(who, at or self.general, f"admin {command}", **options)
        answer = await used.reply(_WITHIN_S)
        assert [each.ephemeral_to for each in used.messages] == [who.user]
        assert not answer.pings
        return answer

    @property
    def settings(self) -> ServerSettings:
        """The server's settings as they are kept."""
        return self.services.guild_settings.of(self.guild.id)


Play = Callable[[Scene], Coroutine[Any, Any, None]]
Stage = Callable[..., None]


def played(services: BotServices, folder: Path, play: Play, **changes: Any) -> None:
    """Lets the scene play with this services; at its end nothing was asked that Discord refuses."""

    async def run() -> None:
        async with LoopbackDiscord() as server:
            world = server.world
            guild = world.add_guild()
            staff = world.add_role(guild, "staff")
            keys = world.add_role(guild, "keys", permissions=Permission.MANAGE_GUILD)
            rulers = world.add_role(guild, "rulers", permissions=Permission.ADMINISTRATOR)
            operator = world.add_member(guild, "Operator")
            settings = DiscordSettings(operators=(operator.id,), api_url=server.api_url)
            own = _own(services, folder, settings, **changes)
            own.guild_settings.change(guild.id, lambda known: known.mapping(staff.id, Audience.STAFF))
            async with _connected(server, own) as client:
                general = world.add_text_channel(guild, "general")
                secret = world.add_text_channel(guild, "secret", overwrites=only_for(guild, staff))
                boss = world.add_member(guild, "Boss", roles=[staff, rulers])
                manager = world.add_member(guild, "Manager", roles=[keys])
                lee = world.add_member(guild, "Lee", locale="ko")
                people = (operator, boss, manager, lee)
                await play(Scene(server, client, own, guild, staff, general, secret, *people))
            assert server.violations == []

    asyncio.run(run())


def _own(services: BotServices, folder: Path, settings: DiscordSettings, **changes: Any) -> BotServices:
    """The services with settings of servers of its own."""
    servers = Servers(folder / FILE, clock=lambda: dt.datetime.now(dt.UTC))
    return replace(
        services,
        guild_settings=servers,
        access=AccessPolicy(servers, Operators(settings.operators)),
        rate_limits=RateLimits(settings, services.clock),
        seen=SeenIds(services.clock),
        settings=settings,
        shutdown=Shutdown(),
        **changes,
    )


@contextlib.asynccontextmanager
async def _connected(server: LoopbackDiscord, services: BotServices) -> AsyncIterator[AdminClient]:
    with addresses.api_at(server.api_url):
        async with AdminClient(services) as client:
            await client.login(server.token)
            await addresses.find_gateway(client, "", 0)
            connecting = asyncio.create_task(client.connect())
            try:
                await client.wait_until_ready()
                yield client
            finally:
                await client.close()
                connecting.cancel()
                with contextlib.suppress(asyncio.CancelledError, discord.ConnectionClosed):
                    await connecting
