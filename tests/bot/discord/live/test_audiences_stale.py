"""What the gateway told before it fell silent shows no channel what is for staff: Discord is asked about it.

Here the gateway's connection stands, but nothing comes over it any more, from when a command was taken on.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.discord.i18n import t
from bot.models import Language
from eval.loopback_discord.interactions.interaction import Interaction
from eval.loopback_discord.world.model import Channel
from eval.loopback_discord.world.permissions import Permission
from eval.loopback_discord.world.places import only_for
from tests.bot.discord.live.documents import FORCE, FORCE_ANSWER, SECRET, SECRET_WORDS
from tests.bot.discord.live.pressing import SHARE
from tests.bot.discord.live.scene import Scene, Stage, leaked

_CALLBACK = "POST /*/callback"
_DELAY_S = 0.5  # between the decision for whom the answer is, and the answer
_WIDENED = t("channel_widened", Language.ENGLISH)
Change = Callable[[Scene], None]


async def silenced(scene: Scene, change: Change) -> None:
    """Once the delayed request is on its way, the change happens and nothing is told of it."""
    await scene.until(lambda: not scene.server.faults.troubles)
    scene.server.faults.half_open()
    change(scene)


async def asked(
    scene: Scene, channel: Channel, change: Change, command: str = "ask", option: str = "question"
) -> Interaction:
    scene.server.faults.delay(_CALLBACK, _DELAY_S)
    one = await scene.server.slash(scene.office.kim, channel, command, **{option: SECRET})
    await silenced(scene, change)
    return one


def let_all_in(scene: Scene) -> None:
    scene.server.world.change_channel(scene.office.secret, overwrites=())


def let_all_rule(scene: Scene) -> None:
    guild = scene.office.guild
    scene.server.world.change_role(guild, guild.everyone, permissions=Permission.ADMINISTRATOR)


def change_nothing(_: Scene) -> None:
    """All is as the gateway told."""


@pytest.mark.parametrize("change", [let_all_in, let_all_rule])
def test_a_channel_that_was_widened_meanwhile_is_shown_nothing(stage: Stage, change: Change) -> None:
    async def play(scene: Scene) -> None:
        answer = await scene.ended(await asked(scene, scene.office.secret, change))
        assert _WIDENED in answer.text
        assert not leaked(scene, SECRET_WORDS)

    stage(play)


def test_a_search_shows_it_nothing_either(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        found = await scene.ended(await asked(scene, scene.office.secret, let_all_in, "search", "query"))
        assert _WIDENED in found.text
        assert not leaked(scene, SECRET_WORDS)

    stage(play)


def test_nor_is_a_thread_in_it(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        thread = scene.server.world.add_thread(office.secret, "aside", office.kim.user)
        answer = await scene.ended(await asked(scene, thread, let_all_in))
        assert _WIDENED in answer.text
        assert not leaked(scene, SECRET_WORDS)

    stage(play)


def test_nor_is_the_thread_that_a_mention_opens(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        server.faults.delay("POST */threads", _DELAY_S)
        message = await server.say(office.kim, office.secret, SECRET, mentions=[server.world.bot])
        await silenced(scene, let_all_in)
        assert _WIDENED in (await scene.told(message)).text
        assert not leaked(scene, SECRET_WORDS)

    stage(play)


def test_nor_is_an_answer_shared_with_it(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        answer = await scene.asks(office.kim, office.secret, SECRET, private=True)
        server.faults.delay(_CALLBACK, _DELAY_S)
        share = next(each.custom_id for each in answer.buttons if each.label == SHARE)
        press = await server.press(answer, share or "", office.kim)
        await silenced(scene, let_all_in)
        await scene.ended(press)
        assert not leaked(scene, SECRET_WORDS)

    stage(play)


@pytest.mark.parametrize("route", ["GET /channels/*", "GET /guilds/*/roles/*"])
def test_where_discord_does_not_say_it_nothing_is_shown(stage: Stage, route: str) -> None:
    async def play(scene: Scene) -> None:
        def refuse(_: Scene) -> None:
            scene.server.faults.fail(route, 403, code=50001)

        answer = await scene.ended(await asked(scene, scene.office.secret, refuse))
        assert _WIDENED in answer.text
        assert not leaked(scene, SECRET_WORDS)

    stage(play)


def test_a_channel_that_is_still_for_staff_is_shown_the_answer(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        answer = await scene.ended(await asked(scene, scene.office.secret, change_nothing))
        assert SECRET_WORDS[0] in answer.text
        assert not answer.is_ephemeral

    stage(play)


def test_where_the_bot_itself_may_not_look_staff_are_answered_alone(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, world = scene.office, scene.server.world
        world.change_channel(office.secret, overwrites=only_for(office.guild, office.staff, with_bot=False))
        answer = await scene.asks(office.kim, office.secret, SECRET)
        assert answer.ephemeral_to is office.kim.user
        assert SECRET_WORDS[0] in answer.text

    stage(play, refused=[50001])


def test_what_is_for_everybody_costs_no_look_up(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        for private in (False, True):
            assert FORCE_ANSWER in (await scene.asks(office.lee, office.general, FORCE, private=private)).text
        said = await server.say(office.lee, office.general, FORCE, mentions=[server.world.bot])
        assert FORCE_ANSWER in (await scene.told(said)).text
        looked_up = [each for each in server.requests if each.startswith(("GET /guilds", "GET /channels"))]
        assert looked_up == []

    stage(play)
