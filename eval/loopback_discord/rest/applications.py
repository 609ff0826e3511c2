"""Routes about the bot itself: where the gateway is, who it is, which commands it has."""

from __future__ import annotations

from collections.abc import Sequence

from eval.loopback_discord.application import Application
from eval.loopback_discord.gateway.registry import Sessions
from eval.loopback_discord.interactions.commands import Commands
from eval.loopback_discord.refusals import missing_access, unknown
from eval.loopback_discord.rest.call import Call, Route
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world import payloads
from eval.loopback_discord.world.world import World

# How many sessions a bot may begin in a day.
_STARTS = 1000
_DAY_MS = 86_400_000


class Applications:
    """The handlers; `shards` is what /gateway/bot recommends."""

    def __init__(
        self, application: Application, commands: Commands, sessions: Sessions, world: World
    ) -> None:
        self.shards = 1
        self._application = application
        self._commands = commands
        self._sessions = sessions
        self._world = world

    def routes(self) -> Sequence[Route]:
        """The table."""
        everywhere = "/applications/{application}/commands"
        in_guild = "/applications/{application}/guilds/{guild}/commands"
        return (
            Route("GET", "/gateway", self._gateway, is_open=True),
            Route("GET", "/gateway/bot", self._gateway_of_bot),
            Route("GET", "/users/@me", self._me),
            Route("GET", "/oauth2/applications/@me", self._about),
            Route("GET", "/applications/@me", self._about),
            Route("GET", everywhere, self._list),
            Route("PUT", everywhere, self._replace),
            Route("POST", everywhere, self._add),
            Route("GET", everywhere + "/{command}", self._one),
            Route("DELETE", everywhere + "/{command}", self._delete),
            Route("GET", in_guild, self._list),
            Route("PUT", in_guild, self._replace),
            Route("POST", in_guild, self._add),
            Route("DELETE", in_guild + "/{command}", self._delete),
        )

    async def _gateway(self, _: Call) -> Json:
        return {"url": self._sessions.address}

    async def _gateway_of_bot(self, _: Call) -> Json:
        left = _STARTS - self._sessions.started
        limit = {"total": _STARTS, "remaining": left, "reset_after": _DAY_MS, "max_concurrency": 1}
        return {"url": self._sessions.address, "shards": self.shards, "session_start_limit": limit}

    async def _me(self, _: Call) -> Json:
        return {**payloads.user(self._world.bot), "verified": True, "mfa_enabled": True}

    async def _about(self, _: Call) -> Json:
        return self._application.payload()

    async def _list(self, call: Call) -> list[Json]:
        return self._commands.all(self._scope(call))

    async def _replace(self, call: Call) -> list[Json]:
        return self._commands.replace(self._scope(call), call.items)

    async def _add(self, call: Call) -> Json:
        return self._commands.add(self._scope(call), call.body)

    async def _one(self, call: Call) -> Json:
        for each in self._commands.all(self._scope(call)):
            if each["id"] == call.named["command"]:
                return each
        raise unknown("application command")

    async def _delete(self, call: Call) -> None:
        self._commands.remove(self._scope(call), call.id("command"))

    def _scope(self, call: Call) -> int | None:
        """The guild whose commands are meant; None for those of everywhere."""
        if call.id("application") != self._application.id:
            raise missing_access()
        if "guild" not in call.named:
            return None
        guild = self._world.guilds.get(call.id("guild"))
        if guild is None or self._world.bot_in(guild) is None:
            raise missing_access()
        return guild.id
