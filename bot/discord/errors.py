"""What is said where something fails: to people a sentence and an id, to the operator one with the remedy."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from bot.discord.cards import Card, error_card, notice_card
from bot.discord.i18n import t
from bot.discord.observability.logs import logger
from bot.discord.queue import QueueFullError, WaitsAlreadyError
from bot.discord.services import BotServices
from bot.discord.shutdown import StoppedError, TookTooLongError
from bot.models import Language
from ingest.errors import ConcordError, ConfigurationError, UnavailableError

# What a request to Discord raises where Discord refuses or cannot be reached.
DELIVERY_ERRORS = (discord.HTTPException, aiohttp.ClientError, OSError)
_ID_BYTES = 4
# What is said in which case; the first that fits.
_APOLOGIES: tuple[tuple[type[Exception], str], ...] = (
    (WaitsAlreadyError, "waits_already"),
    (QueueFullError, "queue_full"),
    (TookTooLongError, "took_too_long"),
    (StoppedError, "stopped"),
)
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


def failure_card(services: BotServices, problem: BaseException, language: Language) -> Card:
    """The card for a failure, which is counted and logged under the id that stands on the card."""
    error_id = secrets.token_hex(_ID_BYTES)
    services.metrics.error()
    logger().error("failed", error=error_id, exc_info=problem)
    return error_card(error_id, language)


def apology(services: BotServices, problem: Exception, language: Language) -> Card:
    """What somebody gets in place of the result: why there is none, or the id of what failed."""
    for kind, name in _APOLOGIES:
        if isinstance(problem, kind):
            return notice_card(t(name, language))
    return failure_card(services, problem, language)


@contextmanager
def plain_connection_errors() -> Iterator[None]:
    """Raises ConfigurationError or UnavailableError in place of what discord.py raises while it connects."""
    try:
        yield
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as trouble:
        raise _plain(trouble) from trouble


def _plain(trouble: Exception) -> ConcordError:
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
