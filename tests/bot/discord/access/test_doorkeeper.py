"""The doorkeeper shows nobody more than they may see, and a channel no more than all in it may."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.discord.access import Bounds, Doorkeeper, Operators, Way
from bot.discord.servers.store import FILE, Servers
from bot.models import Audience
from ingest.errors import FreeSomeSpace
from tests.bot.discord.access.test_plain import CREW, LET_IN, NAMED, OWNER, WORLD
from tests.bot.discord.access.worlds import (
    CHANNEL,
    PUBLIC,
    SERVER,
    STAFF,
    THREAD,
    World,
    guild_of,
    member_data,
    member_of,
    user,
)

KIM, LEE = 12, 13
# As in WORLD without the person who is named in the channel.
CLOSED = World(
    type(WORLD.place)(
        WORLD.place.server,
        OWNER,
        WORLD.place.me,
        WORLD.place.roles,
        tuple(each for each in WORLD.place.overwrites if each != NAMED),
    ),
    WORLD.members,
    WORLD.mapped,
)


class Office:
    """A doorkeeper of one server, whose members Discord tells when it is asked; `asked` are who was."""

    def __init__(self, folder: Path, world: World = CLOSED) -> None:
        self.servers = Servers(folder / FILE, clock=lambda: dt.datetime.now(dt.UTC))
        self.servers.change(SERVER, lambda known: known.mapping(CREW, STAFF))
        self.now = 0.0
        self.doorkeeper = Doorkeeper(self.servers, Operators([LEE]), lambda: self.now)
        self.guild = guild_of(world)
        self.roles = {OWNER: frozenset({CREW})}
        self.asked: list[int] = []
        self.trouble: Exception | None = None
        self.is_slow = False
        http: Any = self.guild._state.http
        http.get_member = self._get_member

    async def _get_member(self, _: int, person: int) -> dict[str, Any]:
        self.asked.append(person)
        if self.is_slow:
            await asyncio.Event().wait()
        if self.trouble is not None:
            raise self.trouble
        return member_data(person, self.roles[person])

    def member(self, *roles: int) -> discord.Member:
        return member_of(self.guild, KIM, frozenset(roles))

    def place(self) -> Any:
        return self.guild.get_channel(CHANNEL)

    def interaction(self, person: discord.Member | discord.User, permissions: int = 0) -> Any:
        """What the doorkeeper reads of one in the channel; direct where a user asks."""
        is_here = isinstance(person, discord.Member)
        made = object.__new__(discord.Interaction)
        made.user, made.channel = person, self.place() if is_here else None
        made.guild_id, made._permissions = SERVER if is_here else None, permissions
        return made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_member_may_read_what_a_role_is_mapped_to(office: Office) -> None:
    assert asyncio.run(office.doorkeeper.member(office.member(CREW))) is STAFF
    assert asyncio.run(office.doorkeeper.member(office.member())) is PUBLIC


def test_outside_the_server_a_member_of_staff_reads_what_is_public(office: Office) -> None:
    person = discord.User(state=office.guild._state, data=user(KIM))
    assert asyncio.run(office.doorkeeper.member(person)) is PUBLIC
    assert asyncio.run(office.doorkeeper.bounds(office.interaction(person))) == Bounds(PUBLIC, False)
    assert asyncio.run(office.doorkeeper.channel(None)) is PUBLIC


def test_a_role_of_the_same_number_in_another_server_is_nothing(office: Office) -> None:
    office.servers.forget(SERVER)
    office.servers.change(7, lambda known: known.mapping(CREW, STAFF))
    assert asyncio.run(office.doorkeeper.member(office.member(CREW))) is PUBLIC


def test_staff_are_answered_openly_where_all_are_staff(office: Office) -> None:
    asked = office.interaction(office.member(CREW))
    assert asyncio.run(office.doorkeeper.bounds(asked)) == Bounds(STAFF, ephemeral=False)
    assert asyncio.run(office.doorkeeper.bounds(asked, private=True)) == Bounds(STAFF, ephemeral=True)
    thread = office.guild.get_thread(THREAD)
    assert asyncio.run(office.doorkeeper.channel(thread)) is STAFF


def test_staff_are_answered_alone_where_somebody_else_may_look_on(office: Office) -> None:
    office.roles[OWNER] = frozenset()
    asked = office.interaction(office.member(CREW))
    assert asyncio.run(office.doorkeeper.bounds(asked)) == Bounds(STAFF, ephemeral=True)


def test_what_is_said_to_all_is_for_all_and_staff_learn_that_there_may_be_more(office: Office) -> None:
    spoken = asyncio.run(office.doorkeeper.spoken(office.member(CREW), office.place()))
    assert spoken == Bounds(STAFF, ephemeral=False)
    office.roles[OWNER] = frozenset()
    office.now += 5  # seconds, for which a look-up is remembered
    spoken = asyncio.run(office.doorkeeper.spoken(office.member(CREW), office.place()))
    assert spoken == Bounds(PUBLIC, ephemeral=False, sees_more=True)


def test_one_of_the_public_in_a_staff_channel_reads_what_is_public(office: Office) -> None:
    asked = office.interaction(office.member())
    assert asyncio.run(office.doorkeeper.bounds(asked)) == Bounds(PUBLIC, ephemeral=False)
    spoken = asyncio.run(office.doorkeeper.spoken(office.member(), office.place()))
    assert spoken == Bounds(PUBLIC, ephemeral=False)
    assert office.asked == []


def test_a_role_that_is_mapped_no_more_is_heeded_at_once(office: Office) -> None:
    asked = office.interaction(office.member(CREW))
    assert asyncio.run(office.doorkeeper.bounds(asked)).audience is STAFF
    office.servers.change(SERVER, lambda known: known.mapping(CREW, PUBLIC))
    assert asyncio.run(office.doorkeeper.bounds(asked)) == Bounds(PUBLIC, ephemeral=False)


def test_nobody_is_looked_up_where_the_roles_decide(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.servers.change(SERVER, lambda known: known.mapping(CREW, PUBLIC))
    assert asyncio.run(office.doorkeeper.channel(office.place())) is PUBLIC
    assert office.asked == []
    ways = [each.way for each in asyncio.run(office.doorkeeper.judge(office.place())).openings]
    assert ways == [Way.ROLE, Way.OWNER]


def test_many_questions_at_once_look_a_person_up_once(office: Office) -> None:
    async def ask() -> set[Audience]:
        return set(await asyncio.gather(*(office.doorkeeper.channel(office.place()) for _ in range(20))))

    assert asyncio.run(ask()) == {STAFF}
    assert office.asked == [OWNER]


@pytest.mark.parametrize("trouble", [TimeoutError(), discord.DiscordException(), OSError()])
def test_whoever_cannot_be_looked_up_is_of_the_public(office: Office, trouble: Exception) -> None:
    office.trouble = trouble
    verdict = asyncio.run(office.doorkeeper.judge(office.place()))
    assert [(each.way, each.who) for each in verdict.openings] == [(Way.UNKNOWN_PERSON, OWNER)]


def test_whoever_is_not_found_in_time_is_of_the_public(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.is_slow = True
    monkeypatch.setattr(office.doorkeeper._roster, "_within_s", 0.01)
    assert asyncio.run(office.doorkeeper.channel(office.place())) is PUBLIC


def test_a_channel_that_names_many_people_is_not_looked_through(tmp_path: Path) -> None:
    names = tuple(type(NAMED)(200 + each, False, NAMED.allow, 0) for each in range(10))
    place = type(WORLD.place)(SERVER, OWNER, WORLD.place.me, WORLD.place.roles, (*names, LET_IN))
    office = Office(tmp_path, World(place, WORLD.members, WORLD.mapped))
    office.guild.default_role._permissions = 0
    assert asyncio.run(office.doorkeeper.channel(office.place())) is PUBLIC
    assert office.asked == []


def test_where_the_settings_cannot_be_read_nothing_is_decided(office: Office, tmp_path: Path) -> None:
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).mkdir()
    office.servers._read.clear()
    with pytest.raises(FreeSomeSpace):
        asyncio.run(office.doorkeeper.member(office.member(CREW)))


def test_the_bot_answers_where_the_server_lets_it(office: Office) -> None:
    office.servers.change(SERVER, lambda known: known.allowing(77))
    assert not asyncio.run(office.doorkeeper.may_answer_in(office.place()))
    office.servers.change(SERVER, lambda known: known.allowing(CHANNEL))
    assert asyncio.run(office.doorkeeper.may_answer_in(office.place()))
    assert asyncio.run(office.doorkeeper.may_answer_in(office.guild.get_thread(THREAD)))
    assert asyncio.run(office.doorkeeper.may_answer_in(None))


# Administrator is bit 3, Manage Server bit 5, Manage Roles bit 28.
@pytest.mark.parametrize(("bits", "manages"), [(0, False), (1 << 5, True), (1 << 3, True), (1 << 28, False)])
def test_a_manager_may_manage_the_server_and_is_no_operator(
    office: Office, bits: int, *, manages: bool
) -> None:
    asked = office.interaction(office.member(CREW), bits)
    assert office.doorkeeper.is_manager(asked) is manages
    assert not office.doorkeeper.is_operator(asked.user)


def test_nobody_manages_a_server_from_outside_of_one(office: Office) -> None:
    person = discord.User(state=office.guild._state, data=user(KIM))
    assert not office.doorkeeper.is_manager(office.interaction(person, 1 << 5))


def test_an_operator_manages_every_server(office: Office) -> None:
    person = member_of(office.guild, LEE, frozenset())
    assert office.doorkeeper.is_operator(person)
    assert office.doorkeeper.is_manager(office.interaction(person))
    assert asyncio.run(office.doorkeeper.member(person)) is PUBLIC
