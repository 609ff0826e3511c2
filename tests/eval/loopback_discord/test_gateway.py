"""The gateway's own rules, tried without a library."""

from __future__ import annotations

import pytest

from eval.loopback_discord import LoopbackDiscord
from eval.loopback_discord.gateway.intents import Intent
from eval.loopback_discord.wire import Json
from tests.eval.loopback_discord.office import office
from tests.eval.loopback_discord.scene import scene
from tests.eval.loopback_discord.wire_client import ALL, wire

HEARTBEAT, PRESENCE, RESUME, MEMBERS = 1, 3, 6, 8


@pytest.mark.parametrize("compress", ["", "zlib-stream"])
def test_frames_come_as_they_were_asked_for(compress: str) -> None:
    @scene
    async def play() -> None:
        async with office() as at, wire(at.server, compress) as client:
            ready = await client.begin()
            assert ready["user"]["id"] == str(at.server.world.bot.id)
            assert ready["guilds"] == [{"id": str(at.guild.id), "unavailable": True}]
            created = await client.until("GUILD_CREATE")
            assert [channel["name"] for channel in created["channels"]] == ["general"]

    play()


REFUSED: dict[str, tuple[Json, int]] = {
    "a wrong token": ({"token": "nonsense"}, 4004),
    "no intents": ({"intents": None}, 4013),
    "an intent that there is not": ({"intents": 1 << 60}, 4013),
    "a shard beyond their number": ({"shard": [2, 2]}, 4010),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_identify_is_checked(case: str) -> None:
    @scene
    async def play() -> None:
        changes, code = REFUSED[case]
        async with LoopbackDiscord() as server, wire(server) as client:
            await client.identify(**changes)
            assert await client.receive() == {"close": code}
            await server.bell.until(lambda: server.violations, "the violation", 5)
            assert [each.code for each in server.violations] == [code]

    play()


@scene
async def test_privileged_intents_are_switched_on_first() -> None:
    async with LoopbackDiscord() as server:
        server.application.privileged = Intent.NONE
        async with wire(server) as client:
            await client.identify(intents=ALL)
            assert await client.receive() == {"close": 4014}


@pytest.mark.parametrize(
    ("op", "data", "code"),
    [(99, None, 4001), (PRESENCE, {}, 4003), (MEMBERS, {"guild_id": "1"}, 4003)],
)
def test_frames_out_of_place_end_the_connection(op: int, data: object, code: int) -> None:
    @scene
    async def play() -> None:
        async with LoopbackDiscord() as server, wire(server) as client:
            await client.send(op, data)
            assert await client.receive() == {"close": code}

    play()


@scene
async def test_what_is_no_json_ends_the_connection() -> None:
    async with LoopbackDiscord() as server, wire(server) as client:
        await client.socket.send_str("nonsense")
        assert await client.receive() == {"close": 4002}


@scene
async def test_one_connection_identifies_once() -> None:
    async with LoopbackDiscord() as server, wire(server) as client:
        await client.begin()
        await client.identify()
        assert await client.receive() == {"close": 4005}


@scene
async def test_a_bot_that_says_too_much_is_cut_off() -> None:
    async with LoopbackDiscord() as server, wire(server) as client:
        for _ in range(121):
            await client.send(HEARTBEAT, None)
        answers = [await client.receive() for _ in range(121)]
        # 120 frames in a minute are taken.
        assert answers == [{"op": 11}] * 120 + [{"close": 4008}]


@scene
async def test_a_bot_that_does_not_show_that_it_lives_is_cut_off() -> None:
    async with LoopbackDiscord() as server:
        server.gateway.heartbeat_s = 0.05
        async with wire(server) as client:
            assert await client.receive() == {"close": 4009}


@scene
async def test_a_heartbeat_is_answered() -> None:
    async with LoopbackDiscord() as server, wire(server) as client:
        await client.send(HEARTBEAT, None)
        assert await client.receive() == {"op": 11}


@scene
async def test_a_half_open_connection_says_nothing_and_hears_nothing() -> None:
    async with office() as at, wire(at.server) as client:
        await client.begin()
        await client.until("GUILD_CREATE")
        at.server.faults.half_open()
        await at.server.say(at.ada, at.channel, "not heard")
        await client.send(HEARTBEAT, None)
        with pytest.raises(TimeoutError):
            await client.socket.receive(timeout=0.1)
        assert not client.socket.closed


@scene
async def test_a_session_is_taken_up_where_it_was_left() -> None:
    async with office() as at:
        async with wire(at.server) as client:
            session = (await client.begin())["session_id"]
            await at.server.say(at.ada, at.channel, "one")
            await client.until("MESSAGE_CREATE")
            seq = at.server.gateway.sessions.by_key[session].sequence
            at.server.faults.drop_socket()
            assert "close" in await client.receive()
        await at.server.say(at.ada, at.channel, "two")
        async with wire(at.server) as again:
            await again.resume(session, seq)
            missed = await again.receive()
            assert (missed["t"], missed["d"]["content"], missed["s"]) == ("MESSAGE_CREATE", "two", seq + 1)
            assert (await again.receive())["t"] == "RESUMED"


@scene
async def test_an_unknown_session_is_invalid() -> None:
    async with LoopbackDiscord() as server, wire(server) as client:
        await client.resume("nonsense", 1)
        assert await client.receive() == {"op": 9, "d": False}


@scene
async def test_a_bot_cannot_have_seen_what_has_not_been_sent() -> None:
    async with LoopbackDiscord() as server:
        async with wire(server) as client:
            session = (await client.begin())["session_id"]
            server.faults.drop_socket()
            await client.receive()
        async with wire(server) as again:
            await again.resume(session, 999)
            assert await again.receive() == {"close": 4007}


@scene
async def test_a_bot_that_says_goodbye_gives_its_session_up() -> None:
    async with LoopbackDiscord() as server:
        async with wire(server) as client:
            session = (await client.begin())["session_id"]
            await client.socket.close(code=1000)
        await server.bell.until(lambda: session not in server.gateway.sessions.by_key, "the end", 5)


@scene
async def test_members_are_told_on_request() -> None:
    async with office() as at, wire(at.server) as client:
        await client.begin()
        asked = {"guild_id": str(at.guild.id), "user_ids": [str(at.ada.id)], "limit": 1, "nonce": "n"}
        await client.send(MEMBERS, asked)
        chunk = await client.until("GUILD_MEMBERS_CHUNK")
        assert [each["user"]["id"] for each in chunk["members"]] == [str(at.ada.id)]
        # All of them are for bots with the intent.
        await client.send(MEMBERS, {"guild_id": str(at.guild.id), "query": "", "limit": 0})
        assert await client.receive() == {"close": 4014}


@pytest.mark.parametrize("query", ["?v=6&encoding=json", "?v=10&encoding=etf", "?v=10&compress=zstd-stream"])
def test_what_is_not_spoken_is_said_at_once(query: str) -> None:
    @scene
    async def play() -> None:
        async with office() as at, at.session.get(f"{at.server.url}/gateway{query}") as reply:
            assert reply.status == 400

    play()
