"""An answer that only its requester saw is shared by nobody else, and only what the channel may read."""

from __future__ import annotations

from eval.loopback_discord.messages.components import walk
from eval.loopback_discord.messages.message import Message
from eval.loopback_discord.world.model import Channel
from tests.bot.discord.live.documents import FUND, FUND_ANSWER, SECRET, SECRET_WORDS
from tests.bot.discord.live.pressing import GONE, SHARE, SOURCES, pressed, restarted
from tests.bot.discord.live.scene import Scene, Stage, leaked


def shown_in(scene: Scene, channel: Channel) -> list[Message]:
    """What stands in a channel for all to see."""
    return list(scene.server.written_in(channel))


def test_a_private_answer_is_shared_by_its_asker_with_its_sources(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.lee, office.general, FUND, private=True)
        assert not shown_in(scene, office.general)
        assert "Shared with everybody" in (await pressed(scene, answer, SHARE, office.lee)).text
        (shared,) = shown_in(scene, office.general)
        assert FUND_ANSWER in shared.text
        assert "Lee" in shared.text
        assert [each.label for each in shared.buttons] == ["Exact words", "Helpful", "Not helpful"]
        assert FUND_ANSWER in (await pressed(scene, shared, SOURCES, office.kim)).text

    stage(play)


def test_the_button_shares_after_a_restart(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.lee, office.general, FUND, private=True)
        async with restarted(scene) as later:
            await pressed(later, answer, SHARE, office.lee)
        assert [FUND_ANSWER in each.text for each in shown_in(scene, office.general)] == [True]

    stage(play)


def test_what_staff_alone_may_read_is_not_shared_with_a_channel_of_all(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.kim, office.general, SECRET)
        assert SECRET_WORDS[0] in answer.text
        await pressed(scene, answer, SHARE, office.kim)
        assert not leaked(scene, SECRET_WORDS)

    stage(play)


def test_staff_share_with_all_what_all_may_read(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.kim, office.general, FUND)
        assert answer.is_ephemeral
        assert "asked again" in (await pressed(scene, answer, SHARE, office.kim)).text
        (shared,) = shown_in(scene, office.general)
        assert FUND_ANSWER in shared.text
        # Everybody may look at its sources: it is an answer to the public.
        assert FUND_ANSWER in (await pressed(scene, shared, SOURCES, office.lee)).text

    stage(play)


def test_staff_share_among_themselves_what_they_were_answered(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.kim, office.secret, SECRET, private=True)
        assert "Shared with everybody" in (await pressed(scene, answer, SHARE, office.kim)).text
        assert [SECRET_WORDS[0] in each.text for each in shown_in(scene, office.secret)] == [True]
        assert not leaked(scene, SECRET_WORDS, but=office.secret)

    stage(play)


def test_a_channel_that_was_opened_to_all_since_gets_nothing_of_the_staffs(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.kim, office.secret, SECRET, private=True)
        scene.server.world.change_channel(office.secret, overwrites=())
        await pressed(scene, answer, SHARE, office.kim)
        assert not leaked(scene, SECRET_WORDS)

    stage(play)


def test_the_words_of_earlier_questions_are_not_shared(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        await scene.asks(office.kim, office.general, SECRET)
        answer = await scene.asks(office.kim, office.general, "And how much does the harbour fund hold?")
        await pressed(scene, answer, SHARE, office.kim)
        assert not leaked(scene, (*SECRET_WORDS, "lighthouse"))

    stage(play)


def test_nobody_else_shares_it(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        answer = await scene.asks(office.lee, office.general, FUND, private=True)
        # Only its requester sees the button: who presses it in another's name has forged the press.
        answer.ephemeral_to = office.kim.user
        told = await pressed(scene, answer, SHARE, office.kim)
        assert "Only the person who asked" in told.text
        assert not list(server.written_in(office.general))

    stage(play)


def test_a_forged_owner_does_not_help(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.lee, office.general, FUND, private=True)
        answer.ephemeral_to = office.kim.user
        named = next(each for each in answer.buttons if each.label == SHARE).custom_id or ""
        forge(answer, named, named.replace(str(office.lee.id), str(office.kim.id)))
        assert GONE in (await pressed(scene, answer, SHARE, office.kim)).text
        assert not shown_in(scene, office.general)

    stage(play)


def forge(message: Message, old: str, new: str) -> None:
    """Renames a button of a message, as only a server of Discord's could."""
    for each in walk(message.components):
        if each.get("custom_id") == old:
            each["custom_id"] = new
