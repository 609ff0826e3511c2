"""Too many questions are told so, and where the bot may not answer it does not."""

from __future__ import annotations

import re

from tests.bot.discord.live.documents import FUND, FUND_ANSWER
from tests.bot.discord.live.scene import Scene, Stage


def test_who_asks_too_often_is_told_when_to_come_back(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        await scene.asks(office.lee, office.general, FUND)
        refused = await scene.asks(office.lee, office.general, FUND)
        # The first was a few seconds ago at most, and a minute has to pass.
        assert re.search(r"\b([45]\d|60) s\b", refused.text)
        assert refused.is_ephemeral
        assert FUND_ANSWER in (await scene.asks(office.boss, office.general, FUND)).text

    stage(play, user_per_minute=1)


def test_a_channel_has_its_limit_too(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        await scene.asks(office.lee, office.general, FUND)
        assert re.search(r"\d s\b", (await scene.asks(office.boss, office.general, FUND)).text)
        assert FUND_ANSWER in (await scene.asks(office.kim, office.secret, FUND)).text

    stage(play, channel_per_minute=1)


def test_a_server_has_its_limit_too(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        await scene.asks(office.lee, office.general, FUND)
        assert re.search(r"\d s\b", (await scene.asks(office.kim, office.secret, FUND)).text)
        direct = scene.server.world.add_dm(office.kim.user)
        assert FUND_ANSWER in (await scene.asks(office.kim, direct, FUND)).text

    stage(play, server_per_minute=1)


def test_who_mentions_the_bot_on_and_on_is_told_once(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        first, *_ = [
            await server.say(office.lee, office.general, FUND, mentions=[server.world.bot]) for _ in range(4)
        ]
        await scene.told(first)
        # Messages are heard in their order: when a later one is answered, all of these were.
        await scene.told(await server.say(office.kim, office.general, FUND, mentions=[server.world.bot]))
        told = [each.text for each in server.written_in(office.general)]
        assert len(told) == 1
        assert re.search(r"\d s\b", told[0])

    stage(play, user_per_minute=1)


def test_where_the_server_wants_no_answers_there_are_none(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        scene.change(lambda known: known.allowing(office.secret.id))
        refused = await scene.asks(office.lee, office.general, FUND)
        assert refused.is_ephemeral
        assert FUND_ANSWER not in refused.text
        await server.say(office.lee, office.general, FUND, mentions=[server.world.bot])
        assert FUND_ANSWER in (await scene.asks(office.kim, office.secret, FUND)).text
        assert server.written_in(office.general) == ()

    stage(play)
