"""The server as a whole: its parts put together, started and stopped."""

from __future__ import annotations

import secrets
from types import TracebackType
from typing import Self

from aiohttp import web

from eval.loopback_discord.application import Application
from eval.loopback_discord.bell import Bell
from eval.loopback_discord.clock import Clock, Snowflakes
from eval.loopback_discord.faults import Faults
from eval.loopback_discord.gateway.gateway import Gateway
from eval.loopback_discord.interactions.commands import Commands
from eval.loopback_discord.interactions.reception import Reception
from eval.loopback_discord.messages.board import Board
from eval.loopback_discord.messages.drafting import Drafting
from eval.loopback_discord.people.people import Parts
from eval.loopback_discord.people.speaking import Speaking
from eval.loopback_discord.people.starting import Starting
from eval.loopback_discord.refusals import Violation
from eval.loopback_discord.rest.access import Access
from eval.loopback_discord.rest.applications import Applications
from eval.loopback_discord.rest.channels import Channels
from eval.loopback_discord.rest.files import Files
from eval.loopback_discord.rest.guilds import Guilds
from eval.loopback_discord.rest.interactions import Interactions
from eval.loopback_discord.rest.messages import Messages
from eval.loopback_discord.rest.ratelimits import RateLimits
from eval.loopback_discord.rest.site import BASE, Site
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world.world import World

GATEWAY = "/gateway"


class LoopbackDiscord(Starting, Speaking):
    """Discord on loopback, for one bot, on the event loop of the test.

        async with LoopbackDiscord() as server:
            guild = server.world.add_guild()
            channel = server.world.add_text_channel(guild)
            ada = server.world.add_member(guild, "Ada")
            ...  # a bot logs in with server.token at server.api_url
            interaction = await server.slash(ada, channel, "ask", question="Who pays?")
            message = await interaction.reply()

    `violations` lists what Discord would refuse (and this server refused), `requests` what was asked of it.
    `clock.advance` lets time pass for tokens and answers. `faults` breaks things.
    """

    def __init__(self, *, host: str = "127.0.0.1", port: int = 0, token: str = "") -> None:
        self.clock = Clock()
        self.violations: list[Violation] = []
        self.token = token or f"loopback.{secrets.token_hex(8)}"
        self.bell = Bell()
        self._host = host
        self._port = port
        ids = Snowflakes(self.clock)
        self.world = World(self.clock, ids, self._publish)
        self.application = Application(self.world.bot, self.world.add_user("Operator"), self.token)
        self.gateway = Gateway(self.world, self.application, self.violations, self.bell)
        self.faults = Faults(self.gateway)
        self.commands = Commands(ids, self.application.id)
        self.limits = RateLimits(self.clock)
        self.board = Board(self.clock, ids, self.world, self._publish, self.bell)
        drafting = Drafting(ids, self.world)
        self.reception = Reception(self.clock, ids, self.world, self.board, drafting)
        super().__init__(
            Parts(self.world, self.board, self.commands, self.reception, self.gateway.sessions, self.bell)
        )
        self._site = Site(self.application, self.faults, self.limits, self.violations)
        access = Access(self.world)
        self.applications = Applications(self.application, self.commands, self.gateway.sessions, self.world)
        self.channels = Channels(access, self.world, self.board, drafting, self.application)
        self._areas = (
            self.applications,
            self.channels,
            Messages(access, self.board, drafting, self.application),
            Interactions(self.application, self.clock, self.reception, self.board),
            Guilds(access, self.world, self.application),
        )
        self._runner: web.AppRunner | None = None

    @property
    def requests(self) -> list[str]:
        """The requests that were answered, as "METHOD /path status"."""
        return self._site.requests

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=32 * 1024 * 1024)
        app.router.add_get(GATEWAY, self.gateway.serve)
        app.router.add_get(GATEWAY + "/", self.gateway.serve)
        app.router.add_get("/attachments/{channel}/{file}/{name}", Files(self.world).serve)
        self._site.add_to(app, (route for area in self._areas for route in area.routes()))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        port = self._runner.addresses[0][1]
        self.url = f"http://{self._host}:{port}"
        self.api_url = self.url + BASE
        self.gateway_url = f"ws://{self._host}:{port}{GATEWAY}"
        self.gateway.sessions.address = self.gateway_url
        self.board.files_at = self.url
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.gateway.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    async def connected(self, shards: int = 1, within_s: float = 10.0) -> None:
        """Waits until the bot has begun or taken up as many sessions as it has shards."""
        await self.bell.until(
            lambda: sum(talk.is_live for talk in self.gateway.open) >= shards, f"{shards} sessions", within_s
        )

    async def resumed(self, times: int = 1, within_s: float = 10.0) -> None:
        """Waits until the bot has taken up sessions again so many times since the start."""
        await self.bell.until(
            lambda: self.gateway.sessions.resumed >= times, f"{times} sessions resumed", within_s
        )

    def forget(self) -> None:
        """Lets go of all that was said, asked and told so far, for those who measure memory beside it.

        Sessions cannot be taken up where they were before it.
        """
        self.requests.clear()
        self.reception.forget()
        self.limits.forget()
        self.channels.typing.clear()
        for channel in self.world.channels.values():
            channel.messages.clear()
        for session in self.gateway.sessions.by_key.values():
            session.events.clear()

    def _publish(self, event: str, data: Json, guild: int | None) -> None:
        self.gateway.sessions.publish(self.world, event, data, guild)
        self.bell.ring()
