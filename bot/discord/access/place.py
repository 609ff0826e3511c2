"""A channel as far as it decides who can view it: plain values, without anything of Discord's library."""

from __future__ import annotations

from dataclasses import dataclass

# Of Discord's permission bits.
ADMINISTRATOR = 1 << 3
VIEW_CHANNEL = 1 << 10


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a server: `bits` are its permissions there; `bot` is the one bot that has it, if any."""

    id: int
    bits: int
    bot: int | None = None


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What a channel allows and denies a role or a person, above what the server does; bits."""

    target: int
    is_role: bool
    allow: int
    deny: int


@dataclass(frozen=True, slots=True)
class Place:
    """A channel of a server, or the one that a thread hangs from.

    `server` is the server's id, which is also that of the role that everybody has; `me` is the bot's.
    """

    server: int
    owner: int
    me: int
    roles: tuple[Role, ...]
    overwrites: tuple[Overwrite, ...]
