"""Who waits in line sees the place change, and is told when it takes longer than Discord lets it."""

from __future__ import annotations

from functools import partial

import pytest

from bot.discord import services
from bot.discord.i18n import t
from bot.models import Language
from eval.loopback_discord.interactions.interaction import Interaction
from tests.bot.discord.live.documents import FUND
from tests.bot.discord.live.scene import Scene, Stage
from tests.bot.discord.live.writing import FUND_WORDS, HeldModel

_TWO = t("working_queued", Language.ENGLISH, before=2)
_ONE = t("working_queued_one", Language.ENGLISH, before=1)


async def _in_line(scene: Scene, model: HeldModel) -> list[Interaction]:
    """The questions of four people: the model is kept at the first, the others wait in this order."""
    office = scene.office
    guest = scene.server.world.add_member(office.guild, "Guest")
    model.hold()
    asked = []
    for before, who in enumerate((office.boss, office.lee, office.kim, guest)):
        asked.append(await scene.server.slash(who, office.general, "ask", question=FUND))
        await scene.until(partial(_waits, scene, before))
    return asked


def _waits(scene: Scene, so_many: int) -> bool:
    queue = scene.services.queue
    return queue.at_work == 1 and len(queue) == so_many


def test_the_place_that_is_told_goes_down(written: Stage, model: HeldModel) -> None:
    async def play(scene: Scene) -> None:
        first, second, third, fourth = await _in_line(scene, model)
        waiting = await fourth.until(lambda message: _TWO in message.text, 20)
        model.pause_s = 0.3  # 8 words: each answer takes more than two seconds from here on
        model.let_go()
        await scene.server.bell.until(lambda: _ONE in waiting.text, "one before it", 30)
        assert not third.messages[0].buttons  # whose turn is before it
        for each in (first, second, third, fourth):
            assert FUND_WORDS in (await scene.ended(each)).text

    written(play, workers=1)


@pytest.mark.parametrize("seconds", [20, 14 * 60])
def test_a_model_that_takes_long_answers_where_the_person_waits(
    written: Stage, model: HeldModel, seconds: int
) -> None:
    async def play(scene: Scene) -> None:
        model.hold()
        asked = await scene.server.slash(scene.office.lee, scene.office.general, "ask", question=FUND)
        await scene.until(lambda: model.answered > 0)
        scene.server.clock.advance(seconds)
        model.let_go()
        answer = await scene.ended(asked)
        assert FUND_WORDS in answer.text
        assert asked.messages == (answer,)
        assert (asked.acknowledged_after_s or 0) < 3

    written(play)


def test_who_would_wait_longer_than_an_interaction_lasts_is_told_in_time(
    written: Stage, model: HeldModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of what an interaction lasts, 60 s are for sending and 60 s here for the answer: 1.5 s remain to wait.
    monkeypatch.setattr(services, "_TOKEN_S", 121.5)

    async def play(scene: Scene) -> None:
        first, *others = await _in_line(scene, model)
        late = t("took_too_long", Language.ENGLISH)
        for each in others:
            await each.until(lambda message: late in message.text, 20)
        assert len(scene.services.queue) == 0
        model.let_go()
        assert FUND_WORDS in (await scene.ended(first)).text
        assert model.answered == 1

    written(play, workers=1, answer_within_s=60)
