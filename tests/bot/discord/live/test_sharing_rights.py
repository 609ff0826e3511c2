"""Who may not write in a channel or thread cannot have the bot write there for them."""

from __future__ import annotations

import pytest

from eval.loopback_discord.world.model import Channel, Member, overwrite
from eval.loopback_discord.world.permissions import Permission
from tests.bot.discord.live.documents import FUND, FUND_ANSWER
from tests.bot.discord.live.pressing import SHARE, pressed
from tests.bot.discord.live.scene import Scene, Stage

_IN_CHANNELS, _IN_THREADS = Permission.SEND_MESSAGES, Permission.SEND_MESSAGES_IN_THREADS
_REFUSED, _REFUSED_KOREAN = "You may not write here", "글을 쓸 권한이 없어"


async def shares(scene: Scene, who: Member, where: Channel, button: str = SHARE) -> str:
    """What somebody is told who shares an answer that they alone saw."""
    answer = await scene.asks(who, where, FUND, private=True)
    return (await pressed(scene, answer, button, who)).text


def deny(scene: Scene, what: Permission, who: Member | None = None) -> None:
    """Takes a right in the channel for all, and in its threads, from one person or from everybody."""
    office = scene.office
    denied = overwrite(who or office.guild.everyone, deny=what)
    scene.server.world.change_channel(office.general, overwrites=(denied,))


def thread_in(scene: Scene) -> Channel:
    """A thread in the channel for all that somebody else opened."""
    return scene.server.world.add_thread(scene.office.general, "The fund", scene.office.boss.user)


def shared(scene: Scene, where: Channel) -> bool:
    """Whether the bot wrote the answer for all to see."""
    return [FUND_ANSWER in each.text for each in scene.server.written_in(where)] == [True]


def test_who_may_only_read_a_channel_shares_nothing_there(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        deny(scene, _IN_CHANNELS)
        assert _REFUSED in await shares(scene, office.lee, office.general)
        assert not scene.server.written_in(office.general)
        # The owner may write all the same.
        assert _REFUSED not in await shares(scene, office.boss, office.general)
        assert shared(scene, office.general)

    stage(play)


def test_a_korean_is_told_so_in_korean(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        deny(scene, _IN_CHANNELS, office.choi)
        assert _REFUSED_KOREAN in await shares(scene, office.choi, office.general, "채널에 공유")
        assert not scene.server.written_in(office.general)

    stage(play)


@pytest.mark.parametrize(("denied", "may_share"), [(_IN_THREADS, False), (_IN_CHANNELS, True)])
def test_in_a_thread_the_right_to_write_in_threads_counts(
    stage: Stage, denied: Permission, may_share: bool
) -> None:
    async def play(scene: Scene) -> None:
        thread = thread_in(scene)
        deny(scene, denied)
        told = await shares(scene, scene.office.lee, thread)
        assert (_REFUSED in told, shared(scene, thread)) == (not may_share, may_share)

    stage(play)


def test_in_a_locked_thread_only_who_may_write_there_shares(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, thread = scene.office, thread_in(scene)
        scene.server.world.change_channel(thread, is_locked=True)
        assert _REFUSED in await shares(scene, office.lee, thread)
        assert not scene.server.written_in(thread)
        assert _REFUSED not in await shares(scene, office.boss, thread)
        assert shared(scene, thread)

    stage(play)


def test_a_right_that_is_taken_before_the_press_counts(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.lee, office.general, FUND, private=True)
        deny(scene, _IN_CHANNELS, office.lee)
        assert _REFUSED in (await pressed(scene, answer, SHARE, office.lee)).text
        assert not scene.server.written_in(office.general)

    stage(play)
