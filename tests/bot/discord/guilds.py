"""A server with a staff channel as discord.py's objects, and Discord's answers when it is asked again."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import discord

from bot.discord.access import AccessPolicy, Operators
from bot.factory import build_storage
from bot.models import Audience
from bot.settings import Settings
from ingest.settings import IndexSettings

SERVER, CHANNEL, THREAD, ME = 1, 2, 3, 90
CREW, BOTS = 101, 102  # roles: CREW is mapped to the staff
KIM, OPERATOR = 12, 13
VIEW, ADMINISTRATOR = 1 << 10, 1 << 3
CLOSED = [{"id": SERVER, "type": 0, "allow": "0", "deny": str(VIEW)}]
FOR_CREW = [*CLOSED, *({"id": role, "type": 0, "allow": str(VIEW), "deny": "0"} for role in (CREW, BOTS))]


def user_data(person: int) -> Any:
    """A user as the API gives it."""
    return {"id": person, "username": f"u{person}", "discriminator": "0", "avatar": None, "bot": person == ME}


def member_data(person: int, *roles: int) -> dict[str, Any]:
    """A member as the API gives it."""
    joined = "2026-01-01T00:00:00+00:00"
    return {"user": user_data(person), "roles": list(roles), "joined_at": joined, "flags": 0}


def role_data(role: int, permissions: int = 0) -> dict[str, Any]:
    """A role as the API gives it."""
    colours = {"color": 0, "colors": {"primary_color": 0}}
    rest = {"hoist": False, "position": role, "managed": False, "mentionable": False}
    return {"id": role, "name": f"r{role}", "permissions": str(permissions), **colours, **rest}


def channel_data(overwrites: list[dict[str, Any]], kind: int = 0) -> dict[str, Any]:
    """A channel of the server as the API gives it."""
    data = {
        "id": CHANNEL,
        "guild_id": SERVER,
        "type": kind,
        "name": "crew",
        "position": 0,
        "bitrate": 0,
        "user_limit": 0,
    }
    return {**data, "permission_overwrites": overwrites}


def thread_data() -> dict[str, Any]:
    """A private thread in the channel."""
    times = {"auto_archive_duration": 60, "archive_timestamp": "2026-01-01T00:00:00+00:00"}
    counts = {"message_count": 0, "member_count": 1, "thread_metadata": {"archived": False, **times}}
    return {"id": THREAD, "parent_id": CHANNEL, "owner_id": KIM, "type": 12, "name": "aside", **counts}


class FakeGuild:
    """A server as the gateway gave it; `channel`, `everyone` and `roles` are what Discord says when asked.

    `trouble` is raised instead, or nothing ever comes where it is None in `troubles`. `requests` are the
    routes that were asked.
    """

    def __init__(
        self, folder: Path, *, overwrites: list[dict[str, Any]] = FOR_CREW, kind: int = 0, everyone: int = 0
    ) -> None:
        self.servers = build_storage(Settings(index=IndexSettings(folder=folder))).guild_settings
        self.servers.change(
            SERVER, lambda known: known.mapping(CREW, Audience.STAFF).with_staff_channel(CHANNEL)
        )
        self.access = AccessPolicy(self.servers, Operators([OPERATOR]))
        self.channel_now = channel_data(overwrites, kind)
        self.everyone_now = role_data(SERVER, everyone)
        self.roles_now: tuple[int, ...] = (CREW,)
        self.troubles: dict[str, Exception | None] = {}
        self.requests: list[str] = []
        state: Any = discord.Client(intents=discord.Intents.none())._connection
        state.user = discord.ClientUser(state=state, data=user_data(ME))
        data: Any = {
            "id": SERVER,
            "name": "Harbour",
            "owner_id": 11,
            "roles": [role_data(SERVER, everyone), role_data(CREW), role_data(BOTS)],
            "members": [member_data(ME, BOTS)],
            "channels": [channel_data(overwrites, kind)],
            "threads": [thread_data()],
        }
        self.guild = discord.Guild(data=data, state=state)
        state._add_guild(self.guild)
        http: Any = state.http
        http.get_member, http.get_channel, http.get_role = self._member, self._channel, self._role

    def member(self, *roles: int, person: int = KIM) -> discord.Member:
        """A member with the roles that came with what they just did."""
        data: Any = member_data(person, *roles)
        return discord.Member(data=data, guild=self.guild, state=self.guild._state)

    def outsider(self) -> discord.User:
        """Kim outside of the server."""
        return discord.User(state=self.guild._state, data=user_data(KIM))

    @property
    def channel(self) -> Any:
        """The channel as the gateway gave it."""
        return self.guild.get_channel(CHANNEL)

    def interaction(self, person: discord.Member | discord.User, permissions: int = 0) -> Any:
        """What the policy reads of a command in the channel; a user gives it in direct messages."""
        is_here = isinstance(person, discord.Member)
        made = object.__new__(discord.Interaction)
        made.user, made.channel = person, self.channel if is_here else None
        made.guild_id, made._permissions = SERVER if is_here else None, permissions
        return made

    async def _channel(self, _: int) -> dict[str, Any]:
        await self._answer("channel")
        return self.channel_now

    async def _role(self, _: int, __: int) -> dict[str, Any]:
        await self._answer("role")
        return self.everyone_now

    async def _member(self, _: int, person: int) -> dict[str, Any]:
        await self._answer("member")
        return member_data(person, *self.roles_now)

    async def _answer(self, route: str) -> None:
        self.requests.append(route)
        if route in self.troubles:
            trouble = self.troubles[route]
            if trouble is None:
                await asyncio.Event().wait()
            else:
                raise trouble
