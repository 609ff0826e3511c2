"""Where Discord is: the one place that tells discord.py the addresses of its API and of its gateway.

discord.py 2.7 keeps both as attributes of classes, `Route.BASE` and `DiscordWebSocket.DEFAULT_GATEWAY`, and
has no parameter for either. The second is turned to whenever a session begins anew, so it has to be that of
the same server as the API: the token would go to another one otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import discord
from discord.gateway import DiscordWebSocket
from discord.http import INTERNAL_API_VERSION, Route
from yarl import URL


@contextmanager
def api_at(api_url: str) -> Iterator[None]:
    """Lets discord.py speak to the API at this address while it lasts, and sets all back at its end."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = api_url.rstrip("/")
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


async def find_gateway(client: discord.AutoShardedClient, gateway_url: str, shards: int) -> None:
    """Tells a client that is logged in which gateway it connects to, and in how many shards.

    Empty and 0 leave it to what the API names. Within `api_at`, whose end takes the gateway back. Raises
    discord.GatewayNotFound where the API names none, aiohttp.ClientError or OSError where it does not answer:
    discord.py would try to connect for ever, and say so only in its log.
    """
    recommended, named, _ = await client.http.get_bot_gateway()
    gateway = URL(gateway_url or named)
    socket = await client.http.ws_connect(str(gateway.with_query(v=INTERNAL_API_VERSION, encoding="json")))
    await socket.close()
    DiscordWebSocket.DEFAULT_GATEWAY = gateway
    client.shard_count = shards or recommended
