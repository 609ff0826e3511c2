"""A role that somebody lost since they asked gives them nothing any more: Discord is asked before the answer.

Of the roles of single people the gateway tells a bot with the least intents nothing but with what they do.
"""

from __future__ import annotations

import asyncio

import pytest

from bot.discord.i18n import t
from bot.models import Language
from eval.loopback_discord.interactions.interaction import Interaction
from eval.loopback_discord.messages.message import Message
from tests.bot.discord.live.documents import SECRET, SECRET_WORDS
from tests.bot.discord.live.pressing import GONE, SOURCES
from tests.bot.discord.live.scene import Scene, Stage, leaked

_CALLBACK = "POST /*/callback"
_DELAY_S = 0.5  # between the decision for whom the answer is, and the answer
_NARROWED = t("asker_narrowed", Language.ENGLISH)


def delayed(scene: Scene) -> None:
    scene.server.faults.delay(_CALLBACK, _DELAY_S)


async def under_way(scene: Scene) -> None:
    await scene.until(lambda: not scene.server.faults.troubles)


async def told_without_the_role(scene: Scene, asked: Interaction) -> Message:
    """What Kim is told at last, who is not of the staff any more."""
    await under_way(scene)
    scene.server.world.change_member(scene.office.kim, roles=[])
    told = await scene.ended(asked)
    assert told.ephemeral_to is scene.office.kim.user
    shown = [version.text for each in asked.messages for version in each.versions]
    assert not [word for word in SECRET_WORDS for text in shown if word in text]
    assert not leaked(scene, SECRET_WORDS)
    return told


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize(("command", "option"), [("ask", "question"), ("search", "query")])
def test_who_loses_the_role_meanwhile_is_shown_nothing(
    stage: Stage, command: str, option: str, *, private: bool
) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        delayed(scene)
        asked = await scene.server.slash(
            office.kim, office.general, command, private=private, **{option: SECRET}
        )
        assert _NARROWED in (await told_without_the_role(scene, asked)).text

    stage(play)


def test_nor_is_their_claim_checked_by_what_staff_may_read(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        claim = await server.say(office.boss, office.general, "The lighthouse costs 78 million dollars.")
        delayed(scene)
        checking = await server.menu(office.kim, claim, "Check this claim")
        assert _NARROWED in (await told_without_the_role(scene, checking)).text

    stage(play)


def test_nor_the_exact_words_of_the_answer_that_they_got(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        answer = await scene.asks(office.kim, office.general, SECRET)
        button = next(each.custom_id for each in answer.buttons if each.label == SOURCES)
        delayed(scene)
        press = await server.press(answer, button or "", office.kim)
        assert GONE in (await told_without_the_role(scene, press)).text

    stage(play)


def test_nor_the_titles_of_what_staff_may_read(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        delayed(scene)
        listing = await scene.server.slash(scene.office.kim, scene.office.general, "documents")
        assert "The harbour agreement" in (await told_without_the_role(scene, listing)).text

    stage(play)


def test_who_left_the_server_is_shown_nothing(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        delayed(scene)
        asked = await server.slash(office.kim, office.general, "ask", question=SECRET)
        await under_way(scene)
        server.world.remove_member(office.kim)
        assert _NARROWED in (await scene.ended(asked)).text

    stage(play, refused=[10007])  # who is not there cannot be looked up


def test_whose_roles_discord_does_not_tell_is_shown_nothing(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        scene.server.faults.fail(f"GET /guilds/*/members/{scene.office.kim.id}", 403, code=50001)
        answer = await scene.asks(scene.office.kim, scene.office.general, SECRET)
        assert _NARROWED in answer.text

    stage(play)


def test_many_of_the_staff_at_once_are_each_shown_their_answer(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, world = scene.office, scene.server.world
        # Discord tells of five members in a second: the last of these waits for two seconds.
        staff = [world.add_member(office.guild, f"Staff {each}", roles=[office.staff]) for each in range(12)]
        answers = await asyncio.gather(*(scene.asks(each, office.general, SECRET) for each in staff))
        assert all(SECRET_WORDS[0] in each.text for each in answers)

    stage(play)
