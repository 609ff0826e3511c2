"""Tells what keeps the bot from Discord in one sentence with the remedy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from ingest.errors import ConcordError, ConfigurationError, UnavailableError

_TOKEN = (
    "Discord does not know this token; copy it anew from the application's page Bot into"
    " CONCORD_DISCORD__TOKEN."
)
_INTENT = (
    "The application may not read what messages say; switch the message content intent on at its page Bot, or"
    " set discord.message_content to false."
)
_SHARDS = "Discord refuses so many shards; set discord.shards to 0, which takes as many as it recommends."
# Of the codes with which the gateway ends a connection for good.
_CODES = {4004: _TOKEN, 4010: _SHARDS, 4011: _SHARDS, 4014: _INTENT}
_UNAUTHORISED, _FORBIDDEN, _SERVER_ERROR = 401, 403, 500


@contextmanager
def plain_troubles() -> Iterator[None]:
    """Raises ConfigurationError or UnavailableError in place of what discord.py raises while it connects."""
    try:
        yield
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as trouble:
        raise _told(trouble) from trouble


def _told(trouble: Exception) -> ConcordError:
    match trouble:
        case discord.LoginFailure():
            return ConfigurationError(_TOKEN)
        case discord.PrivilegedIntentsRequired():
            return ConfigurationError(_INTENT)
        case discord.ConnectionClosed(code=code) if code in _CODES:
            return ConfigurationError(_CODES[code])
        case discord.ConnectionClosed():
            return UnavailableError(f"Discord ended the connection with the code {trouble.code}; try again.")
        case discord.HTTPException():
            return _refused(trouble.status)
    return UnavailableError(
        "Discord cannot be reached; check the network, discord.api_url and discord.gateway_url, and try"
        " again."
    )


def _refused(status: int) -> ConcordError:
    if status == _UNAUTHORISED:
        return ConfigurationError(_TOKEN)
    if status == _FORBIDDEN:
        return ConfigurationError(
            "Discord forbids this; invite the bot to that server first: concord discord invite."
        )
    if status >= _SERVER_ERROR:
        return UnavailableError(f"Discord answers with the error {status}; try again later.")
    return ConfigurationError(
        f"Discord answers with the status {status}; check that discord.api_url is its API, version 10."
    )
