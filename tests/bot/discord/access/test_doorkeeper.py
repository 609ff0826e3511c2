"""The doorkeeper shows nobody more than they may see, and a channel no more than all in it may."""

from __future__ import annotations

import asyncio
from pathlib import Path

import discord
import pytest

from bot.discord.access import Bounds, Way
from bot.discord.servers.store import FILE
from ingest.errors import StorageFullError
from tests.bot.discord.access.office import KIM, LEE, Office
from tests.bot.discord.access.test_plain import CREW, LET_IN, NAMED, OWNER, WORLD
from tests.bot.discord.access.worlds import (
    CHANNEL,
    PUBLIC,
    SERVER,
    STAFF,
    THREAD,
    World,
    member_of,
    user,
)


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
    office.clock += 5  # seconds, for which a look-up is remembered
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
    with pytest.raises(StorageFullError):
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
