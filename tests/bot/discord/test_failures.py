"""Whatever fails, an answer comes once, to nobody but those for whom it is; else people get an id, alone."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest
import simcord

from bot.storage.database import FILE as DATABASE
from ingest.errors import IndexNotBuiltError
from tests.bot.discord.network import CALLBACK, EDIT, SEND
from tests.bot.discord.office import HELPFUL, NOT_HELPFUL, SOURCES, Office, Shown, words
from tests.bot.documents import FORCE, FORCE_ANSWER, FUND, FUND_ANSWER, SECRET, SECRET_WORDS

pytestmark = pytest.mark.slow

_ID = re.compile(r"\b[0-9a-f]{8}\b")
_FAILS = pytest.mark.simcord(check_errors=False)  # what the bot raises is meant to be there
_STEP_S = 0.1
_SECRET = "what the exception quotes"
Begin = Callable[[Office, Shown], Awaitable[simcord.InteractionResult]]


def command(name: str, **options: str) -> Begin:
    async def begin(office: Office, _: Shown) -> simcord.InteractionResult:
        office.break_down(RuntimeError(_SECRET))
        return await office.slash(office.lee, office.general, name, **options)

    return begin


def press(label: str) -> Begin:
    async def begin(office: Office, answer: Shown) -> simcord.InteractionResult:
        office.break_down(RuntimeError(_SECRET))
        return await office.click(office.lee, answer, label)

    return begin


async def menu(office: Office, answer: Shown) -> simcord.InteractionResult:
    office.break_down(RuntimeError(_SECRET))
    return await office.lee.context_menu(office.general, "Check this claim", answer.message)


async def form(office: Office, answer: Shown) -> simcord.InteractionResult:
    shown = await office.click(office.lee, answer, NOT_HELPFUL)
    office.break_down(RuntimeError(_SECRET))
    return await office.lee.submit_modal(shown, {"wrong": "The sum."})


@pytest.mark.parametrize(
    "begin",
    [
        command("ask", question=FUND),
        command("search", query=FUND),
        command("documents"),
        command("forget"),
        press(SOURCES),
        press(HELPFUL),
        press(NOT_HELPFUL),
        menu,
        form,
    ],
    ids=["ask", "search", "documents", "forget", "sources", "helpful", "not helpful", "menu", "form"],
)
@_FAILS
async def test_a_failure_is_told_with_an_id_alone(
    office: Office, begin: Begin, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    answer = await office.ask(office.lee, office.general, FUND)
    told = office.shown(await begin(office, answer))
    (error,) = _ID.findall(told.text)
    assert _SECRET not in told.text
    assert any(error in str(record.msg) for record in caplog.records)
    assert FUND not in caplog.text


@pytest.mark.parametrize("ask", [Office.ask, Office.search, partial(Office.say, mention=True)])
@_FAILS
async def test_a_missing_index_is_told_with_an_id_and_no_path(
    office: Office, ask: Callable[..., Awaitable[Shown | None]]
) -> None:
    office.script.problem = IndexNotBuiltError("There is no index in /srv/index; run concord-ingest.")
    told = await ask(office, office.lee, office.general, FUND)
    assert told is not None
    assert len(_ID.findall(told.text)) == 1
    assert "/srv" not in told.text
    assert "concord-ingest" not in told.text


@_FAILS
async def test_a_damaged_database_leaves_answers_from_the_public_documents_alone(
    office: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = next(tmp_path.rglob(DATABASE))
    for file in database.parent.glob(f"{DATABASE}-*"):
        file.unlink()
    database.write_bytes(b"\xa5" * 9000)
    office.services.guild_settings._cache.clear()
    for channel in (office.general, None):
        assert FUND_ANSWER in (await office.ask(office.kim, channel, FUND)).text
    asked = (await office.ask(office.kim, office.secret, SECRET)).text
    assert not any(word in asked for word in SECRET_WORDS)
    assert f"The database {database} is damaged; put a backup in its place" in caplog.text


async def test_a_list_that_cannot_be_made_is_an_empty_one(office: Office) -> None:
    office.break_down(RuntimeError(_SECRET))
    assert await office.lee.autocomplete(office.general, "ask", "document", "har") == []


# ------------------------------------------------------------ the first word


@pytest.mark.parametrize("is_done", [False, True])
async def test_a_connection_that_breaks_at_the_first_word_costs_nothing(
    office: Office, is_done: bool
) -> None:
    office.network.break_off(CALLBACK, is_done=is_done)
    asked = await office.slash(office.lee, office.general, "ask", question=FUND)
    assert FUND_ANSWER in office.shown(asked).text
    assert asked.followups == []
    office.network.break_off(CALLBACK, is_done=is_done)
    assert FUND_ANSWER in (await office.press(office.lee, office.shown(asked), SOURCES)).text


@_FAILS
async def test_a_first_word_that_came_too_late_leaves_nothing_open(office: Office) -> None:
    # Unknown interaction: Discord has told the person by then that the bot did not answer.
    office.env.inject_error(*CALLBACK.split(), status=404, code=10062, times=2)
    late = await office.slash(office.lee, office.general, "ask", question=FUND)
    assert late.response is None
    assert FUND_ANSWER in (await office.ask(office.lee, office.general, FUND)).text
    assert office.nothing_is_open


@_FAILS
async def test_what_another_process_answers_is_left_to_it(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.env.inject_error(*CALLBACK.split(), status=400, code=40060)
    asked = await office.slash(office.lee, office.general, "ask", question=FUND)
    assert (asked.response, asked.followups) == (None, [])
    assert "answered by another process with this token" in caplog.text
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("event", ["INTERACTION_CREATE", "MESSAGE_CREATE"])
async def test_what_is_delivered_twice_is_answered_once(office: Office, event: str) -> None:
    office.deliver_twice(event)
    if event == "INTERACTION_CREATE":
        await office.ask(office.lee, office.general, FUND)
    else:
        await office.say(office.lee, None, FUND)
    assert office.script.begun == [FUND]
    assert [FUND_ANSWER in each.text for each in office.published()] == [True]


# ------------------------------------------------------------ the answer


@pytest.mark.parametrize("is_done", [False, True])
async def test_a_connection_that_breaks_at_the_answer_makes_no_second_one(
    office: Office, is_done: bool
) -> None:
    office.network.break_off(EDIT, is_done=is_done)
    assert FUND_ANSWER in (await office.ask(office.lee, office.general, FUND)).text
    assert len(office.published()) == 1


async def test_progress_that_came_though_the_connection_broke_becomes_the_answer(office: Office) -> None:
    office.script.hold()
    office.network.break_off(SEND, is_done=True)
    saying = office.begin(office.say(office.lee, None, FUND))
    await office.until(lambda: bool(office.published()), passing_s=_STEP_S)  # that work is going on
    office.script.let_go()
    await saying
    assert [FUND_ANSWER in each.text for each in office.published()] == [True]


@pytest.mark.parametrize("is_command", [True, False])
async def test_where_a_layout_is_refused_the_answer_comes_in_plain_text(
    office: Office, is_command: bool
) -> None:
    office.env.inject_error(*(EDIT if is_command else SEND).split(), status=400, code=50035)
    if is_command:
        await office.ask(office.lee, office.general, FUND)
    else:
        await office.say(office.lee, None, FUND)
    assert FUND_ANSWER in office.published()[-1].stored.content


async def test_a_layout_that_is_refused_at_last_leaves_nothing_half_said(office: Office) -> None:
    office.script.hold()
    asking = office.begin(office.slash(office.lee, office.general, "ask", question=FUND, private=True))
    await office.until(lambda: bool(office.requests("PATCH")), passing_s=_STEP_S)
    office.env.inject_error(*EDIT.split(), status=400, code=50035)
    office.script.let_go()
    asked = await asking
    assert asked.response is None  # the card that said that work is going on
    (answer,) = asked.followups
    assert FUND_ANSWER in answer.content
    assert answer.ephemeral
    assert not office.leaked([FUND_ANSWER])


@pytest.mark.parametrize("private", [False, True])
async def test_a_token_that_has_expired_is_replaced_by_a_message_to_all_unless_it_was_private(
    office: Office, private: bool
) -> None:
    office.env.inject_error("*", "/webhooks/*", status=401, code=50027, times=None)
    await office.slash(office.lee, office.general, "ask", question=FUND, private=private)
    told = [each.text for each in office.published() if each.text.strip()]
    assert [FUND_ANSWER in each for each in told] == [True] * (not private)


# ------------------------------------------------------------ what is gone


@pytest.mark.parametrize("what", ["message", "thread", "channel"])
async def test_an_answer_whose_place_is_gone_is_left(office: Office, what: str) -> None:
    office.script.hold()
    saying = office.begin(office.say(office.lee, office.general, FUND, mention=True))
    await office.until(lambda: bool(office.published()), passing_s=_STEP_S)
    (working,), backend = office.published(), office.env.backend
    if what == "message":
        backend.delete_message(working.channel, working.id)
    else:
        backend.delete_channel(working.channel)
        if what == "channel":
            backend.delete_channel(office.general.id)
    office.script.let_go()
    await asyncio.wait([saying])  # SimCord itself looks for the channel once the bot is done
    saying.exception()
    assert not [each for each in office.published() if FUND_ANSWER in each.text]
    assert FUND_ANSWER in (await office.ask(office.kim, office.secret, FUND)).text
    assert office.nothing_is_open


async def test_the_answer_to_a_command_whose_first_word_was_deleted_is_left(office: Office) -> None:
    office.script.hold()
    asking = office.begin(office.slash(office.lee, office.general, "ask", question=FUND))
    await office.until(lambda: bool(office.published()))
    (working,) = office.published()
    office.env.backend.delete_message(working.channel, working.id)
    office.script.let_go()
    await asking
    assert office.published() == []
    assert office.nothing_is_open


async def test_who_loses_the_right_to_write_meanwhile_is_silent(office: Office) -> None:
    office.permit("view_channel", "send_messages", "read_message_history")
    office.script.after = lambda: office.permit("view_channel")
    assert await office.say(office.lee, office.general, FUND, mention=True) is None
    assert office.nothing_is_open


async def test_where_the_bot_may_not_write_commands_are_answered_all_the_same(office: Office) -> None:
    office.permit("view_channel", "use_application_commands")
    assert FORCE_ANSWER in (await office.ask(office.lee, office.general, FORCE)).text


async def test_a_mention_whose_message_is_gone_is_answered_all_the_same(office: Office) -> None:
    office.permit("view_channel", "send_messages", "read_message_history")
    backend = office.env.backend

    def delete() -> None:
        number = office.general.history()[-1].id
        office.loop.call_soon_threadsafe(backend.delete_message, office.general.id, number)

    office.script.after = delete
    told = await office.say(office.lee, office.general, FUND, mention=True)
    assert told is not None
    assert FUND_ANSWER in told.text


@pytest.mark.parametrize("may_attach", [True, False])
async def test_a_long_answer_comes_as_a_file_or_says_why_not(office: Office, may_attach: bool) -> None:
    office.permit("view_channel", "send_messages", *(["attach_files"] if may_attach else []))
    await office.show_long_card(office.general)
    (post,) = office.posts(office.general)
    assert [each["filename"] for each in post.stored.attachments] == ["answer.md"] * may_attach
    assert ("I may attach no files in this channel" in post.text) is not may_attach
    assert office.leaked(["129 This is a sentence"]) == ["129 This is a sentence"] * may_attach


@_FAILS
async def test_the_page_of_a_list_that_cannot_be_turned_is_told(office: Office) -> None:
    documents = office.services.documents
    # Three public documents make more than one page where each comes many times.
    office.replace_services(documents=lambda audience: [*documents(audience)] * 4)
    listed = await office.command(office.lee, office.general, "documents")
    more = next(label for label in listed.buttons if label == "More")
    office.break_down(RuntimeError(_SECRET))
    turned = await office.click(office.lee, listed, more)
    assert len(_ID.findall("\n".join(office.versions(turned)))) == 1
    assert words("took_too_long") not in listed.text
