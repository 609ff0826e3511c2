"""The commands that the bot has registered, everywhere or in one guild."""

from __future__ import annotations

from collections.abc import Sequence

from eval.loopback_discord.clock import Snowflakes
from eval.loopback_discord.limits.commands import MOST, SLASH, check_command, check_commands
from eval.loopback_discord.limits.form import Form
from eval.loopback_discord.refusals import Refused, unknown
from eval.loopback_discord.wire import Json


class Commands:
    """Registered commands by scope: a guild's id, or None for everywhere."""

    def __init__(self, ids: Snowflakes, application: int) -> None:
        self._ids = ids
        self._application = application
        self._by_scope: dict[int | None, list[Json]] = {}

    def all(self, scope: int | None = None) -> list[Json]:
        """The commands of a scope."""
        return list(self._by_scope.get(scope, ()))

    def seen_in(self, guild: int | None) -> list[Json]:
        """The commands that a person can choose from in a guild, or (None) in direct messages."""
        return self.all(None) + (self.all(guild) if guild is not None else [])

    def find(self, guild: int | None, name: str, kind: int) -> Json | None:
        """A command by its name, the guild's own first."""
        for each in reversed(self.seen_in(guild)):
            if each["name"] == name and each["type"] == kind:
                return each
        return None

    def replace(self, scope: int | None, commands: Sequence[Json]) -> list[Json]:
        """Sets all commands of a scope; those of the same name keep their id."""
        form = Form()
        check_commands(form, commands)
        form.close()
        before = {(each["type"], each["name"]): each["id"] for each in self.all(scope)}
        self._by_scope[scope] = [self._kept(scope, each, before) for each in commands]
        return self.all(scope)

    def add(self, scope: int | None, command: Json) -> Json:
        """Adds a command, or replaces that of the same name."""
        form = Form()
        check_command(form, "", command)
        form.close()
        kind = command.get("type", SLASH)
        others = [each for each in self.all(scope) if (each["type"], each["name"]) != (kind, command["name"])]
        if sum(1 for each in others if each["type"] == kind) >= MOST[kind]:
            raise Refused(400, 30032, f"Maximum number of application commands reached ({MOST[kind]})")
        kept = self._kept(scope, command, {})
        self._by_scope[scope] = [*others, kept]
        return kept

    def remove(self, scope: int | None, command: int) -> None:
        """Takes a command away."""
        left = [each for each in self.all(scope) if each["id"] != str(command)]
        if len(left) == len(self.all(scope)):
            raise unknown("application command")
        self._by_scope[scope] = left

    def _kept(self, scope: int | None, command: Json, before: dict[tuple[int, str], str]) -> Json:
        kind = command.get("type", SLASH)
        kept = {
            "description": "",
            "options": [],
            "nsfw": False,
            "dm_permission": True,
            "default_member_permissions": None,
            "contexts": None,
            "integration_types": [0],
            **command,
            "type": kind,
            "id": before.get((kind, command["name"])) or str(self._ids.next()),
            "application_id": str(self._application),
            "version": str(self._ids.next()),
        }
        return kept if scope is None else {**kept, "guild_id": str(scope)}
