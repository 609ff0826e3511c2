"""When the bot stops, what is under way is finished or apologised for, and nothing new is begun."""

from __future__ import annotations

import asyncio

import pytest

from bot.discord.i18n import t
from bot.models import Language
from tests.bot.discord.live.documents import FUND, FUND_ANSWER
from tests.bot.discord.live.scene import Scene, Stage
from tests.bot.discord.live.writing import FUND_WORDS, HeldModel

_DELAY_S = 0.5  # in which the bot is told to stop
_CLOSING = t("closing", Language.ENGLISH)


def test_an_answer_that_ends_in_time_is_given(written: Stage, model: HeldModel) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        model.hold()
        asked = await server.slash(office.lee, office.general, "ask", question=FUND)
        await scene.until(lambda: model.answered > 0)
        draining = asyncio.create_task(scene.client.drain(20))
        refused = await scene.server.slash(office.kim, office.secret, "ask", question=FUND)
        assert _CLOSING in (await refused.reply()).text
        said = await server.say(office.kim, office.general, FUND, mentions=[server.world.bot])
        assert _CLOSING in (await server.answer_to(said)).text
        model.let_go()
        await draining
        assert FUND_WORDS in (await scene.ended(asked)).text
        assert model.answered == 1

    written(play)


def test_who_would_have_to_wait_longer_is_told_so(written: Stage, model: HeldModel) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        model.hold()
        at_work = await server.slash(office.choi, office.secret, "ask", question=FUND)
        await scene.until(lambda: model.answered > 0)
        in_line = await server.slash(office.lee, office.general, "ask", question=FUND)
        await scene.until(lambda: len(scene.services.queue) == 1)
        await scene.client.drain(3)
        assert t("stopped", Language.KOREAN) in at_work.messages[0].text
        assert t("stopped", Language.ENGLISH) in in_line.messages[0].text
        assert not len(scene.services.shutdown)
        model.let_go()

    written(play, workers=1)


def test_a_question_whose_thread_is_just_being_opened_is_answered(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        server.faults.delay("POST */threads", _DELAY_S)
        await server.say(office.lee, office.general, FUND, mentions=[server.world.bot])
        await scene.until(lambda: not server.faults.troubles)
        await scene.client.drain(20)
        said = [each for place in server.world.channels.values() for each in server.written_in(place)]
        assert [FUND_ANSWER in each.text for each in said] == [True]

    stage(play)


@pytest.mark.parametrize("command", ["documents", "help", "admin status"])
def test_a_command_that_asks_nothing_is_finished_too(stage: Stage, command: str) -> None:
    async def play(scene: Scene) -> None:
        server = scene.server
        server.faults.delay("POST */callback", _DELAY_S)
        used = await server.slash(scene.office.boss, scene.office.general, command)
        await scene.until(lambda: not server.faults.troubles)
        await scene.client.drain(20)
        assert [each.is_thinking for each in used.messages] == [False]

    stage(play)


def test_with_nothing_under_way_it_stops_at_once(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        await scene.asks(scene.office.lee, scene.office.general, FUND)
        async with asyncio.timeout(5):
            await scene.client.drain(60)

    stage(play)


def test_what_an_earlier_process_showed_is_still_there_after_a_restart(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        answer = await scene.asks(scene.office.lee, scene.office.general, FUND)
        await scene.client.drain(1)
        await scene.client.close()
        assert FUND_ANSWER in answer.text

    stage(play)
