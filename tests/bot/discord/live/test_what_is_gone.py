"""What is deleted or forbidden while an answer is made costs nobody else theirs, and nothing stays open."""

from __future__ import annotations

from collections.abc import Callable

import discord
import pytest

from bot.discord.cards import Card, Tone
from bot.discord.cards.models import Line
from bot.discord.message_writer import ChannelWriter
from eval.loopback_discord.messages.message import Message
from eval.loopback_discord.world.permissions import Permission
from tests.bot.discord.live.documents import FORCE, FORCE_ANSWER, FUND, FUND_ANSWER
from tests.bot.discord.live.scene import Scene, Stage
from tests.bot.discord.live.writing import FORCE_WORDS, FUND_WORDS, HeldModel

_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE = 10003, 10008
_MISSING_ACCESS, _MISSING_PERMISSIONS, _NO_REPLY = 50001, 50013, 160002


async def _working_in_thread(scene: Scene, model: HeldModel) -> Message:
    """A mention in whose thread the bot has said that it is at work."""
    office, server = scene.office, scene.server
    model.hold()
    said = await server.say(office.lee, office.general, FUND, mentions=[server.world.bot])
    return await server.answer_to(said, 20)


async def _all_ends(scene: Scene, model: HeldModel) -> None:
    """The model goes on, what is under way ends, and the next question is answered."""
    model.let_go()
    await scene.settled()
    answer = await scene.asks(scene.office.kim, scene.office.secret, FUND)
    assert FUND_WORDS in answer.text
    assert len(scene.services.queue) == scene.services.queue.at_work == 0


@pytest.mark.parametrize("what", ["message", "thread", "channel"])
def test_an_answer_whose_place_is_gone_is_left(written: Stage, model: HeldModel, what: str) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        working = await _working_in_thread(scene, model)
        gone: dict[str, Callable[[], object]] = {
            "message": lambda: server.board.delete(working),
            "thread": lambda: server.world.remove_channel(working.channel),
            "channel": lambda: server.world.remove_channel(office.general),
        }
        gone[what]()
        await _all_ends(scene, model)
        assert not any(FUND_WORDS in each.text for each in server.written_in(office.general))

    written(play, refused=[_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE, _MISSING_ACCESS])


def test_the_answer_to_a_command_whose_first_word_was_deleted_is_left(
    written: Stage, model: HeldModel
) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        model.hold()
        asked = await server.slash(office.lee, office.general, "ask", question=FUND)
        server.board.delete(await asked.reply(20))
        await _all_ends(scene, model)
        assert all(each.is_deleted for each in asked.messages)

    written(play, refused=[_UNKNOWN_MESSAGE])


def test_who_loses_the_right_to_write_meanwhile_is_silent(written: Stage, model: HeldModel) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        answer = await scene.asks(office.lee, office.general, FORCE)
        model.hold()
        await server.say(office.lee, office.general, FUND, reply_to=answer)
        await scene.until(lambda: model.answered == 2)
        may(scene, Permission.VIEW_CHANNEL, Permission.USE_APPLICATION_COMMANDS)
        await _all_ends(scene, model)
        assert len(server.written_in(office.general)) == 1

    model.sentences = (FORCE_WORDS, FUND_WORDS)
    written(play, refused=[_MISSING_PERMISSIONS])


def may(scene: Scene, *permissions: Permission) -> None:
    """Lets everybody, the bot with them, do this alone."""
    office, world = scene.office, scene.server.world
    own = next(role for role in office.guild.roles.values() if role.bot)
    world.change_role(office.guild, own, permissions=0)
    world.change_role(office.guild, office.guild.everyone, permissions=sum(permissions))


_TALK = (Permission.VIEW_CHANNEL, Permission.SEND_MESSAGES)


def test_who_may_not_read_back_answers_without_a_reply(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        may(scene, *_TALK)
        asked = await server.say(office.lee, office.general, FUND, mentions=[server.world.bot])
        answer = await scene.told(asked)
        assert FUND_ANSWER in answer.text
        assert answer.reply_to is None

    stage(play)


def test_who_may_attach_nothing_says_so_in_place_of_a_file(stage: Stage) -> None:
    # 130 lines of some 80 letters are more than the 4,000 that a message takes.
    lines = tuple(
        Line(f"{n} This is a sentence of an answer that is longer than Discord takes.") for n in range(130)
    )

    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        channel = scene.client.get_channel(office.general.id)
        assert isinstance(channel, discord.TextChannel)
        await ChannelWriter(channel, 1).show(Card(Tone.ANSWER, lines=lines))
        may(scene, *_TALK)
        await scene.until(lambda: not channel.permissions_for(channel.guild.me).attach_files)
        await ChannelWriter(channel, 2).show(Card(Tone.ANSWER, lines=lines))
        with_file, without = server.written_in(office.general)
        assert [each.filename for each in with_file.attachments] == ["answer.md"]
        assert without.attachments == ()
        assert "I may attach no files in this channel" in without.text

    stage(play)


def test_where_the_bot_may_not_write_commands_are_answered_all_the_same(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        may(scene, Permission.VIEW_CHANNEL, Permission.USE_APPLICATION_COMMANDS)
        answer = await scene.asks(office.lee, office.general, FORCE)
        assert FORCE_ANSWER in answer.text

    stage(play)
