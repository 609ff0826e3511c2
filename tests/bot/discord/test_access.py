"""Nobody sees more than their roles allow, and no channel what is for staff unless it was named for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.discord import access
from bot.discord.access import Operators, PublicReason
from bot.models import Audience
from bot.storage.database import FILE
from ingest.errors import StorageFullError
from tests.bot.discord.guilds import (
    ADMINISTRATOR,
    CHANNEL,
    CLOSED,
    CREW,
    FOR_CREW,
    SERVER,
    THREAD,
    VIEW,
    FakeGuild,
    channel_data,
    role_data,
    user_data,
)

PUBLIC, STAFF = Audience.PUBLIC, Audience.STAFF


@pytest.fixture
def guild(tmp_path: Path) -> FakeGuild:
    return FakeGuild(tmp_path)


def test_a_named_channel_that_everybody_cannot_view_is_for_staff_with_its_threads(guild: FakeGuild) -> None:
    for channel in (guild.channel, guild.guild.get_thread(THREAD)):
        assert asyncio.run(guild.access.channel(channel)) is STAFF
        assert asyncio.run(guild.access.channel_now(channel)) is STAFF


# The server as the gateway gave it: why its named channel is public all the same.
PUBLIC_BY_THE_GATEWAY: dict[str, tuple[dict[str, Any], PublicReason]] = {
    "everybody is let in by the channel": (
        {"overwrites": [{"id": SERVER, "type": 0, "allow": str(VIEW), "deny": "0"}]},
        PublicReason.EVERYONE,
    ),
    "everybody is let in by the server": (
        {"overwrites": FOR_CREW[1:], "everyone": VIEW},
        PublicReason.EVERYONE,
    ),
    "everybody is an administrator": ({"everyone": ADMINISTRATOR}, PublicReason.EVERYONE),
    "the bot cannot view it": ({"overwrites": CLOSED}, PublicReason.UNKNOWN),
    "it is a voice channel": ({"kind": 2}, PublicReason.KIND),
    "it is an announcement channel": ({"kind": 5}, PublicReason.KIND),
}


@pytest.mark.parametrize(
    ("server", "reason"), PUBLIC_BY_THE_GATEWAY.values(), ids=PUBLIC_BY_THE_GATEWAY.keys()
)
def test_a_named_channel_is_public_where(
    tmp_path: Path, server: dict[str, Any], reason: PublicReason
) -> None:
    guild = FakeGuild(tmp_path, **server)
    assert asyncio.run(guild.access.channel(guild.channel)) is PUBLIC
    assert asyncio.run(guild.access.why_public(guild.channel)) is reason
    assert asyncio.run(guild.access.channel(guild.guild.get_thread(THREAD))) is PUBLIC
    assert guild.requests == []


def _open(guild: FakeGuild) -> None:
    guild.channel_now = channel_data([])
    guild.everyone_now = role_data(SERVER, VIEW)


def _announce(guild: FakeGuild) -> None:
    guild.channel_now = channel_data(FOR_CREW, kind=5)


def _let_everybody_rule(guild: FakeGuild) -> None:
    guild.everyone_now = role_data(SERVER, ADMINISTRATOR)


@pytest.mark.parametrize("change", [_open, _announce, _let_everybody_rule])
def test_what_discord_says_now_counts_before_anything_is_shown(
    guild: FakeGuild, change: Callable[[FakeGuild], None]
) -> None:
    change(guild)
    assert asyncio.run(guild.access.channel(guild.channel)) is STAFF
    assert asyncio.run(guild.access.channel_now(guild.channel)) is PUBLIC
    assert asyncio.run(guild.access.channel_now(guild.guild.get_thread(THREAD))) is PUBLIC


@pytest.mark.parametrize("trouble", [TimeoutError(), discord.DiscordException(), OSError(), None])
@pytest.mark.parametrize("route", ["channel", "role"])
def test_what_discord_does_not_say_is_for_the_public(
    guild: FakeGuild, monkeypatch: pytest.MonkeyPatch, route: str, trouble: Exception | None
) -> None:
    monkeypatch.setattr(access, "_ASK_WITHIN_S", 0.01)
    guild.troubles[route] = trouble
    assert asyncio.run(guild.access.why_public(guild.channel)) is PublicReason.UNKNOWN


def test_a_channel_that_is_named_no_more_while_discord_is_asked_is_public(guild: FakeGuild) -> None:
    async def unnamed(_: int) -> dict[str, Any]:
        guild.servers.change(SERVER, lambda known: known.without_staff_channel(CHANNEL))
        return guild.channel_now

    http: Any = guild.guild._state.http
    http.get_channel = unnamed
    assert asyncio.run(guild.access.channel_now(guild.channel)) is PUBLIC


def test_a_role_of_another_server_or_of_everybody_gives_nothing(guild: FakeGuild) -> None:
    guild.servers.forget(SERVER)
    guild.servers.change(7, lambda known: known.mapping(CREW, STAFF))
    guild.servers.change(SERVER, lambda known: known.mapping(SERVER, STAFF))
    assert asyncio.run(guild.access.member(guild.member(CREW))) is PUBLIC


def test_somebody_reads_by_the_roles_that_they_had_and_still_have(guild: FakeGuild) -> None:
    kim = guild.member(CREW)
    assert asyncio.run(guild.access.member_now(kim)) is STAFF
    guild.roles_now = ()
    assert asyncio.run(guild.access.member_now(kim)) is PUBLIC
    guild.roles_now = (CREW,)
    assert asyncio.run(guild.access.member_now(guild.member())) is PUBLIC
    assert guild.requests == ["member", "member"]


@pytest.mark.parametrize("trouble", [TimeoutError(), discord.DiscordException(), OSError(), None])
def test_whoever_cannot_be_looked_up_reads_what_is_public(
    guild: FakeGuild, monkeypatch: pytest.MonkeyPatch, trouble: Exception | None
) -> None:
    monkeypatch.setattr(access, "_ASK_WITHIN_S", 0.01)
    guild.troubles["member"] = trouble
    assert asyncio.run(guild.access.member_now(guild.member(CREW))) is PUBLIC


def test_where_the_settings_cannot_be_read_nothing_is_decided(guild: FakeGuild, tmp_path: Path) -> None:
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).mkdir()
    guild.servers._cache.clear()
    with pytest.raises(StorageFullError):
        asyncio.run(guild.access.member(guild.member(CREW)))


def test_the_bot_answers_where_the_server_lets_it(guild: FakeGuild) -> None:
    guild.servers.change(SERVER, lambda known: known.allowing(77))
    assert not asyncio.run(guild.access.may_answer_in(guild.channel))
    guild.servers.change(SERVER, lambda known: known.allowing(CHANNEL))
    for channel in (guild.channel, guild.guild.get_thread(THREAD), None):
        assert asyncio.run(guild.access.may_answer_in(channel))


# Administrator is bit 3, Manage Server bit 5, Manage Roles bit 28.
@pytest.mark.parametrize(("bits", "manages"), [(0, False), (1 << 5, True), (1 << 3, True), (1 << 28, False)])
def test_a_manager_may_manage_the_server_and_is_no_operator(
    guild: FakeGuild, bits: int, *, manages: bool
) -> None:
    interaction = guild.interaction(guild.member(CREW), bits)
    assert guild.access.is_manager(interaction) is manages
    assert not guild.access.is_operator(interaction.user)
    assert not guild.access.is_manager(guild.interaction(guild.outsider(), bits))


OWNER, ADMIN, DEVELOPER, ONLOOKER, INVITED, TEAM_ACCOUNT = 1, 2, 3, 4, 5, 6


def learnt(operators: Operators, *, has_team: bool) -> list[int]:
    """Which of the six are operators once it is known whose application it is."""
    client = discord.Client(intents=discord.Intents.none())
    data: Any = {"id": 9, "name": "Concord", "description": "", "icon": None, "summary": "", "verify_key": ""}
    data |= {"bot_public": False, "bot_require_code_grant": False, "hook": True, "flags": 0}
    people = [(OWNER, "admin", 2), (ADMIN, "admin", 2), (DEVELOPER, "developer", 2)]
    people += [(ONLOOKER, "read_only", 2), (INVITED, "admin", 1)]  # 1: has not accepted
    members = [
        {"user": user_data(who), "membership_state": state, "role": role} for who, role, state in people
    ]
    team = {"id": 8, "name": "Crew", "icon": None, "owner_user_id": OWNER, "members": members}
    data |= {"owner": user_data(TEAM_ACCOUNT if has_team else OWNER), "team": team if has_team else None}
    client._application = discord.AppInfo(client._connection, data)
    asyncio.run(operators.learn(client))
    return [person for person in range(1, 7) if operators.has(person)]


def test_operators_are_named_or_own_the_application() -> None:
    assert learnt(Operators(()), has_team=False) == [OWNER]
    assert learnt(Operators(()), has_team=True) == [OWNER, ADMIN, DEVELOPER]
    assert learnt(Operators([7, INVITED]), has_team=False) == [INVITED]
    assert not Operators(()).has(OWNER)  # before `learn`
    assert Operators([OWNER]).has(OWNER)
