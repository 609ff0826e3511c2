"""The connection with the gateway may fall silent, end or be split: every question is answered once."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace

from bot.discord.observability.metrics import Gateway
from bot.discord.shutdown import Shutdown
from tests.bot.discord.live.documents import FORCE, FORCE_ANSWER, FUND, FUND_ANSWER
from tests.bot.discord.live.scene import Scene, Stage, connected
from tests.bot.discord.live.writing import FUND_WORDS, HeldModel

_BEAT_S, _SILENT_FOR_S = 0.3, 0.8


@contextlib.asynccontextmanager
async def anew(scene: Scene, **options: float) -> AsyncIterator[Scene]:
    """The scene with another client, which is connected with these options."""
    await scene.client.close()
    services = replace(scene.services, shutdown=Shutdown())
    async with connected(scene.server, services, **options) as client:  # type: ignore[arg-type]  # as they are named
        yield replace(scene, client=client, services=services)


def test_a_gateway_that_falls_silent_is_left_for_another_connection(written: Stage, model: HeldModel) -> None:
    async def play(scene: Scene) -> None:
        scene.server.gateway.heartbeat_s = _BEAT_S
        async with anew(scene, heartbeat_timeout=_SILENT_FOR_S) as again:
            office, server = again.office, again.server
            model.hold()
            asked = await server.slash(office.lee, office.general, "ask", question=FUND)
            await again.until(lambda: model.answered > 0)
            server.faults.half_open()
            # What is said meanwhile is told when the session is taken up again.
            missed = await server.slash(office.kim, office.secret, "ask", question=FUND)
            await server.resumed(1, 30)
            model.let_go()
            for each in (asked, missed):
                assert FUND_WORDS in (await again.ended(each)).text
            assert model.answered == 2

    written(play, refused=[4009])


def test_a_session_that_is_lost_begins_anew(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        before = set(server.gateway.sessions.by_key)
        server.faults.forget_sessions()
        server.faults.drop_socket()
        await server.bell.until(lambda: set(server.gateway.sessions.by_key) - before, "a new session", 30)
        assert FUND_ANSWER in (await scene.asks(office.lee, office.general, FUND)).text
        await scene.until(lambda: f'state="{Gateway.READY}"}} 1.0' in scene.services.metrics.text().decode())

    stage(play)


def test_two_shards_share_the_servers(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        world, server = scene.server.world, scene.server
        other = world.add_guild("Another")
        room, ada = world.add_text_channel(other, "room"), world.add_member(other, "Ada")
        async with anew(scene, shards=2) as again:
            assert len(server.gateway.open) == len(again.client.shards) == 2
            assert FUND_ANSWER in (await again.asks(again.office.lee, again.office.general, FUND)).text
            assert FORCE_ANSWER in (await again.asks(ada, room, FORCE)).text

    stage(play)
