"""discord.py turns to the addresses of the settings, and to no other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord.addresses import api_at, find_gateway
from tests.bot.discord.stub import DiscordStub

pytestmark = pytest.mark.slow

Use = Callable[[discord.AutoShardedClient, DiscordStub], Awaitable[None]]


def logged_in(use: Use) -> None:
    """Runs `use` with a client that is logged in at a server."""

    async def run() -> None:
        async with DiscordStub() as server:
            with api_at(server.api_url):
                async with discord.AutoShardedClient(intents=discord.Intents.none()) as client:
                    await client.login(server.token)
                    await use(client, server)

    asyncio.run(run())


def test_afterwards_all_is_as_before() -> None:
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY

    async def use(client: discord.AutoShardedClient, _: DiscordStub) -> None:
        await find_gateway(client, "", 0)
        assert before[0] != Route.BASE
        assert before[1] != DiscordWebSocket.DEFAULT_GATEWAY

    logged_in(use)
    assert before == (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)


def test_a_slash_at_the_end_of_the_address_makes_no_difference() -> None:
    with api_at("https://discord.example/api/v10/"):
        assert Route("GET", "/users/@me").url == "https://discord.example/api/v10/users/@me"


def test_gateway_and_shards_are_what_the_api_names() -> None:
    async def use(client: discord.AutoShardedClient, server: DiscordStub) -> None:
        await find_gateway(client, "", 0)
        assert str(DiscordWebSocket.DEFAULT_GATEWAY) == server.gateway_url
        assert client.shard_count == 1

    logged_in(use)


def test_gateway_and_shards_of_the_settings_go_before_those_of_the_api() -> None:
    async def use(client: discord.AutoShardedClient, server: DiscordStub) -> None:
        server.named_gateway = "ws://127.0.0.1:1/named-by-the-api"
        await find_gateway(client, server.gateway_url, 2)
        assert str(DiscordWebSocket.DEFAULT_GATEWAY) == server.gateway_url
        assert client.shard_count == 2

    logged_in(use)


def test_a_session_that_begins_anew_turns_to_the_same_gateway() -> None:
    async def use(client: discord.AutoShardedClient, server: DiscordStub) -> None:
        await find_gateway(client, "", 0)
        connecting = asyncio.create_task(client.connect())
        await server.until(lambda: server.sessions)
        server.knows_sessions = False
        await server.drop()
        await server.until(lambda: server.sessions == 2)
        await client.close()
        await connecting

    logged_in(use)


def test_a_gateway_that_cannot_be_reached_is_told_at_once() -> None:
    async def use(client: discord.AutoShardedClient, _: DiscordStub) -> None:
        with pytest.raises(aiohttp.ClientError):
            await find_gateway(client, "ws://127.0.0.1:1", 0)

    logged_in(use)


def test_an_api_that_names_no_gateway_is_told_as_such() -> None:
    async def use(client: discord.AutoShardedClient, server: DiscordStub) -> None:
        server.faults["/gateway/bot"] = [(403, {"message": "Missing Access", "code": 50001})]
        with pytest.raises(discord.GatewayNotFound):
            await find_gateway(client, "", 0)

    logged_in(use)
