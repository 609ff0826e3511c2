"""Who mentions the bot, replies to it, writes in its thread, posts in a forum or writes to it is answered."""

from __future__ import annotations

import pytest

from tests.bot.discord.network import SEND, THREAD
from tests.bot.discord.office import Office, Shown, words
from tests.bot.documents import FORCE, FORCE_ANSWER, FUND, FUND_ANSWER

pytestmark = pytest.mark.slow

_HEARS_ALL = pytest.param(True, marks=pytest.mark.bot(message_content=True))
_GO_ON = words("mention_to_go_on")


def told(shown: Shown | None) -> Shown:
    """The bot's answer to a message, which there has to be."""
    assert shown is not None, "the bot stayed silent"
    return shown


@pytest.mark.bot(message_content=True)
async def test_a_mention_opens_a_thread_in_which_the_conversation_goes_on(office: Office) -> None:
    answer = told(await office.say(office.lee, office.general, FUND, mention=True))
    (thread,) = office.general.threads
    assert FUND_ANSWER in answer.text
    assert (answer.channel, thread.name) == (thread.id, FUND)
    assert _GO_ON not in answer.text
    assert FORCE_ANSWER in told(await office.say(office.lee, thread, FORCE)).text
    assert office.turns(office.lee, thread) == [FUND, FORCE]


async def test_without_the_message_content_a_thread_goes_on_with_mentions_and_says_so(office: Office) -> None:
    answer = told(await office.say(office.lee, office.general, FUND, mention=True))
    (thread,) = office.general.threads
    assert FUND_ANSWER in answer.text
    assert _GO_ON in answer.text
    assert await office.say(office.lee, thread, "This is said to somebody else.") is None
    assert FORCE_ANSWER in told(await office.say(office.lee, thread, FORCE, mention=True)).text


async def test_where_no_thread_may_be_opened_a_mention_is_answered_with_a_reply(office: Office) -> None:
    office.permit("view_channel", "send_messages", "read_message_history")
    answer = told(await office.say(office.lee, office.general, FUND, mention=True))
    assert FUND_ANSWER in answer.text
    assert answer.channel == office.general.id
    assert answer.replies_to == office.general.history()[0].id


async def test_where_the_past_may_not_be_read_the_answer_is_no_reply(office: Office) -> None:
    office.permit("view_channel", "send_messages")
    answer = told(await office.say(office.lee, office.general, FUND, mention=True))
    assert FUND_ANSWER in answer.text
    assert answer.replies_to is None


@pytest.mark.parametrize("is_command", [_HEARS_ALL, False])
async def test_a_reply_to_an_answer_goes_on_from_it(office: Office, is_command: bool) -> None:
    if is_command:
        answer = await office.ask(office.lee, office.general, FUND)
    else:
        office.permit("view_channel", "send_messages", "read_message_history")  # so that it opens no thread
        answer = told(await office.say(office.lee, office.general, FUND, mention=True))
    reply = told(await office.say(office.lee, office.general, FORCE, reply_to=answer))
    assert FORCE_ANSWER in reply.text
    assert reply.channel == office.general.id
    assert office.turns(office.lee, office.general) == [FUND, FORCE]


async def test_a_reply_to_a_command_that_cannot_be_read_is_told_how_to_ask(office: Office) -> None:
    """Discord gives the words of a reply to a command's answer only with the message content intent."""
    answer = await office.ask(office.lee, office.general, FUND)
    reply = await office.say(office.lee, office.general, FORCE, reply_to=answer)
    assert words("how_to_ask") in told(reply).text


async def test_direct_messages_are_answered(office: Office) -> None:
    assert FUND_ANSWER in told(await office.say(office.lee, None, FUND)).text


@pytest.mark.bot(message_content=True)
async def test_the_first_post_in_a_forum_is_answered_and_no_other(office: Office) -> None:
    forum, other = office.forum("questions"), office.forum("chatter")
    await office.admin("forums add", forum=forum)
    post, answer = await office.post(office.lee, forum, "The fund", FUND)
    assert FUND_ANSWER in told(answer).text
    assert await office.say(office.kim, post, FORCE) is None
    assert (await office.post(office.lee, other, "The fund", FUND))[1] is None


async def test_a_post_that_cannot_be_read_is_told_so(office: Office) -> None:
    forum = office.forum("questions")
    await office.admin("forums add", forum=forum)
    _, answer = await office.post(office.lee, forum, "The fund", FUND)
    assert words("unreadable") in told(answer).text


async def test_a_mention_without_a_question_is_told_how_to_ask(office: Office) -> None:
    assert words("how_to_ask") in told(await office.say(office.lee, office.general, "?", mention=True)).text
    assert office.general.threads == []


@pytest.mark.parametrize("hears_all", [_HEARS_ALL, False])
async def test_what_is_not_for_the_bot_is_passed_over(office: Office, hears_all: bool) -> None:
    robot = office.join("robot", bot=True)
    assert office.env.bot.intents.message_content is hears_all
    assert await office.say(office.lee, office.general, FUND) is None
    assert await office.say(office.boss, office.general, f"@everyone {FUND}") is None
    assert await office.say(robot, office.general, FUND, mention=True) is None
    said = await office.lee.send(office.general, FUND)
    await office.lee.edit(said, f"{office.mention} {FUND}")
    assert office.published() == []
    assert office.general.threads == []


async def test_a_server_that_wants_no_mentions_gets_no_answers_to_them(office: Office) -> None:
    await office.admin("mentions off")
    assert await office.say(office.lee, office.general, FUND, mention=True) is None
    assert office.general.threads == []


@pytest.mark.bot(message_content=True)
async def test_a_thread_that_was_put_away_wakes_up_with_a_question(office: Office) -> None:
    await office.say(office.lee, office.general, FUND, mention=True)
    (thread,) = office.general.threads
    office.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
    # The bot is told of the threads that are not put away alone.
    office.env.bot.get_guild(office.guild.id)._threads.pop(thread.id, None)  # type: ignore[union-attr]
    assert FORCE_ANSWER in told(await office.say(office.lee, thread, FORCE)).text


@pytest.mark.parametrize("is_done", [False, True])
@pytest.mark.parametrize("route", [SEND, THREAD])
async def test_a_connection_that_breaks_at_the_answer_makes_no_second_one(
    office: Office, route: str, is_done: bool
) -> None:
    office.network.break_off(route, is_done=is_done)
    await office.say(office.lee, office.general, FUND, mention=True)
    assert not office.network.is_waited_for
    assert [FUND_ANSWER in each.text for each in office.published()] == [True]


async def test_a_mention_that_another_process_answers_opens_no_second_thread(office: Office) -> None:
    office.env.inject_error(*THREAD.split(), status=400, code=160004)
    answer = await office.say(office.lee, office.general, FUND, mention=True)
    assert FUND_ANSWER in told(answer).text
    assert len(office.published()) == 1
