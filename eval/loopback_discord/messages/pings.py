"""Whom a message pings: the mentions that its `allowed_mentions` and the rights of its author let through."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from eval.loopback_discord.wire import Json
from eval.loopback_discord.world.model import Role, User

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(?:everyone|here)\b")
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_ESCAPED = re.compile(r"\\[<@]")


@dataclass(frozen=True, slots=True)
class Pings:
    """The users and roles that were notified, and whether everybody was. False where nobody was."""

    users: frozenset[User] = frozenset()
    roles: frozenset[Role] = frozenset()
    everyone: bool = False

    def __bool__(self) -> bool:
        return bool(self.users or self.roles or self.everyone)


NOBODY = Pings()


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom an author may ping here: these users and roles by their ids, and perhaps everyone."""

    users: Mapping[int, User]
    roles: Mapping[int, Role]
    everyone: bool


def pings_of(text: str, allowed: Json | None, reach: Reach, replied_to: User | None) -> Pings:
    """Whom `text` pings; without `allowed` that is everybody whom it names, the one replied to included.

    Names in code are no mentions, nor is what a backslash stands before.
    """
    spoken = _ESCAPED.sub("", _CODE.sub("", text))
    users = {reach.users[each] for each in _named(_USER, spoken, allowed, "users") if each in reach.users}
    roles = {reach.roles[each] for each in _named(_ROLE, spoken, allowed, "roles") if each in reach.roles}
    everyone = reach.everyone and (allowed is None or "everyone" in (allowed.get("parse") or ()))
    if replied_to is not None and (allowed is None or allowed.get("replied_user")):
        users.add(replied_to)
    return Pings(frozenset(users), frozenset(roles), everyone and bool(_EVERYONE.search(spoken)))


def _named(pattern: re.Pattern[str], text: str, allowed: Json | None, kind: str) -> Collection[int]:
    named = {int(each) for each in pattern.findall(text)}
    if allowed is None or kind in (allowed.get("parse") or ()):
        return named
    return named & {int(each) for each in allowed.get(kind) or ()}
