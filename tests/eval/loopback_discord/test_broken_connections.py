"""discord.py survives what this server does to its connections."""

from __future__ import annotations

import asyncio

import pytest

from eval.loopback_discord.world.model import Member
from tests.eval.loopback_discord.office import Office, office
from tests.eval.loopback_discord.parrot import parrot
from tests.eval.loopback_discord.scene import scene


async def mention(at: Office, text: str, who: Member | None = None) -> None:
    """A message that names the bot, which hears nothing else without its intent."""
    await at.server.say(who or at.ada, at.channel, text, mentions=[at.server.world.bot])


def named(at: Office, *texts: str) -> list[str]:
    """The texts with the mention before them."""
    return [f"{at.server.world.bot.mention} {text}" for text in texts]


@pytest.mark.parametrize("fault", ["drop_socket", "reconnect"])
def test_what_was_missed_comes_after_a_resume(fault: str) -> None:
    @scene
    async def play() -> None:
        async with office() as at, parrot(at.server) as bot:
            await mention(at, "before")
            await bot.hears(1)
            getattr(at.server.faults, fault)()
            await mention(at, "while it was away")
            await at.server.resumed()
            assert await bot.hears(2) == named(at, "before", "while it was away")
            assert not at.server.violations

    play()


@scene
async def test_a_half_open_connection_is_noticed_and_left() -> None:
    async with office() as at:
        at.server.gateway.heartbeat_s = 0.1
        # The library gives a connection up that was silent for so long.
        async with parrot(at.server, heartbeat_timeout_s=0.4) as bot:
            at.server.faults.half_open()
            await mention(at, "while nobody heard")
            assert at.server.gateway.open[0].session is not None
            assert not at.server.gateway.open[0].is_live
            await at.server.resumed()
            assert await bot.hears(1) == named(at, "while nobody heard")


@scene
async def test_an_event_comes_twice_after_a_resume() -> None:
    async with office() as at, parrot(at.server) as bot:
        await mention(at, "once said")
        await bot.hears(1)
        another = asyncio.create_task(bot.wait_for("guild_role_create", timeout=10))
        await asyncio.sleep(0)
        at.server.world.add_role(at.guild, "an event of another kind")
        await another
        at.server.faults.duplicate_on_resume(1, "MESSAGE_CREATE")
        at.server.faults.drop_socket()
        assert await bot.hears(2) == named(at, "once said", "once said")
        assert bot.heard[0].id == bot.heard[1].id


@scene
async def test_an_event_comes_twice_at_once() -> None:
    async with office() as at, parrot(at.server) as bot:
        await mention(at, "once said")
        at.server.faults.duplicate("MESSAGE_CREATE")
        assert await bot.hears(2) == named(at, "once said", "once said")


@pytest.mark.parametrize(("resumable", "begun"), [(True, 1), (False, 2)])
def test_an_invalid_session_is_begun_anew_or_resumed(resumable: bool, begun: int) -> None:
    @scene
    async def play() -> None:
        async with office() as at, parrot(at.server) as bot:
            sessions = at.server.gateway.sessions
            at.server.faults.invalid_session(resumable=resumable)
            await at.server.bell.until(lambda: sessions.resumed + sessions.started == 2, "a session", 10)
            assert sessions.started == begun
            await mention(at, "after it")
            assert await bot.hears(1) == named(at, "after it")

    play()


@scene
async def test_lost_sessions_are_begun_anew() -> None:
    async with office() as at, parrot(at.server) as bot:
        at.server.faults.forget_sessions()
        at.server.faults.drop_socket()
        await at.server.bell.until(lambda: at.server.gateway.sessions.started == 2, "a session", 10)
        await mention(at, "after it")
        assert await bot.hears(1) == named(at, "after it")


@scene
async def test_each_shard_is_told_of_its_guilds() -> None:
    async with office() as at:
        world = at.server.world
        while len({(guild.id >> 22) % 2 for guild in world.guilds.values()}) < 2:
            await asyncio.sleep(0.001)
            world.add_guild()
        at.server.applications.shards = 2
        async with parrot(at.server) as bot:
            assert bot.shard_count == 2
            assert {guild.id for guild in bot.guilds} == set(world.guilds)
            assert {guild.shard_id for guild in bot.guilds} == {0, 1}
            await mention(at, "hello")
            await bot.hears(1)
            # Direct messages are the first shard's.
            await at.server.say(at.ada, world.add_dm(at.ada.user), "between us")
            assert await bot.hears(2) == [*named(at, "hello"), "between us"]
