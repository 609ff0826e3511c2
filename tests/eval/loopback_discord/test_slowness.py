"""Limits on how much may be asked, and answers that come late or not at all."""

from __future__ import annotations

import asyncio

import aiohttp
import discord
import pytest

from tests.eval.loopback_discord.office import Answer, Office, office
from tests.eval.loopback_discord.parrot import parrot
from tests.eval.loopback_discord.scene import scene


async def posts(at: Office, count: int) -> list[Answer]:
    """So many messages, one after the other."""
    return [await at.post({"content": str(number)}) for number in range(count)]


@scene
async def test_a_channel_takes_five_messages_in_five_seconds() -> None:
    async with office() as at:
        at.server.clock.hold()
        *taken, last = await posts(at, 6)
        assert [each.status for each in taken] == [200] * 5
        assert [each.headers["x-ratelimit-remaining"] for each in taken] == ["4", "3", "2", "1", "0"]
        assert last.status == 429
        assert last.body["retry_after"] == pytest.approx(5)
        assert last.headers["retry-after"] == "5"
        assert last.headers["x-ratelimit-scope"] == "user"
        assert last.headers["x-ratelimit-bucket"] == taken[0].headers["x-ratelimit-bucket"]
        assert [each.status for each in at.server.violations] == [429]
        # Another channel has a count of its own, and time empties this one's.
        other = at.server.world.add_text_channel(at.guild, "other")
        elsewhere = await at.ask("POST", f"/channels/{other.id}/messages", {"content": "x"})
        assert elsewhere.status == 200
        at.server.clock.advance(3.5)
        early = await at.post({"content": "early"})
        # The body counts exactly, the header in whole seconds.
        assert (early.body["retry_after"], early.headers["retry-after"]) == (pytest.approx(1.5), "2")
        at.server.clock.advance(1.5)
        assert (await at.post({"content": "again"})).status == 200


@scene
async def test_fifty_requests_a_second_are_taken_in_all() -> None:
    async with office() as at:
        at.server.clock.hold()
        channels = [at.server.world.add_text_channel(at.guild, f"c{number}") for number in range(51)]
        told = [await at.ask("GET", f"/channels/{each.id}") for each in channels]
        assert [each.status for each in told] == [200] * 50 + [429]
        assert told[-1].body["global"]
        assert told[-1].headers["x-ratelimit-global"] == "true"
        # Answers to interactions are not counted.
        assert (await at.respond(await at.asked(), 5)).status == 204


@scene
async def test_the_limits_can_be_put_off() -> None:
    async with office() as at:
        at.server.clock.hold()
        at.server.limits.are_kept = False
        assert {each.status for each in await posts(at, 20)} == {200}
        assert not at.server.violations


@scene
async def test_discord_py_keeps_to_the_limits_that_it_is_told() -> None:
    async with office() as at, parrot(at.server) as bot:
        said = await at.server.say(at.ada, at.channel, "hello", mentions=[at.server.world.bot])
        await bot.hears(1)
        # One reaction in a quarter of a second: the others wait of their own accord.
        await asyncio.gather(*(bot.heard[0].add_reaction(emoji) for emoji in ("👍", "👎", "🎉")))
        assert len(said.reactions) == 3
        assert not at.server.violations


@scene
async def test_edits_that_are_held_back_come_later() -> None:
    async with office() as at, parrot(at.server) as bot:

        @bot.tree.command()
        async def ask(interaction: discord.Interaction, question: str) -> None:
            await interaction.response.defer(thinking=True)
            await interaction.edit_original_response(content=question)

        at.server.faults.rate_limit("PATCH */messages/@original", 0.05, times=2)
        assert (await (await at.asked()).reply()).content == "Who pays?"
        edits = [each for each in at.server.requests if "@original" in each]
        assert [each[-3:] for each in edits] == ["429", "429", "200"]
        # What a test wanted to go wrong is no violation.
        assert not at.server.violations


@pytest.mark.parametrize("status", [400, 403, 404, 503])
def test_a_route_fails_as_often_as_it_was_told_to(status: int) -> None:
    @scene
    async def play() -> None:
        async with office() as at:
            at.server.faults.fail("POST /channels/*/messages", status, code=7, message="Broken", times=2)
            told = await posts(at, 3)
            assert [each.status for each in told] == [status, status, 200]
            assert told[0].body == {"code": 7, "message": "Broken"}
            assert len(at.channel.messages) == 1

    play()


@scene
async def test_a_route_is_slow_once() -> None:
    async with office() as at:
        at.server.faults.delay("GET /users/@me", 0.05)
        loop = asyncio.get_running_loop()
        start = loop.time()
        await at.ask("GET", "/users/@me")
        middle = loop.time()
        await at.ask("GET", "/users/@me")
        assert middle - start >= 0.05
        assert not at.server.faults.troubles


@pytest.mark.parametrize("is_done", [False, True])
def test_a_connection_breaks_in_place_of_an_answer(is_done: bool) -> None:
    @scene
    async def play() -> None:
        async with office() as at:
            at.server.faults.break_off("POST /channels/*/messages", is_done=is_done)
            with pytest.raises(aiohttp.ClientError):
                await at.post({"content": "x"})
            assert len(at.channel.messages) == is_done
            assert (await at.post({"content": "y"})).status == 200
            assert not at.server.violations

    play()
