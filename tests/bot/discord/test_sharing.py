"""An answer that only its requester saw is shared by nobody else, once, within what the channel may read."""

from __future__ import annotations

import pytest
import simcord

from tests.bot.discord.network import CALLBACK, FOLLOWUP
from tests.bot.discord.office import SHARE, SOURCES, Office, Shown
from tests.bot.documents import FUND, FUND_ANSWER, SECRET, SECRET_WORDS

pytestmark = pytest.mark.slow

_SHARED, _STANDS, _UNDER_WAY = (
    "Shared with everybody",
    "was already shared here",
    "is being shared here already",
)
_GONE, _REFUSED = "not kept any more", "You may not write here"


async def answered(office: Office) -> Shown:
    """An answer that Lee alone saw."""
    return await office.ask(office.lee, office.general, FUND, private=True)


async def shared(office: Office, answer: Shown) -> str:
    """What Lee is told who shares it."""
    return (await office.press(office.lee, answer, SHARE)).text


def posts(office: Office) -> list[bool]:
    """For each message that the bot wrote for all to see, whether it is the answer."""
    return [FUND_ANSWER in each.text for each in office.posts(office.general)]


async def test_a_private_answer_is_shared_by_its_asker_with_its_sources(office: Office) -> None:
    answer = await answered(office)
    assert posts(office) == []
    assert _SHARED in await shared(office, answer)
    (post,) = office.posts(office.general)
    assert FUND_ANSWER in post.text
    assert "Lee" in post.text
    assert list(post.buttons) == ["Exact words", "Helpful", "Not helpful"]
    assert FUND_ANSWER in (await office.press(office.kim, post, SOURCES)).text


async def test_the_button_shares_after_a_restart_and_only_once(office: Office) -> None:
    answer = await answered(office)
    await office.restart()
    assert _SHARED in await shared(office, answer)
    await office.restart()
    assert _STANDS in await shared(office, answer)
    assert posts(office) == [True]


async def test_what_staff_alone_may_read_is_not_shared_with_a_channel_of_all(office: Office) -> None:
    answer = await office.ask(office.kim, office.general, SECRET)
    assert SECRET_WORDS[0] in answer.text
    for _ in range(2):  # where there was nothing to share it can be tried again
        assert "shared nothing" in (await office.press(office.kim, answer, SHARE)).text
    assert not office.leaked(SECRET_WORDS)


async def test_staff_share_with_all_once_what_all_may_read(office: Office) -> None:
    answer = await office.ask(office.kim, office.general, FUND)
    assert answer.is_ephemeral
    assert "asked again" in (await office.press(office.kim, answer, SHARE)).text
    assert _STANDS in (await office.press(office.kim, answer, SHARE)).text
    (post,) = office.posts(office.general)
    # Everybody may look at its sources: it is an answer to the public.
    assert FUND_ANSWER in (await office.press(office.lee, post, SOURCES)).text


async def test_staff_share_among_themselves_what_they_were_answered(office: Office) -> None:
    answer = await office.ask(office.kim, office.secret, SECRET, private=True)
    assert _SHARED in (await office.press(office.kim, answer, SHARE)).text
    assert [SECRET_WORDS[0] in each.text for each in office.posts(office.secret)] == [True]
    assert not office.leaked(SECRET_WORDS, but=office.secret)


async def test_a_channel_that_was_opened_to_all_since_gets_nothing_of_the_staffs(office: Office) -> None:
    answer = await office.ask(office.kim, office.secret, SECRET, private=True)
    office.open(office.secret)
    await office.press(office.kim, answer, SHARE)
    assert not office.leaked(SECRET_WORDS)


async def test_the_words_of_earlier_questions_are_not_shared(office: Office) -> None:
    await office.ask(office.kim, office.general, SECRET)
    answer = await office.ask(office.kim, office.general, "And how much does the harbour fund hold?")
    await office.press(office.kim, answer, SHARE)
    assert not office.leaked((*SECRET_WORDS, "lighthouse"))


@pytest.mark.parametrize("is_renamed", [False, True])
async def test_nobody_else_shares_it_though_they_forge_the_button(office: Office, is_renamed: bool) -> None:
    answer = await answered(office)
    # Only its requester sees the button: the message is made Kim's, as only Discord's server could.
    office.forge(answer, office.kim, str(office.lee.id) if is_renamed else "")
    told = await office.press(office.kim, answer, SHARE)
    assert (_GONE if is_renamed else "Only the person who asked") in told.text
    assert posts(office) == []


async def test_a_press_while_the_first_is_under_way_shares_nothing(office: Office) -> None:
    answer = await answered(office)
    gate = office.network.hold(FOLLOWUP)
    first = office.begin(office.click(office.lee, answer, SHARE))
    await office.until(lambda: not office.network.is_waited_for)
    second = office.begin(office.click(office.lee, answer, SHARE))
    await office.until(lambda: _UNDER_WAY in office.last_edit)
    gate.set()
    assert _SHARED in office.shown(await first).text
    assert _SHARED not in office.shown(await second).text
    assert posts(office) == [True]


