"""What keeps the bot from Discord is one sentence with the remedy."""

from __future__ import annotations

from unittest.mock import Mock

import aiohttp
import discord
import pytest

from bot.discord.errors import plain_connection_errors
from ingest.errors import ConcordError, ConfigurationError, UnavailableError


def http_error(status: int) -> discord.HTTPException:
    return discord.HTTPException(Mock(status=status, reason="Reason"), "a secret")


def closed(code: int) -> discord.ConnectionClosed:
    return discord.ConnectionClosed(Mock(close_code=code), shard_id=0)


@pytest.mark.parametrize(
    ("trouble", "kind", "sentence"),
    [
        (discord.LoginFailure("Improper token"), ConfigurationError, "copy it anew"),
        (http_error(401), ConfigurationError, "copy it anew"),
        (closed(4004), ConfigurationError, "copy it anew"),
        (discord.PrivilegedIntentsRequired(0), ConfigurationError, "switch the message content intent on"),
        (closed(4014), ConfigurationError, "switch the message content intent on"),
        (closed(4011), ConfigurationError, "set discord.shards to 0"),
        (closed(4012), UnavailableError, "with the code 4012"),
        (discord.GatewayNotFound(), UnavailableError, "cannot be reached"),  # type: ignore[no-untyped-call]
        (aiohttp.ClientConnectionError("refused"), UnavailableError, "cannot be reached"),
        (ConnectionResetError("reset"), UnavailableError, "cannot be reached"),
        (TimeoutError(), UnavailableError, "cannot be reached"),
        (http_error(503), UnavailableError, "the error 503"),
        (http_error(403), ConfigurationError, "invite the bot"),
        (http_error(404), ConfigurationError, "check that discord.api_url is its API"),
    ],
)
def test_a_trouble_is_told_with_its_remedy(
    trouble: Exception, kind: type[ConcordError], sentence: str
) -> None:
    with pytest.raises(kind, match=sentence) as told, plain_connection_errors():
        raise trouble
    assert told.value.__cause__ is trouble
    assert "secret" not in str(told.value)


def test_a_fault_of_our_own_is_not_taken_for_one_of_discord() -> None:
    with pytest.raises(ZeroDivisionError), plain_connection_errors():
        raise ZeroDivisionError


def test_what_is_already_a_sentence_is_passed_on() -> None:
    with pytest.raises(ConfigurationError, match="as it was"), plain_connection_errors():
        raise ConfigurationError("as it was")
