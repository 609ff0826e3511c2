"""Whatever the network or Discord does, an answer comes once, and to nobody but those for whom it is."""

from __future__ import annotations

import pytest

from bot.discord.i18n import t
from bot.models import Language
from eval.loopback_discord.interactions.interaction import Interaction
from tests.bot.discord.live.documents import FORCE, FUND, FUND_ANSWER, SECRET, SECRET_WORDS
from tests.bot.discord.live.scene import Scene, Stage, leaked
from tests.bot.discord.live.writing import FUND_WORDS, HeldModel

_EDIT = "PATCH */messages/@original"
_SAY = "POST */channels/*/messages"
_EXPIRED = (50027,)
_UNKNOWN_CHANNEL = 10003


async def _held(scene: Scene, model: HeldModel, **options: object) -> Interaction:
    """A question that the model has begun to answer and is kept at."""
    model.hold()
    office = scene.office
    asked = await scene.server.slash(office.lee, office.general, "ask", question=FUND, **options)
    await scene.until(lambda: model.answered > 0)
    return asked


def test_a_connection_that_breaks_while_an_answer_is_made_costs_nothing(
    written: Stage, model: HeldModel
) -> None:
    async def play(scene: Scene) -> None:
        asked = await _held(scene, model)
        scene.server.faults.drop_socket()
        await scene.server.resumed(1)
        model.let_go()
        assert FUND_WORDS in (await scene.ended(asked)).text
        again = await scene.asks(scene.office.kim, scene.office.secret, FUND)
        assert FUND_WORDS in again.text

    written(play)


@pytest.mark.parametrize("kind", ["INTERACTION_CREATE", "MESSAGE_CREATE"])
def test_what_a_resumed_session_delivers_twice_is_answered_once(
    written: Stage, model: HeldModel, kind: str
) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        if kind == "INTERACTION_CREATE":
            asked = await server.slash(office.lee, office.general, "ask", question=FUND)
            await scene.ended(asked)
        else:
            direct = server.world.add_dm(office.lee.user)
            await scene.told(await server.say(office.lee, direct, FUND))
        # The last message but one is the question: the bot is told of its own answer, too.
        server.faults.duplicate_on_resume(2, kind)
        server.faults.drop_socket()
        await server.resumed(1)
        await scene.asks(office.kim, office.secret, FORCE)  # what came before it was dealt with
        assert model.answered == 2
        assert sum(len(server.written_in(each)) for each in server.world.channels.values()) == 2

    written(play)


def test_an_edit_that_comes_too_soon_for_discord_comes_later(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        scene.server.faults.rate_limit(_EDIT, 0.4, times=2)
        answer = await scene.asks(scene.office.lee, scene.office.general, FUND)
        assert FUND_ANSWER in answer.text

    stage(play)


@pytest.mark.parametrize("is_done", [False, True])
@pytest.mark.parametrize("route", [_EDIT, _SAY, "POST */channels/*/messages/*/threads"])
def test_a_connection_that_breaks_at_the_answer_makes_no_second_one(
    stage: Stage, route: str, is_done: bool
) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        server.faults.break_off(route, is_done=is_done)
        if route is _EDIT:
            await scene.asks(office.lee, office.general, FUND)
        else:
            await scene.told(await server.say(office.lee, office.general, FUND, mentions=[server.world.bot]))
        await scene.settled()
        said = [each for place in server.world.channels.values() for each in server.written_in(place)]
        assert [FUND_ANSWER in each.text for each in said] == [True]

    stage(play, refused=[_UNKNOWN_CHANNEL])


def test_progress_that_came_though_the_connection_broke_becomes_the_answer(
    written: Stage, model: HeldModel
) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        direct = server.world.add_dm(office.lee.user)
        model.hold()
        server.faults.break_off(_SAY, is_done=True)
        said = await server.say(office.lee, direct, FUND)
        await server.answer_to(said, 20)  # that work is going on
        model.let_go()
        assert FUND_WORDS in (await scene.told(said)).text
        assert len(server.written_in(direct)) == 1

    written(play)


@pytest.mark.parametrize("route", [_EDIT, _SAY])
def test_where_a_layout_is_refused_the_answer_comes_in_plain_text(stage: Stage, route: str) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        server.faults.fail(route, 400, code=50035, message="Invalid Form Body")
        if route is _EDIT:
            answer = await scene.asks(office.lee, office.general, FUND)
        else:
            direct = server.world.add_dm(office.lee.user)
            answer = await scene.told(await server.say(office.lee, direct, FUND))
        assert FUND_ANSWER in answer.content
        assert not answer.embeds

    stage(play)


def test_a_layout_that_is_refused_at_last_leaves_nothing_half_said(written: Stage, model: HeldModel) -> None:
    async def play(scene: Scene) -> None:
        asked = await _held(scene, model, private=True)
        working = await asked.reply(10)
        scene.server.faults.fail(_EDIT, 400, code=50035, message="Invalid Form Body")
        model.let_go()
        await scene.settled()
        assert working.is_deleted
        (answer,) = asked.followups
        assert FUND_WORDS in answer.content
        assert answer.is_ephemeral

    written(play)


def test_a_token_that_has_expired_is_replaced_by_a_message_to_all(written: Stage, model: HeldModel) -> None:
    async def play(scene: Scene) -> None:
        asked = await _held(scene, model)
        scene.server.faults.expire(asked)
        model.let_go()
        await scene.settled()
        (answer,) = [each for each in scene.server.written_in(scene.office.general) if not each.is_thinking]
        assert FUND_WORDS in answer.text

    written(play, refused=_EXPIRED)


def test_what_was_for_one_person_is_never_said_to_all(written: Stage, model: HeldModel) -> None:
    async def play(scene: Scene) -> None:
        asked = await _held(scene, model, private=True)
        scene.server.faults.expire(asked)
        model.let_go()
        await scene.settled()
        assert scene.server.written_in(scene.office.general) == ()

    written(play, refused=_EXPIRED)


def test_a_channel_that_opens_while_an_answer_is_made_is_not_told_it(
    written: Stage, model: HeldModel
) -> None:
    model.sentences = ("The figure of 77 million dollars for the lighthouse is a mistake",)

    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        model.hold()
        asked = await server.slash(office.kim, office.secret, "ask", question=SECRET)
        said = await server.say(office.boss, office.secret, SECRET, mentions=[server.world.bot])
        await scene.until(lambda: model.answered == 2)
        server.world.change_channel(office.secret, overwrites=())
        model.let_go()
        widened = t("channel_widened", Language.ENGLISH)
        assert widened in (await scene.ended(asked)).text
        assert widened in (await scene.told(said)).text
        assert not leaked(scene, SECRET_WORDS)

    written(play)


def test_a_mention_whose_message_is_gone_is_answered_all_the_same(written: Stage, model: HeldModel) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        answer = await scene.asks(office.lee, office.general, FUND)
        model.hold()
        said = await server.say(office.lee, office.general, FUND, reply_to=answer)
        await scene.until(lambda: model.answered == 2)
        server.board.delete(said)
        model.let_go()
        await scene.settled()
        assert FUND_WORDS in server.written_in(office.general)[-1].text

    written(play)
