"""Turns what a person typed after a slash command into the options that Discord sends."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from eval.loopback_discord.wire import Json
from eval.loopback_discord.world import payloads as world
from eval.loopback_discord.world.model import Channel, Member, Role, User, user_of

SUB_COMMAND, SUB_GROUP, TEXT, WHOLE, TRUTH, USER, CHANNEL, ROLE, NUMBER = 1, 2, 3, 4, 5, 6, 7, 8, 10


def options_of(values: Mapping[str, object], focused: str | None = None) -> list[Json]:
    """An option for each value, its type told by the value's; `focused` is the one that is being typed."""
    options = []
    for name, value in values.items():
        option: Json = {"name": name, "type": _type(value), "value": _plain(value)}
        options.append({**option, "focused": True} if name == focused else option)
    return options


def within(path: list[str], options: list[Json]) -> list[Json]:
    """The options inside the sub command that `path` leads to: [] none, [sub], or [group, sub]."""
    for name, kind in zip(reversed(path), count(SUB_COMMAND), strict=False):
        options = [{"name": name, "type": kind, "options": options}]
    return options


def resolved_of(values: Mapping[str, object], channel: Channel) -> Json:
    """The users, members, roles and channels that are among the values."""
    resolved: Json = {}
    for value in values.values():
        if isinstance(value, Member | User):
            account = user_of(value)
            resolved.setdefault("users", {})[str(account.id)] = world.user(account)
            member = channel.guild.members.get(account.id) if channel.guild else None
            if member is not None:
                described = {**world.member_alone(member), "permissions": "0"}
                resolved.setdefault("members", {})[str(account.id)] = described
        if isinstance(value, Role):
            resolved.setdefault("roles", {})[str(value.id)] = world.role(value)
        if isinstance(value, Channel):
            described = {**world.channel(value), "permissions": "0"}
            resolved.setdefault("channels", {})[str(value.id)] = described
    return resolved


def _type(value: object) -> int:
    kinds = {bool: TRUTH, str: TEXT, int: WHOLE, float: NUMBER, Channel: CHANNEL, Role: ROLE}
    if isinstance(value, Member | User):
        return USER
    return kinds[type(value)]


def _plain(value: object) -> object:
    return str(value.id) if isinstance(value, Member | User | Channel | Role) else value
