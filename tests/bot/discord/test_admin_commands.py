"""Managers set where the bot answers, operators who sees staff documents; each is told alone how it is."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import simcord
from discord import app_commands

from ingest.report import FileResult, Outcome, Report
from tests.bot.discord.documents import FUND, FUND_ANSWER, SECRET, SECRET_WORDS
from tests.bot.discord.office import Office

_MANAGERS = {
    "status",
    "channels allow",
    "channels deny",
    "channels everywhere",
    "channels list",
    "mentions on",
    "mentions off",
    "forums add",
    "forums remove",
}
_OPERATORS = {
    "sync-documents",
    "roles map",
    "roles unmap",
    "roles list",
    "channels staff",
    "channels public",
}
_STEP_S = 0.1
# Of the document for staff: its title, its file and its words.
_SECRETS = ("Line to take", "line.md", "lighthouse", "77 million")
_PUBLIC_LINE, _STAFF_LINE = "Public documents: 3.", "Staff documents: 1."


def commands_of(office: Office) -> dict[str, app_commands.Command[Any, ..., Any]]:
    """All that can be used, as it is typed after /admin."""
    return {
        each.qualified_name.removeprefix("admin "): each
        for each in office.env.bot.tree.walk_commands()  # type: ignore[attr-defined]
        if isinstance(each, app_commands.Command) and each.qualified_name.startswith("admin ")
    }


def options_of(office: Office, command: str) -> dict[str, Any]:
    """What the command needs."""
    given = {
        "channel": office.general,
        "role": office.staff,
        "audience": "staff",
        "forum": office.forum("forum") if command.startswith("forums") else None,
    }
    return {each.name: given[each.name] for each in commands_of(office)[command].parameters}


def a_manager(office: Office) -> simcord.MemberActor:
    return office.join("Manager", office.managers)


def an_administrator(office: Office) -> simcord.MemberActor:
    return office.boss  # who owns the server, and is of its staff


@pytest.mark.parametrize("command", sorted(_MANAGERS | _OPERATORS))
async def test_one_who_manages_nothing_can_do_nothing_even_if_of_the_staff(
    office: Office, command: str
) -> None:
    # A server's administrators may show the command to anybody.
    office.show_admin_commands_to(office.kim)
    before = office.settings
    told = await office.admin(command, office.kim, **options_of(office, command))
    assert told.text.strip().startswith("Only those who ")
    assert office.settings == before


@pytest.mark.parametrize("command", sorted(_OPERATORS))
@pytest.mark.parametrize("who", [a_manager, an_administrator])
async def test_who_runs_the_server_cannot_do_what_operators_do(
    office: Office, command: str, who: Callable[[Office], simcord.MemberActor]
) -> None:
    before = office.settings
    told = await office.admin(command, who(office), **options_of(office, command))
    assert told.text.strip().startswith("Only those who run the bot can do this")
    assert office.staff.mention not in told.text
    assert office.settings == before


@pytest.mark.parametrize("command", sorted(_MANAGERS))
async def test_the_rest_can_be_done_by_all_who_run_it_and_names_no_document(
    office: Office, command: str
) -> None:
    for who in (a_manager(office), office.boss, office.operator):
        told = await office.admin(command, who, **options_of(office, command))
        assert not told.text.strip().startswith("Only those")
        assert not [each for each in _SECRETS if each in told.text]


async def test_what_an_operator_sets_holds_for_the_next_question(office: Office) -> None:
    await office.admin("roles unmap", role=office.staff)
    assert SECRET_WORDS[0] not in (await office.ask(office.kim, office.general, SECRET)).text
    await office.admin("roles map", role=office.staff, audience="staff")
    assert SECRET_WORDS[0] in (await office.ask(office.kim, office.general, SECRET)).text
    assert not office.leaked(SECRET_WORDS)


async def test_a_channel_is_left_alone_while_a_manager_denies_it(office: Office) -> None:
    for command, answers in (("channels deny", False), ("channels allow", True)):
        await office.admin(command, office.boss, channel=office.general)
        assert (FUND_ANSWER in (await office.ask(office.lee, office.general, FUND)).text) is answers


async def test_the_only_channel_that_was_allowed_is_deleted_and_no_other_is_allowed_for_it(
    office: Office,
) -> None:
    only = office.guild.create_text_channel("only")
    await office.admin("channels allow", channel=only)
    office.env.backend.delete_channel(only.id)
    await office.env.settle()
    told = await office.ask(office.lee, office.general, FUND)
    assert "I may not answer in this channel." in told.text


async def test_a_category_stands_for_its_channels(office: Office) -> None:
    category = office.guild.create_category("Questions")
    room = office.guild.create_text_channel("room", category=category)
    await office.admin("channels allow", channel=category)
    assert FUND_ANSWER in (await office.ask(office.lee, room, FUND)).text
    assert FUND_ANSWER not in (await office.ask(office.lee, office.general, FUND)).text


async def test_it_says_for_whom_a_channel_is_and_why(office: Office) -> None:
    office.take_in(office.operator)
    assert (
        "everybody in the server can view it"
        in (await office.admin("channels staff", channel=office.general)).text
    )
    closed = await office.admin("channels public", channel=office.secret)
    assert office.secret.mention not in closed.text
    named = await office.admin("channels staff", channel=office.secret)
    assert office.secret.mention in named.text
    assert "public documents only" not in named.text


# ------------------------------------------------------------ /admin status


@pytest.mark.bot(workers=1)
async def test_questions_that_wait_are_told(office: Office) -> None:
    office.script.hold()
    asking = [office.begin(office.ask(who, office.general, FUND)) for who in (office.kim, office.lee)]
    await office.until(lambda: len(office.services.queue) == 1)
    telling = office.begin(office.admin("status"))
    await office.until(
        lambda: any("1 being answered (at most 1), 1 waiting" in each for each in office.written())
    )
    office.script.let_go()
    await asyncio.gather(telling, *asking)


async def test_of_documents_nobody_is_told_more_than_they_may_read(office: Office) -> None:
    for who in (a_manager(office), office.operator):
        told = (await office.admin("status", who)).text
        assert _PUBLIC_LINE in told
        assert "Staff documents:" not in told
    told = (await office.admin("status", office.boss)).text
    assert _PUBLIC_LINE in told
    assert _STAFF_LINE in told


# ------------------------------------------------------------ /admin sync-documents


class Ingest:
    """An ingest that waits until it is let go."""

    def __init__(self, office: Office) -> None:
        self.go_on = threading.Event()
        self.runs = 0
        office.replace_services(sync_documents=self)

    def __call__(self) -> Report:
        self.runs += 1
        self.go_on.wait()
        return Report((FileResult("a.md", Outcome.CHANGED),))


async def test_it_indexes_and_says_what_changed(office: Office, tmp_path: Path) -> None:
    documents = tmp_path / "sources"
    sync = office.ingest(documents)
    (documents / "harbour.md").write_text("# Money\n\nThe harbour fund holds 90 million dollars.\n", "utf-8")
    (documents / "@everyone `bold`.md").write_text("# Money\n\nThe ferry costs 12 dollars.\n", "utf-8")
    (documents / "bad.pdf").write_bytes(b"%PDF-1.7 no more than that")
    office.replace_services(sync_documents=sync)
    first = (await office.admin("sync-documents")).text
    assert "2 added, 0 changed, 0 removed, 0 unchanged, 0 skipped, 1 failed." in first
    assert "@everyone 'bold'.md`" in first  # as code, which Discord leaves as it is
    assert "bad.pdf" in next(each for each in first.splitlines() if each.startswith("! "))
    (documents / "harbour.md").unlink()
    assert "0 added, 0 changed, 1 removed, 1 unchanged" in (await office.admin("sync-documents")).text
    assert "Last run of /admin sync-documents" in (await office.admin("status")).text
    assert "Last run" not in (await office.admin("status", office.boss)).text


async def test_one_that_takes_too_long_goes_on_and_is_told_of_later(office: Office) -> None:
    ingest = Ingest(office)
    running = office.begin(office.admin("sync-documents"))
    await office.until(lambda: ingest.runs == 1)
    office.pass_time(14 * 60 + 1)
    later = "It goes on; /admin status tells when it has ended."
    await office.until(lambda: any(later in each for each in office.written()))
    ingest.go_on.set()
    await running
    told = await office.admin("status")
    assert "Last run of /admin sync-documents. Indexed: 0 added, 1 changed" in told.text


async def test_when_the_bot_stops_meanwhile_that_is_told(office: Office) -> None:
    ingest = Ingest(office)
    running = office.begin(office.admin("sync-documents"))
    await office.until(lambda: ingest.runs == 1)
    draining = await office.apologies_begin()
    await office.until(
        lambda: any("I am being stopped" in each for each in office.written()), passing_s=_STEP_S
    )
    await draining
    ingest.go_on.set()
    await running
