"""The settings of the Discord bot: how it reaches Discord, who runs it, and how much it takes on."""

from __future__ import annotations

import ipaddress
from typing import Annotated, Self
from urllib.parse import SplitResult, urlsplit

from pydantic import ConfigDict, Field, SecretStr, model_validator

from ingest.errors import ConfigurationError
from ingest.settings import Section

_API = "https://discord.com/api/v10"
# Discord's ids are 64 bits wide, of which the highest is not in use.
Snowflake = Annotated[int, Field(gt=0, lt=1 << 63)]


class DiscordSettings(Section):
    """The Discord bot; with no `token` there is none."""

    # What is wrong is told without the values: one of them may be the token.
    model_config = ConfigDict(hide_input_in_errors=True, allow_inf_nan=False)

    token: SecretStr = Field(SecretStr(""), description="The bot's token; shown nowhere")
    api_url: str = Field(_API, description="Where Discord's API, version 10, is served")
    gateway_url: str = Field(
        "",
        description="The gateway's address, like `wss://gateway.discord.gg`; empty: the one that the API"
        " names",
    )
    operators: tuple[Snowflake, ...] = Field(
        (),
        description="The ids of the people who may map roles and index documents; empty: the application's"
        " owner, or its team",
    )
    message_content: bool = Field(
        False,
        description="Whether to ask for the message content intent, without which only commands and messages"
        " that mention the bot can be read",
    )
    user_per_minute: int = Field(6, ge=1, description="How many questions a person may ask in a minute")
    channel_per_minute: int = Field(20, ge=1, description="How many questions a channel may ask in a minute")
    server_per_minute: int = Field(60, ge=1, description="How many questions a server may ask in a minute")
    workers: int = Field(2, ge=1, le=64, description="How many questions are worked on at once")
    queue: int = Field(50, ge=1, le=10_000, description="How many questions may wait for their turn")
    # An interaction can be answered for 15 minutes; what is left of them goes to waiting and to sending.
    answer_within_s: float = Field(
        120, gt=0, le=600, description="The longest that one answer may take, in seconds"
    )
    stop_within_s: float = Field(
        10, ge=0, le=600, description="How long the bot waits for what is under way when it stops, in seconds"
    )
    shards: int = Field(
        0, ge=0, description="Into how many shards the bot splits; 0: as many as Discord recommends"
    )
    health_port: int = Field(
        0, ge=0, le=65_535, description="The port of `/healthz`, `/readyz` and `/metrics`; 0 serves none"
    )
    health_host: str = Field(
        "127.0.0.1",
        description="The address at which they are served: this machine's alone, or `0.0.0.0` in a container",
    )

    def needed_token(self) -> str:
        token = self.token.get_secret_value()
        if not token:
            raise ConfigurationError(
                "There is no token for Discord; put the bot's token into CONCORD_DISCORD__TOKEN (the README"
                " says where to get one)."
            )
        return token

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        """Raises ConfigurationError, which pydantic passes on as it is."""
        token = self.token.get_secret_value()
        if not (token.isascii() and token.isprintable()) or " " in token:
            raise ConfigurationError(
                "discord.token holds a blank or a sign that no token has; copy the token anew."
            )
        _refuse_other_address("api_url", self.api_url, "http", _API)
        if self.gateway_url:
            _refuse_other_address("gateway_url", self.gateway_url, "ws", "wss://gateway.discord.gg")
        if not _is_address(self.health_host):
            raise ConfigurationError(
                "discord.health_host is no address of a machine, like 127.0.0.1; correct it."
            )
        return self


def _refuse_other_address(name: str, text: str, scheme: str, example: str) -> None:
    """The token is sent there: in the clear it may travel within this machine only."""
    try:
        address = urlsplit(text)
        is_address = address.scheme in (scheme, f"{scheme}s") and bool(address.hostname) and address.port != 0
    except ValueError:
        raise ConfigurationError(f"discord.{name} is no address like {example}; correct it.") from None
    if not is_address:
        raise ConfigurationError(f"discord.{name} is no address like {example}; correct it.")
    if "@" in address.netloc or address.query or address.fragment:
        raise ConfigurationError(f"discord.{name} may hold no password and no query; take them out.")
    if address.scheme == scheme and not _is_loopback(address):
        raise ConfigurationError(
            f"discord.{name} would send the token in the clear; let it begin with {scheme}s:// or be on this"
            " machine."
        )


def _is_loopback(address: SplitResult) -> bool:
    host = address.hostname or ""
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
