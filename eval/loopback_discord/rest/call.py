"""One request as the handlers see it, and the table of routes that they give."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from eval.loopback_discord.messages.drafting import Draft, Upload
from eval.loopback_discord.refusals import Refused
from eval.loopback_discord.wire import Json


@dataclass(frozen=True, slots=True)
class Call:
    """A request; `named` are the parts of its path by their names in the route."""

    named: Mapping[str, str]
    query: Mapping[str, str]
    body: Json = field(default_factory=dict)
    # The body where it is a list.
    items: tuple[Json, ...] = ()
    files: Mapping[int, Upload] = field(default_factory=dict)

    def id(self, name: str) -> int:
        """A part of the path that is an id; 404 for what is none."""
        if not self.named[name].isdecimal():
            raise Refused(404, 0, "404: Not Found")
        return int(self.named[name])

    @property
    def draft(self) -> Draft:
        """The body and the files, as a message."""
        return Draft(self.body, self.files)


# Gives the answer's body: an object, a list, or None for 204.
Handler = Callable[[Call], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many requests in how many seconds a route takes, for each of its major parameters."""

    limit: int
    window_s: float


# What most routes take; Discord does not publish its numbers, these are about what its headers say.
USUAL = Bucket(10, 1.0)


@dataclass(frozen=True, slots=True)
class Route:
    """Where a handler is reached. `is_open` needs no token: the path carries one of its own."""

    method: str
    path: str
    handler: Handler
    bucket: Bucket = USUAL
    is_open: bool = False

    @property
    def name(self) -> str:
        """Method and path, with the names of its parts."""
        return f"{self.method} {self.path}"
