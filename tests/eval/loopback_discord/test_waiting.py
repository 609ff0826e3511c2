"""How a test waits for the bot, and what it reads in a message."""

from __future__ import annotations

import asyncio

import pytest

from eval.loopback_discord.bell import Bell
from eval.loopback_discord.clock import Clock, Snowflakes, stamp
from eval.loopback_discord.messages.components import buttons_of, numbered, text_of, walk
from eval.loopback_discord.wire import Json
from tests.eval.loopback_discord.office import office
from tests.eval.loopback_discord.scene import scene

LINK: Json = {"type": 2, "style": 5, "label": "Read", "url": "https://a.example"}
TREE: list[Json] = [
    {"type": 10, "content": "above"},
    {
        "type": 17,
        "components": [
            {"type": 9, "components": [{"type": 10, "content": "beside"}], "accessory": LINK},
            {"type": 14},
            {"type": 1, "components": [{"type": 2, "style": 2, "label": "Go", "custom_id": "go:now"}]},
        ],
    },
]


def test_all_text_and_all_buttons_of_a_tree_are_found() -> None:
    assert text_of(TREE) == "above\nbeside"
    read, go = buttons_of(TREE)
    assert (read.label, read.url, go.custom_id) == ("Read", "https://a.example", "go:now")
    assert all(go.is_called(name) for name in ("Go", "go:now", "go", "now"))
    assert not go.is_called("no")


def test_components_without_an_id_get_one() -> None:
    named = numbered([{"type": 10, "content": "x", "id": 1}, *TREE])
    ids = [each["id"] for each in walk(named)]
    assert ids[0] == 1
    assert len(set(ids)) == len(ids) == 9


def test_ids_grow_and_carry_their_time() -> None:
    clock = Clock()
    clock.hold()
    ids = Snowflakes(clock)
    many = [ids.next() for _ in range(5000)]
    assert many == sorted(set(many))
    clock.advance(3600)
    # The upper bits count milliseconds since 2015.
    assert (ids.next() >> 22) - (many[0] >> 22) == pytest.approx(3_600_000, abs=1)


def test_times_are_written_as_discord_writes_them() -> None:
    assert stamp(0.0) == "1970-01-01T00:00:00+00:00"


@scene
async def test_the_bell_wakes_those_who_wait() -> None:
    bell, seen = Bell(), list[int]()
    waiting = asyncio.create_task(bell.until(lambda: seen, "something", 5))
    await asyncio.sleep(0)
    bell.ring()
    await asyncio.sleep(0)
    assert not waiting.done()
    seen.append(1)
    bell.ring()
    assert await waiting == [1]


@scene
async def test_what_did_not_come_is_named() -> None:
    with pytest.raises(TimeoutError, match=r"not within 0\.01 s: the moon"):
        await Bell().until(lambda: None, "the moon", 0.01)


@scene
async def test_a_reply_is_waited_for_past_the_thinking() -> None:
    async with office() as at:
        asked = await at.asked()
        waiting = asyncio.create_task(asked.reply())
        await at.respond(asked, 5)
        assert (await asked.acknowledged()).original is not None
        assert asked.original is not None
        assert asked.original.is_thinking
        assert not waiting.done()
        await at.hook("PATCH", asked, {"content": "1 of 2"}, "@original")
        assert (await waiting).content == "1 of 2"
        final = asyncio.create_task(asked.until(lambda message: "2 of 2" in message.text))
        await at.hook("PATCH", asked, {"content": "2 of 2"}, "@original")
        assert [version.content for version in (await final).edits] == ["1 of 2", "2 of 2"]


@scene
async def test_what_was_said_can_be_forgotten() -> None:
    async with office() as at:
        asked = await at.asked()
        await at.respond(asked, 4, {"content": "We do"})
        at.server.forget()
        assert not at.channel.messages
        assert not at.server.requests
        assert (await at.hook("POST", asked, {"content": "Late"})).refusal == (404, 10015)
        again = await at.asked()
        assert (await at.respond(again, 4, {"content": "We do"})).status == 204


@scene
async def test_an_answer_is_the_reply_or_else_what_comes_next() -> None:
    async with office() as at:
        first = await at.server.say(at.ada, at.channel, "one?")
        second = await at.server.say(at.ada, at.channel, "two?")
        await at.post({"content": "two", "message_reference": {"message_id": str(second.id)}})
        assert (await at.server.answer_to(second)).content == "two"
        await at.post({"content": "one", "message_reference": {"message_id": str(first.id)}})
        assert (await at.server.answer_to(first)).content == "one"
        third = await at.server.say(at.ada, at.channel, "three?")
        waiting = asyncio.create_task(at.server.answer_to(third))
        await at.post({"content": "three"})
        assert (await waiting).content == "three"
