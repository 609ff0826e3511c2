"""Routes for guilds, their members and roles, and for users."""

from __future__ import annotations

from collections.abc import Sequence

from eval.loopback_discord.application import Application
from eval.loopback_discord.gateway.intents import Intent
from eval.loopback_discord.refusals import missing_access, unknown
from eval.loopback_discord.rest.access import Access
from eval.loopback_discord.rest.call import Bucket, Call, Route
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world import payloads
from eval.loopback_discord.world.permissions import Permission, in_channel
from eval.loopback_discord.world.world import World


class Guilds:
    """The handlers."""

    def __init__(self, access: Access, world: World, application: Application) -> None:
        self._access = access
        self._world = world
        self._application = application

    def routes(self) -> Sequence[Route]:
        """The table."""
        one = "/guilds/{guild}"
        return (
            Route("GET", one, self._one),
            Route("GET", one + "/channels", self._channels),
            Route("GET", one + "/roles", self._roles),
            Route("GET", one + "/roles/{role}", self._role),
            Route("GET", one + "/members", self._members),
            Route("GET", one + "/members/{user}", self._member, Bucket(5, 1.0)),
            Route("GET", one + "/threads/active", self._threads),
            Route("GET", "/users/{user}", self._user),
        )

    async def _one(self, call: Call) -> Json:
        return payloads.guild(self._access.guild(call))

    async def _channels(self, call: Call) -> list[Json]:
        return [payloads.channel(each) for each in self._access.guild(call).channels.values()]

    async def _roles(self, call: Call) -> list[Json]:
        return [payloads.role(each) for each in self._access.guild(call).roles.values()]

    async def _role(self, call: Call) -> Json:
        role = self._access.guild(call).roles.get(call.id("role"))
        if role is None:
            raise unknown("Role")
        return payloads.role(role)

    async def _members(self, call: Call) -> list[Json]:
        guild = self._access.guild(call)
        if not self._application.privileged & Intent.MEMBERS:
            raise missing_access()
        after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 1))
        found = sorted((each for key, each in guild.members.items() if key > after), key=lambda each: each.id)
        return [payloads.member(each) for each in found[:limit]]

    async def _member(self, call: Call) -> Json:
        member = self._access.guild(call).members.get(call.id("user"))
        if member is None:
            raise unknown("Member")
        return payloads.member(member)

    async def _threads(self, call: Call) -> Json:
        guild = self._access.guild(call)
        me = guild.members[self._world.bot.id]
        seen = [
            each
            for each in guild.threads.values()
            if not each.is_archived and in_channel(me, each) & Permission.VIEW_CHANNEL
        ]
        return {"threads": [payloads.channel(each) for each in seen], "members": []}

    async def _user(self, call: Call) -> Json:
        account = self._world.users.get(call.id("user"))
        if account is None:
            raise unknown("User")
        return payloads.user(account)
