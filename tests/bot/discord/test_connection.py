"""The connection with Discord may drop, fall silent or be told to slow down: a question is answered once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import discord
import pytest

from bot.discord.addresses import api_at, find_gateway
from bot.discord.client import ConcordClient
from bot.discord.services import BotServices
from tests.bot.discord.script import Script
from tests.bot.discord.stub import Command, DiscordStub
from tests.bot.documents import FUND, FUND_ANSWER

pytestmark = pytest.mark.slow

_TOO_MANY = (429, {"message": "You are being rate limited.", "retry_after": 0.2, "global": False})


@contextlib.asynccontextmanager
async def connected(services: BotServices, stub: DiscordStub, silent_s: float = 60.0) -> AsyncIterator[None]:
    """The bot, connected with the stub."""
    with api_at(stub.api_url):
        client = ConcordClient(services, guild_ready_timeout=0.05, heartbeat_timeout=silent_s)
        async with client:
            await client.login(stub.token)
            await find_gateway(client, "", 0)
            connecting = asyncio.create_task(client.connect())
            await client.wait_until_ready()
            yield
            await client.close()
            connecting.cancel()
            with contextlib.suppress(asyncio.CancelledError, discord.ConnectionClosed):
                await connecting


async def answered(stub: DiscordStub, asked: Command) -> None:
    """Waits until the answer stands."""
    await stub.until(lambda: FUND_ANSWER in asked.text)


async def test_a_connection_that_drops_while_an_answer_is_made_costs_nothing(
    services: BotServices, script: Script
) -> None:
    """What the session delivers once more when it is taken up again is answered once."""
    script.hold()
    async with DiscordStub() as stub, connected(services, stub):
        asked = await stub.slash(20, "ask", question=FUND)
        await stub.until(lambda: script.begun)
        await stub.drop()
        await stub.until(lambda: stub.resumed)
        script.let_go()
        await answered(stub, asked)
        await answered(stub, await stub.slash(21, "ask", question=FUND))
    assert script.begun == [FUND, FUND]
    assert asked.acknowledgements == 1


async def test_a_gateway_that_falls_silent_is_left_for_another_connection(services: BotServices) -> None:
    async with DiscordStub() as stub:
        stub.heartbeat_ms = 100
        async with connected(services, stub, silent_s=0.3):
            stub.fall_silent()
            # What is said meanwhile is told when the session is taken up again.
            await answered(stub, await stub.slash(20, "ask", question=FUND))
    assert stub.resumed


async def test_a_session_that_is_lost_begins_anew(services: BotServices) -> None:
    async with DiscordStub() as stub, connected(services, stub):
        stub.knows_sessions = False
        await stub.drop()
        await stub.until(lambda: stub.sessions == 2)
        await answered(stub, await stub.slash(20, "ask", question=FUND))


@pytest.mark.parametrize("route", ["/callback", "/messages/@original"])
@pytest.mark.parametrize("fault", [_TOO_MANY, (500, {}), (502, {})], ids=["429", "500", "502"])
async def test_what_discord_does_not_take_just_now_comes_later(
    services: BotServices, route: str, fault: tuple[int, dict[str, object]]
) -> None:
    async with DiscordStub() as stub, connected(services, stub):
        stub.faults[route] = [fault]
        asked = await stub.slash(20, "ask", question=FUND)
        await answered(stub, asked)
    assert stub.faults[route] == []
    assert asked.acknowledgements == 1
