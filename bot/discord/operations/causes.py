"""What the log says of an exception: its kind and place, and its words only if they cannot be a person's."""

from __future__ import annotations

import sqlite3
import traceback
from collections.abc import Iterator

import aiohttp
import discord

from ingest.errors import ConcordError

# These speak of settings, files and connections. Others may quote the value that they stumbled over, which
# may be a question.
_MAY_SPEAK = (
    ConcordError,
    OSError,
    sqlite3.Error,
    aiohttp.ClientError,
    discord.HTTPException,
    discord.ConnectionClosed,
    discord.LoginFailure,
    discord.GatewayNotFound,
)
_FRAMES = 12  # the last of each exception: where it happened, not how the event loop got there


def causes_of(error: BaseException) -> list[dict[str, object]]:
    """The exception and what it came of, outermost first, each with `kind`, perhaps `text`, and `at`."""
    return [_told(each) for each in _chain(error)]


def _told(error: BaseException) -> dict[str, object]:
    kind = type(error)
    told: dict[str, object] = {"kind": f"{kind.__module__}.{kind.__qualname__}"}
    if isinstance(error, _MAY_SPEAK):
        told["text"] = str(error)
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    told["at"] = [f"{each.filename}:{each.lineno} {each.name}" for each in frames]
    return told


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        yield each
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
