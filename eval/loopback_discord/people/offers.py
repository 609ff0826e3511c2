"""What Discord's client offers of the commands that a bot registered, and what it lets people fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.loopback_discord.people.rights import CannotBeDone
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world.model import Channel

# Letters of a text option that names no limit of its own.
MOST_TEXT = 6000

# Discord's number for direct messages with the bot as the place of a command.
_DIRECT = 1


def need_offer(command: Json, channel: Channel) -> None:
    """Raises CannotBeDone where a command that is for guilds alone is used in direct messages."""
    places = command["contexts"]
    is_for_all = command["dm_permission"] if places is None else _DIRECT in places
    if channel.guild is None and not is_for_all:
        raise CannotBeDone(f"{command['name']} is not for direct messages")


def need_fit(command: Json, path: Sequence[str], values: Mapping[str, object], *, is_whole: bool) -> None:
    """Raises CannotBeDone where the client would not send these options.

    `path` leads to a sub command; unless `is_whole` they are still being typed, and some may be missing.
    """
    known = {each["name"]: each for each in _options(command, path)}
    strange = sorted(set(values) - set(known))
    missing = sorted({name for name, each in known.items() if each.get("required")} - set(values))
    if strange or (missing and is_whole):
        raise CannotBeDone(f"{command['name']} has no {strange}, and lacks {missing}")
    for name, value in values.items():
        most = known[name].get("max_length") or MOST_TEXT
        if isinstance(value, str) and len(value) > most:
            raise CannotBeDone(f"{name} takes {most} letters")


def _options(command: Json, path: Sequence[str]) -> list[Json]:
    options: list[Json] = command["options"]
    for step in path:
        found = [each for each in options if each["name"] == step]
        if not found:
            raise CannotBeDone(f"{command['name']} has no {step!r}")
        options = found[0].get("options") or []
    return options
