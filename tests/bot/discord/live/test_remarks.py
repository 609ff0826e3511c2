"""What people say of an answer is kept with its id, if they may read it, and forgotten with the rest."""

from __future__ import annotations

from bot.discord.requesters import person
from bot.models import Audience
from tests.bot.discord.live.documents import FUND, SECRET, SECRET_WORDS
from tests.bot.discord.live.pressing import GONE, HELPFUL, NOT_HELPFUL, opened, pressed, restarted, sent
from tests.bot.discord.live.scene import Scene, Stage

_WRONG, _RIGHT = "The sum is last year's.", "It is 95 million."


def test_that_an_answer_helped_is_kept_with_its_id(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.lee, office.general, FUND)
        assert "Thank you" in (await pressed(scene, answer, HELPFUL, office.kim)).text
        (remark,) = scene.services.feedback.remarks()
        assert remark.helpful
        assert remark.audience is Audience.PUBLIC
        assert remark.requester == scene.services.feedback.key_of(person(office.kim.id))
        assert scene.services.records is not None
        assert scene.services.records.find(remark.answer, Audience.PUBLIC) is not None

    stage(play)


def test_the_form_is_kept_with_the_answer(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.lee, office.general, FUND)
        press = await opened(scene, answer, office.lee)
        told = await sent(scene, press, office.lee, wrong=_WRONG, right=_RIGHT)
        assert "kept with this answer" in told.text
        assert told.ephemeral_to is office.lee.user
        (remark,) = scene.services.feedback.remarks()
        assert (remark.helpful, remark.wrong, remark.right) == (False, _WRONG, _RIGHT)

    stage(play)


def test_a_form_that_was_open_over_a_restart_is_kept_too(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.lee, office.general, FUND)
        press = await opened(scene, answer, office.lee)
        async with restarted(scene) as later:
            assert "Thank you" in (await sent(later, press, office.lee, wrong=_WRONG)).text
        assert [(each.wrong, each.right) for each in scene.services.feedback.remarks()] == [(_WRONG, "")]

    stage(play)


def test_the_public_says_nothing_of_what_staff_were_answered(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.kim, office.secret, SECRET)
        scene.server.world.change_channel(office.secret, overwrites=())
        for button in (HELPFUL, NOT_HELPFUL):
            told = await pressed(scene, answer, button, office.lee)
            assert GONE in told.text
            assert not any(word in told.text for word in SECRET_WORDS)
        assert not scene.services.feedback.remarks()

    stage(play)


def test_who_lost_the_role_while_the_form_was_open_is_not_heard(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.kim, office.secret, SECRET)
        press = await opened(scene, answer, office.kim)
        scene.server.world.change_member(office.kim, roles=[])
        scene.server.world.change_channel(office.secret, overwrites=())
        assert GONE in (await sent(scene, press, office.kim, wrong=_WRONG)).text
        assert not scene.services.feedback.remarks()

    stage(play)


def test_a_remark_on_an_answer_to_staff_is_for_staff(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.kim, office.secret, SECRET)
        await sent(scene, await opened(scene, answer, office.kim), office.kim, wrong=_WRONG)
        assert scene.services.feedback.remarks(Audience.PUBLIC) == []
        assert [each.wrong for each in scene.services.feedback.remarks(Audience.STAFF)] == [_WRONG]

    stage(play)


def test_remarks_are_forgotten_with_the_rest(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.lee, office.general, FUND)
        await pressed(scene, answer, HELPFUL, office.kim)
        await pressed(scene, answer, HELPFUL, office.lee)
        await scene.ended(await scene.server.slash(office.kim, office.general, "forget"))
        assert [each.requester for each in scene.services.feedback.remarks()] == [
            scene.services.feedback.key_of(person(office.lee.id))
        ]

    stage(play)