async def test_of_presses_at_once_one_shares(office: Office) -> None:
    answer = await answered(office)
    presses = [office.begin(office.click(office.lee, answer, SHARE)) for _ in range(4)]
    told = [office.shown(await each).text for each in presses]
    assert sum(_SHARED in each for each in told) == 1
    assert posts(office) == [True]


async def test_a_press_that_is_delivered_twice_is_done_once(office: Office) -> None:
    answer = await answered(office)
    office.deliver_twice("INTERACTION_CREATE")
    assert _SHARED in await shared(office, answer)
    assert posts(office) == [True]


async def test_that_it_is_shared_is_said_once_it_stands_there(office: Office) -> None:
    answer = await answered(office)
    gate = office.network.hold(FOLLOWUP)  # the message to the channel
    press = office.begin(office.click(office.lee, answer, SHARE))
    await office.until(lambda: not office.network.is_waited_for)
    assert "Sharing it" in office.last_edit
    assert posts(office) == []
    gate.set()
    assert _SHARED in office.shown(await press).text
    assert posts(office) == [True]


async def test_what_discord_refused_is_never_said_to_be_shared_and_can_be_shared_again(
    office: Office,
) -> None:
    answer = await answered(office)
    office.env.inject_error(*FOLLOWUP.split(), status=403, code=50001)
    refused = await office.click(office.lee, answer, SHARE)
    assert "went wrong" in office.shown(refused).text
    assert not [each for each in office.versions(refused) if "Shared with" in each]
    assert posts(office) == []
    assert _SHARED in await shared(office, answer)
    assert posts(office) == [True]


async def test_what_did_not_come_to_be_sent_can_be_shared_again(office: Office) -> None:
    answer = await answered(office)
    office.network.break_off("PATCH */webhooks/*")  # that it is being shared
    await office.click(office.lee, answer, SHARE)
    assert posts(office) == []
    assert _SHARED in await shared(office, answer)
    assert posts(office) == [True]


@pytest.mark.parametrize("has_come", [True, False])
async def test_what_may_have_come_before_the_connection_broke_is_not_sent_twice(
    office: Office, has_come: bool
) -> None:
    answer = await answered(office)
    office.network.break_off(FOLLOWUP, is_done=has_come)
    assert "cannot tell whether it was shared" in await shared(office, answer)
    assert _SHARED not in await shared(office, answer)
    assert posts(office) == [True] * has_come


async def test_what_is_forgotten_is_not_known_to_have_been_shared(office: Office) -> None:
    answer = await answered(office)
    await shared(office, answer)
    told = await office.command(office.lee, office.general, "forget")
    assert "1 answer" in told.text  # what is known of its share does not count as one
    assert _GONE in await shared(office, answer)
    assert posts(office) == [True]


# ------------------------------------------------------------ the right to write


async def test_who_may_only_read_a_channel_shares_nothing_there(office: Office) -> None:
    office.deny(office.general, office.guild.id, send_messages=True)
    assert _REFUSED in await shared(office, await answered(office))
    assert posts(office) == []
    # The owner may write all the same.
    answer = await office.ask(office.boss, office.general, FUND, private=True)
    assert _REFUSED not in (await office.press(office.boss, answer, SHARE)).text
    assert posts(office) == [True]


@pytest.mark.parametrize(
    ("denied", "may_share"), [("send_messages_in_threads", False), ("send_messages", True)]
)
async def test_in_a_thread_the_right_to_write_in_threads_counts(
    office: Office, denied: str, may_share: bool
) -> None:
    thread = office.thread(office.general, "The fund", office.boss)
    office.deny(office.general, office.guild.id, **{denied: True})
    answer = await office.ask(office.lee, thread, FUND, private=True)
    told = await shared(office, answer)
    assert (_REFUSED in told, len(office.posts(thread))) == (not may_share, may_share)


async def test_in_a_locked_thread_only_who_may_write_there_shares(office: Office) -> None:
    thread = office.thread(office.general, "The fund", office.boss)
    office.env.backend.edit_channel(thread.id, {}, thread_metadata={"locked": True})
    answers = [await office.ask(who, thread, FUND, private=True) for who in (office.lee, office.boss)]
    assert _REFUSED in await shared(office, answers[0])
    assert office.posts(thread) == []
    assert _REFUSED not in (await office.press(office.boss, answers[1], SHARE)).text
    assert len(office.posts(thread)) == 1


async def test_a_right_that_is_taken_before_the_press_counts(office: Office) -> None:
    answer = await answered(office)
    office.deny(office.general, office.lee.id, send_messages=True)
    assert _REFUSED in await shared(office, answer)
    assert posts(office) == []


async def test_a_channel_that_is_no_longer_answered_in_gets_nothing(office: Office) -> None:
    answer = await answered(office)
    await office.admin("channels deny", channel=office.general)
    assert "I may not answer in this channel" in await shared(office, answer)
    assert posts(office) == []


async def test_what_another_process_answers_is_left_to_it(office: Office) -> None:
    """Two processes with one token: the second is told that the press is acknowledged already."""
    answer = await answered(office)
    office.env.inject_error(*CALLBACK.split(), status=400, code=40060)
    pressed: simcord.InteractionResult = await office.click(office.lee, answer, SHARE)
    assert pressed.response is None
    assert posts(office) == []
