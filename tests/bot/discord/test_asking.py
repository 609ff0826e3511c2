"""A question is answered in Discord with its sources, to whoever asked it; it pings nobody."""

from __future__ import annotations

import re

import pytest

from tests.bot.discord.network import EDIT
from tests.bot.discord.office import Discord, Office
from tests.bot.documents import FERRY, FORCE, FORCE_ANSWER, FUND, FUND_ANSWER

pytestmark = pytest.mark.slow

_TITLE = "The harbour agreement"
_LINK = re.compile(r"(?<!\\)\[[^\]]*(?<!\\)\]\(http")


async def test_a_question_is_answered_with_its_source_for_all_to_see(office: Office) -> None:
    asked = await office.slash(office.lee, office.general, "ask", question=FUND)
    answer = office.shown(asked)
    assert FUND_ANSWER in answer.text
    assert _TITLE in answer.text
    assert not answer.is_ephemeral
    assert asked.followups == []
    assert list(answer.buttons) == ["Exact words", "Helpful", "Not helpful"]


async def test_a_private_answer_is_for_the_asker_alone(office: Office) -> None:
    answer = await office.ask(office.lee, office.general, FUND, private=True)
    assert FUND_ANSWER in answer.text
    assert answer.is_ephemeral
    assert not office.leaked([FUND_ANSWER])


async def test_a_document_that_is_chosen_from_the_list_is_the_only_one_asked(office: Office) -> None:
    (ferry,) = await office.lee.autocomplete(office.general, "ask", "document", "ferry")
    assert (
        FUND_ANSWER not in (await office.ask(office.lee, office.general, FUND, document=ferry["value"])).text
    )
    (harbour,) = await office.lee.autocomplete(office.general, "ask", "document", "the har")
    assert FUND_ANSWER in (await office.ask(office.lee, office.general, FUND, document=harbour["value"])).text


async def test_a_conversation_goes_on_in_its_channel_and_is_nobody_elses(office: Office) -> None:
    await office.ask(office.lee, office.general, FORCE)
    await office.ask(office.lee, office.general, "And how much does its fund hold?")
    assert office.turns(office.lee, office.general) == [FORCE, "And how much does its fund hold?"]
    assert office.turns(office.kim, office.general) == []
    assert office.turns(office.lee, office.secret) == []


async def test_a_search_lists_the_nearest_documents(office: Office) -> None:
    found = await office.search(office.lee, office.general, "harbour fund")
    assert _TITLE in found.text
    assert FUND_ANSWER in found.text


async def test_help_is_for_the_one_who_asks(office: Office) -> None:
    assert (await office.command(office.lee, office.general, "help")).is_ephemeral


async def test_a_command_in_direct_messages_needs_no_server(office: Office) -> None:
    assert FORCE_ANSWER in (await office.ask(office.lee, None, FORCE)).text


async def test_what_is_for_everybody_costs_no_look_up(office: Office) -> None:
    for private in (False, True):
        assert FORCE_ANSWER in (await office.ask(office.lee, office.general, FORCE, private=private)).text
    told = await office.say(office.lee, office.general, FORCE, mention=True)
    assert told is not None
    assert FORCE_ANSWER in told.text
    assert office.requests("GET") == []


@pytest.mark.parametrize("is_plain", [False, True])
async def test_a_quoted_mention_or_link_is_only_words(office: Office, is_plain: bool) -> None:
    if is_plain:
        office.env.inject_error(*EDIT.split(), status=400, code=50035)
    answer = await office.ask(office.lee, office.general, FERRY)
    assert "12 dollars" in answer.text or is_plain
    shown = office.published()
    assert "12 dollars" in shown[-1].text
    assert "everyone" in shown[-1].text
    searched = await office.search(office.lee, office.general, FERRY)
    for each in (*shown, searched):
        assert not each.pings
        assert not _LINK.search(each.text)
        assert "<@1>" not in each.text


async def test_a_question_that_pings_everybody_pings_nobody_again(office: Office) -> None:
    told = await office.say(office.boss, office.general, f"@everyone {FERRY}", mention=True)
    assert told is not None
    assert not told.pings


async def test_a_question_as_long_as_discord_takes_is_refused_in_a_sentence(office: Office) -> None:
    answer = await office.ask(office.lee, office.general, "harbour " * 700)
    assert "2000" in answer.text or "2,000" in answer.text


async def test_nothing_is_synchronised_when_the_bot_connects(env: Discord) -> None:
    assert not [each for each in env.http_requests if "commands" in each.path]


async def test_the_least_is_asked_of_the_gateway(office: Office) -> None:
    # guilds 1 << 0, guild messages 1 << 9, direct messages 1 << 12
    assert office.env.bot.intents.value == (1 << 0) | (1 << 9) | (1 << 12)


@pytest.mark.bot(message_content=True)
async def test_the_message_content_is_asked_for_where_the_settings_say_so(office: Office) -> None:
    assert office.env.bot.intents.value == (1 << 0) | (1 << 9) | (1 << 12) | (1 << 15)
