"""Managers set where the bot answers, operators who sees staff documents; each is told alone how it is."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands

from bot.models import Audience
from ingest.errors import StorageFullError
from tests.bot.discord.office import Office
from tests.bot.documents import FUND, FUND_ANSWER, SECRET, SECRET_WORDS

pytestmark = pytest.mark.slow

_MANAGERS = {
    "status", "channels allow", "channels deny", "channels everywhere", "channels list", "mentions on",
    "mentions off", "forums add", "forums remove",
}  # fmt: skip
_OPERATORS = {
    "sync-documents", "roles map", "roles unmap", "roles list", "channels staff", "channels public",
}  # fmt: skip
# Of the document for staff: its title, its file and its words.
_SECRETS = ("Line to take", "line.md", "lighthouse", "77 million")


def admin_group(office: Office) -> app_commands.Group:
    group = office.env.bot.tree.get_command("admin")  # type: ignore[attr-defined]
    assert isinstance(group, app_commands.Group)
    return group


def commands_of(office: Office) -> dict[str, app_commands.Command[Any, ..., Any]]:
    """All that can be used, as it is typed after /admin."""
    return {
        command.qualified_name.removeprefix("admin "): command
        for command in admin_group(office).walk_commands()
        if isinstance(command, app_commands.Command)
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
    news = office.guild.create_news_channel("news")
    assert "only text channels and forums" in (await office.admin("channels staff", channel=news)).text
    named = await office.admin("channels staff", channel=office.secret)
    assert office.secret.mention in named.text
    assert "public documents only" not in named.text


async def test_every_command_is_for_managers_or_for_operators(office: Office) -> None:
    assert set(commands_of(office)) == _MANAGERS | _OPERATORS
    group = admin_group(office)
    assert group.default_permissions == discord.Permissions(manage_guild=True)
    assert group.allowed_contexts is not None
    assert not group.allowed_contexts.dm_channel


async def test_a_server_that_nothing_is_known_of_is_not_set(office: Office) -> None:
    office.env.bot.get_guild(office.guild.id).unavailable = True  # type: ignore[union-attr]
    assert "only in a server" in (await office.admin("channels allow", channel=office.general)).text
    assert office.settings.channels is None


async def test_answers_are_in_the_language_of_the_one_who_asks(office: Office) -> None:
    office.show_admin_commands_to(office.choi)
    told = await office.admin("status", office.choi)
    assert told.text.strip() == "이 서버를 관리할 권한이 있는 사람만 할 수 있습니다."


@pytest.mark.simcord(check_errors=False)
async def test_what_went_wrong_is_told_to_an_operator_and_as_an_id_to_others(office: Office) -> None:
    def full(*_: object) -> None:
        raise StorageFullError("/srv/discord is full; free some space on its disk.")

    office.replace_services(guild_settings=SimpleNamespace(change=full))
    assert "free some space on its disk" in (await office.admin("mentions off")).text
    told = await office.admin("mentions off", a_manager(office))
    assert "/srv" not in told.text
    assert "went wrong" in told.text


async def test_channels_are_allowed_denied_and_listed(office: Office) -> None:
    channel = office.general
    assert (
        f"I answer only in: {channel.mention}" in (await office.admin("channels allow", channel=channel)).text
    )
    denied = (await office.admin("channels deny", channel=channel)).text
    assert "I answer in no channel" in denied
    assert f"I do not answer in: {channel.mention}" in denied
    assert (await office.admin("channels list")).text == denied
    assert "I may not answer in this channel." in (await office.admin("status")).text
    assert "I answer in every channel of this server." in (await office.admin("channels everywhere")).text
    assert office.settings.channels is None


async def test_of_very_many_channels_each_kind_is_named_with_how_many_more_there_are(office: Office) -> None:
    kinds = {"denied": 10**18, "channels": 2 * 10**18, "forums": 3 * 10**18, "staff_channels": 4 * 10**18}
    many = {kind: frozenset(range(first, first + 100)) for kind, first in kinds.items()}
    office.change_settings(lambda known: known.model_copy(update=many))
    for command in ("channels list", "status"):
        text = (await office.admin(command)).text
        assert all(f"<#{first}>" in text for first in kinds.values())
        assert text.count("… and 90 more.") == len(kinds)  # 10 of 100 are named
        assert "I answer when I am mentioned." in text


async def test_mentions_and_forums_are_switched(office: Office) -> None:
    assert "I do not answer when I am mentioned" in (await office.admin("mentions off")).text
    assert "I answer when I am mentioned." in (await office.admin("mentions on")).text
    forum = office.forum("posts")
    added = (await office.admin("forums add", forum=forum)).text
    assert f"the first post of each thread in: {forum.mention}" in added
    assert "only posts that mention me" in added
    assert "the first post" not in (await office.admin("forums remove", forum=forum)).text


async def test_an_operator_maps_lists_and_unmaps_roles(office: Office) -> None:
    gone = 12345  # a role that was deleted while the bot was away
    office.change_settings(lambda known: known.mapping(gone, Audience.STAFF))
    assert str(gone) not in (await office.admin("roles list")).text
    mapped = await office.admin("roles map", role=office.staff, audience="staff")
    assert f"{office.staff.mention}: public and staff documents" in mapped.text
    assert office.settings.roles == {office.staff.id: Audience.STAFF}
    everybody = await office.admin("roles map", role=office.guild.default_role, audience="staff")
    assert "cannot be mapped" in everybody.text
    assert "No role is mapped" in (await office.admin("roles unmap", role=office.staff)).text
    assert office.settings.roles == {}


async def test_the_settings_of_what_is_deleted_go_with_it(office: Office) -> None:
    office.env.backend.delete_role(office.guild.id, office.staff.id)
    await office.env.settle()
    assert office.settings.roles == {}
    for command, name in (("channels staff", "channel"), ("forums add", "forum")):
        forum = office.forum("posts")
        await office.admin(command, **{name: forum})
        office.env.backend.delete_channel(forum.id)
        await office.env.settle()
        assert (office.settings.staff_channels, office.settings.forums) == ({office.secret.id}, frozenset())
