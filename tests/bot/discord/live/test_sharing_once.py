"""However often an answer is shared with a channel, it stands there once; what failed can be shared again."""

from __future__ import annotations

import asyncio

import pytest

from eval.loopback_discord.messages.message import Message
from tests.bot.discord.live.documents import FUND, FUND_ANSWER, SECRET
from tests.bot.discord.live.pressing import GONE, SHARE, pressed, restarted
from tests.bot.discord.live.scene import Scene, Stage

_STANDS, _UNDER_WAY, _SHARED = "already shared here", "being shared here already", "Shared with everybody"
_POST = "POST /webhooks/*"
_NO_ACCESS = 50001
_DELAY_S = 0.5


async def answered(scene: Scene) -> Message:
    """An answer that Lee alone saw."""
    return await scene.asks(scene.office.lee, scene.office.general, FUND, private=True)


async def shared(scene: Scene, answer: Message) -> str:
    """What Lee is told who shares it."""
    return (await pressed(scene, answer, SHARE, scene.office.lee)).text


def posts(scene: Scene) -> list[bool]:
    """For each message that the bot wrote for all to see, whether it is the answer."""
    return [FUND_ANSWER in each.text for each in scene.server.written_in(scene.office.general)]


def test_a_second_press_shares_nothing_and_says_so(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        answer = await answered(scene)
        assert _SHARED in await shared(scene, answer)
        assert _STANDS in await shared(scene, answer)
        assert posts(scene) == [True]

    stage(play)


def test_what_was_asked_again_for_the_channel_is_shared_once_too(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.kim, office.general, FUND)
        assert "asked again" in (await pressed(scene, answer, SHARE, office.kim)).text
        assert _STANDS in (await pressed(scene, answer, SHARE, office.kim)).text
        assert posts(scene) == [True]

    stage(play)


def test_a_press_while_the_first_is_under_way_shares_nothing(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        server, answer = scene.server, await answered(scene)
        server.faults.delay(_POST, _DELAY_S)
        first = await server.press(answer, "share", scene.office.lee)
        await scene.until(lambda: not server.faults.troubles)
        second = await server.press(answer, "share", scene.office.lee)
        assert _UNDER_WAY in (await second.reply(20)).text
        assert _SHARED in (await scene.ended(first)).text
        assert posts(scene) == [True]

    stage(play)


def test_of_presses_at_once_one_shares(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        server, answer = scene.server, await answered(scene)
        presses = [await server.press(answer, "share", scene.office.lee) for _ in range(4)]
        await asyncio.gather(*(each.reply(20) for each in presses))
        await scene.settled()
        told = [each.messages[0].text for each in presses]
        assert len([each for each in told if _SHARED in each]) == 1
        assert len([each for each in told if _STANDS in each or _UNDER_WAY in each]) == 3
        assert posts(scene) == [True]

    stage(play)


def test_a_press_after_a_restart_shares_nothing(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        answer = await answered(scene)
        await shared(scene, answer)
        async with restarted(scene) as later:
            assert _STANDS in await shared(later, answer)
        assert posts(scene) == [True]

    stage(play)


def test_what_discord_refused_can_be_shared_again(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        answer = await answered(scene)
        scene.server.faults.fail(_POST, 403, code=_NO_ACCESS)
        assert "went wrong" in await shared(scene, answer)
        assert not posts(scene)
        assert _SHARED in await shared(scene, answer)
        assert posts(scene) == [True]

    stage(play)


def test_where_there_was_nothing_to_share_it_can_be_tried_again(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.kim, office.general, SECRET)
        for _ in range(2):
            assert "shared nothing" in (await pressed(scene, answer, SHARE, office.kim)).text

    stage(play)


def test_what_did_not_come_to_be_sent_can_be_shared_again(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        answer = await answered(scene)
        scene.server.faults.break_off("PATCH /webhooks/*")  # that it is being shared
        await shared(scene, answer)
        assert not posts(scene)
        assert _SHARED in await shared(scene, answer)
        assert posts(scene) == [True]

    stage(play)


@pytest.mark.parametrize("has_come", [True, False])
def test_what_may_have_come_before_the_connection_broke_is_not_sent_twice(
    stage: Stage, has_come: bool
) -> None:
    async def play(scene: Scene) -> None:
        answer = await answered(scene)
        scene.server.faults.break_off(_POST, is_done=has_come)
        assert "cannot tell whether it was shared" in await shared(scene, answer)
        assert _UNDER_WAY in await shared(scene, answer)
        assert posts(scene) == [True] * has_come

    stage(play)


def test_what_is_forgotten_is_not_known_to_have_been_shared(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, answer = scene.office, await answered(scene)
        await shared(scene, answer)
        told = await scene.ended(await scene.server.slash(office.lee, office.general, "forget"))
        assert "1 answer" in told.text  # what is known of its share does not count as one
        assert GONE in await shared(scene, answer)
        assert posts(scene) == [True]

    stage(play)
