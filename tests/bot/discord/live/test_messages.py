"""Who mentions the bot, replies to it, writes in its thread, posts in a forum or writes to it is answered."""

from __future__ import annotations

import pytest

from bot.discord.i18n import t
from bot.discord.requesters import conversation
from bot.models import Audience, Language
from tests.bot.discord.live.documents import (
    FORCE,
    FORCE_ANSWER,
    FUND,
    FUND_ANSWER,
    FUND_KOREAN,
    FUND_KOREAN_ANSWER,
)
from tests.bot.discord.live.scene import Scene, Stage, connected

_GO_ON = t("mention_to_go_on", Language.ENGLISH)
_HOW = t("how_to_ask", Language.ENGLISH)
_UNREADABLE = t("unreadable", Language.ENGLISH)


def test_a_mention_opens_a_thread_in_which_the_conversation_goes_on(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        asked = await server.say(office.lee, office.general, FUND, mentions=[server.world.bot])
        answer = await scene.told(asked)
        assert FUND_ANSWER in answer.text
        assert answer.channel is asked.thread
        assert answer.channel.name == FUND
        assert _GO_ON not in answer.text
        again = await scene.told(await server.say(office.lee, answer.channel, FORCE))
        assert FORCE_ANSWER in again.text
        whose = conversation(office.lee.id, answer.channel.id)
        turns = scene.services.storage.conversations.turns(whose, Audience.PUBLIC)
        assert [turn.question for turn in turns] == [FUND, FORCE]

    stage(play, message_content=True)


def test_without_the_message_content_a_thread_goes_on_with_mentions_and_says_so(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        bot = server.world.bot
        answer = await scene.told(await server.say(office.lee, office.general, FUND, mentions=[bot]))
        assert FUND_ANSWER in answer.text
        assert _GO_ON in answer.text
        await server.say(office.lee, answer.channel, "This is said to somebody else.")
        again = await scene.told(await server.say(office.lee, answer.channel, FORCE, mentions=[bot]))
        assert FORCE_ANSWER in again.text
        assert len(server.written_in(answer.channel)) == 2

    stage(play, message_content=False)


def test_where_no_thread_may_be_opened_a_mention_is_answered_with_a_reply(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        own = next(role for role in office.guild.roles.values() if role.bot)
        server.world.change_role(office.guild, own, permissions=0)
        server.world.change_role(office.guild, office.guild.everyone, permissions=_TALK_ONLY)
        asked = await server.say(office.lee, office.general, FUND, mentions=[server.world.bot])
        answer = await scene.told(asked)
        assert (answer.channel, answer.reply_to) == (office.general, asked)
        assert FUND_ANSWER in answer.text

    stage(play)


# View channels, send messages, read their history: no threads.
_TALK_ONLY = (1 << 10) | (1 << 11) | (1 << 16)


def test_a_reply_to_an_answer_goes_on_from_it(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        answer = await scene.asks(office.lee, office.general, FUND)
        asked = await server.say(office.lee, office.general, FORCE, reply_to=answer)
        told = await scene.told(asked)
        assert FORCE_ANSWER in told.text
        assert told.reply_to is asked
        turns = scene.services.storage.conversations.turns(
            conversation(office.lee.id, office.general.id), Audience.PUBLIC
        )
        assert [turn.question for turn in turns] == [FUND, FORCE]

    stage(play)


def test_direct_messages_are_answered_in_the_language_of_the_question(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        direct = scene.server.world.add_dm(scene.office.lee.user)
        told = await scene.told(await scene.server.say(scene.office.lee, direct, FUND_KOREAN))
        assert FUND_KOREAN_ANSWER in told.text

    stage(play)


def test_the_first_post_in_a_forum_is_answered_and_no_other(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        forum, other = (server.world.add_forum(office.guild, name) for name in ("questions", "chatter"))
        scene.change(lambda known: known.with_forum(forum.id))
        post = await server.post(office.lee, forum, "The fund", FUND)
        assert post.starter is not None
        assert FUND_ANSWER in (await scene.told(post.starter)).text
        await server.say(office.kim, post, FORCE)
        ignored = await server.post(office.lee, other, "The fund", FUND)
        await _heard_so_far(scene)
        assert len(server.written_in(post)) == 1
        assert server.written_in(ignored) == ()

    stage(play, message_content=True)


def test_a_post_that_cannot_be_read_is_told_so(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        forum = scene.server.world.add_forum(scene.office.guild, "questions")
        scene.change(lambda known: known.with_forum(forum.id))
        post = await scene.server.post(scene.office.lee, forum, "The fund", FUND)
        assert post.starter is not None
        assert _UNREADABLE in (await scene.told(post.starter)).text

    stage(play)


def test_a_mention_without_a_question_is_told_how_to_ask(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        asked = await server.say(office.lee, office.general, "?", mentions=[server.world.bot])
        assert _HOW in (await scene.told(asked)).text
        assert asked.thread is None

    stage(play)


@pytest.mark.parametrize("hears_all", [True, False])
def test_what_is_not_for_the_bot_is_passed_over(stage: Stage, hears_all: bool) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        bot, world = server.world.bot, server.world
        robot = world.add_member(office.guild, world.add_user("robot", is_bot=True))
        said = [
            await server.say(office.lee, office.general, FUND),
            await server.say(office.lee, office.general, FUND, mentions=[office.guild.everyone]),
            await server.say(robot, office.general, FUND, mentions=[bot]),
        ]
        await server.change(said[0], f"{bot.mention} {FUND}")
        await _heard_so_far(scene)
        assert server.written_in(office.general) == ()
        assert not any(each.thread for each in said)

    stage(play, message_content=hears_all)


def test_a_server_that_wants_no_mentions_gets_no_answers_to_them(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        scene.change(lambda known: known.listening(mentions=False))
        asked = await server.say(office.lee, office.general, FUND, mentions=[server.world.bot])
        await _heard_so_far(scene)
        assert asked.thread is None
        assert server.written_in(office.general) == ()

    stage(play)


def test_a_thread_that_was_put_away_wakes_up_with_a_question(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        answer = await scene.told(
            await server.say(office.lee, office.general, FUND, mentions=[server.world.bot])
        )
        server.world.change_channel(answer.channel, is_archived=True)
        await scene.client.close()
        async with connected(server, scene.services):  # it is told of the threads that are not put away
            assert (
                FORCE_ANSWER in (await scene.told(await server.say(office.lee, answer.channel, FORCE))).text
            )

    stage(play, message_content=True)


async def _heard_so_far(scene: Scene) -> None:
    """Waits until the bot has dealt with all that was said: events come in their order."""
    direct = scene.server.world.add_dm(scene.office.boss.user)
    await scene.told(await scene.server.say(scene.office.boss, direct, FUND))
