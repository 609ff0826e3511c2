"""A channel shows what is for staff only where everybody who can view it is staff."""

from __future__ import annotations

import discord
import pytest
from hypothesis import given, settings

from bot.discord.access.channel_rule import Opening, Verdict, Way, by_all, by_roles, people_named
from bot.discord.access.place import ADMINISTRATOR, VIEW_CHANNEL, Overwrite, Place, Role
from bot.discord.access.plain import place_of, roles_of
from bot.models import Audience
from tests.bot.discord.access.worlds import (
    CHANNEL,
    ME,
    MY_ROLE,
    PUBLIC,
    SERVER,
    STAFF,
    THREAD,
    World,
    guild_of,
    member_of,
    views,
    worlds,
)

OWNER, KIM, CREW, GUESTS = 11, 12, 101, 102
MANY = 300


def judged(world: World) -> Verdict:
    people = {each: world.members.get(each) for each in people_named(world.place)}
    return by_all(world.place, world.mapped, people)


@settings(max_examples=MANY, deadline=None)
@given(worlds())
def test_whoever_views_a_staff_channel_is_staff(world: World) -> None:
    if judged(world).audience is STAFF:
        for person, roles in world.members.items():
            assert person == ME or not views(world, person, roles) or world.is_staff(person)


@settings(max_examples=200, deadline=None)
@given(worlds())
def test_discord_py_agrees_that_whoever_views_a_staff_channel_is_staff(world: World) -> None:
    guild = guild_of(world)
    channel, thread = guild.get_channel(CHANNEL), guild.get_thread(THREAD)
    assert isinstance(channel, discord.TextChannel)
    assert thread is not None
    place = place_of(channel)
    assert place is not None
    assert place_of(thread) == place
    members = {each: member_of(guild, each, roles) for each, roles in world.members.items()}
    people = {each: roles_of(members[each]) if each in members else None for each in people_named(place)}
    verdict = by_all(place, world.mapped, people)
    assert verdict.audience is judged(world).audience
    for each in members.values():
        sees = channel.permissions_for(each).view_channel
        assert sees == views(world, each.id, world.members[each.id])
        if verdict.audience is STAFF and sees and each.id != ME:
            assert world.is_staff(each.id)
            assert thread.permissions_for(each).view_channel


@settings(max_examples=MANY, deadline=None)
@given(worlds())
def test_every_way_in_that_is_named_is_one(world: World) -> None:
    for each in judged(world).openings:
        if each.way in (Way.EVERYONE, Way.ROLE, Way.ADMINISTRATOR):
            assert views(world, 1_000, frozenset({each.who}))
        elif each.way in (Way.PERSON, Way.OWNER):
            assert views(world, each.who, world.members[each.who])


@settings(max_examples=MANY, deadline=None)
@given(worlds())
def test_what_the_roles_alone_forbid_nobody_allows(world: World) -> None:
    if by_roles(world.place, world.mapped).audience is PUBLIC:
        assert judged(world).audience is PUBLIC


def channel(
    *overwrites: Overwrite, crew: int = 0, guests: int = 0, everyone: int = VIEW_CHANNEL, mine: int = 0
) -> Place:
    """A channel that everybody is kept out of, but for these overwrites."""
    bits = {SERVER: everyone, CREW: crew, GUESTS: guests}
    roles = (*(Role(*each) for each in bits.items()), Role(MY_ROLE, mine, ME))
    closed = Overwrite(SERVER, is_role=True, allow=0, deny=VIEW_CHANNEL)
    return Place(SERVER, OWNER, ME, roles, (closed, *overwrites))


def letting(target: int, *, is_role: bool = True) -> Overwrite:
    return Overwrite(target, is_role, allow=VIEW_CHANNEL, deny=0)


MAPPED = {CREW: STAFF}
OF_STAFF = {OWNER: frozenset({CREW})}


def test_a_channel_for_a_mapped_role_and_a_mapped_owner_is_for_staff() -> None:
    assert by_all(channel(letting(CREW)), MAPPED, OF_STAFF).audience is STAFF


def test_an_owner_without_a_mapped_role_makes_it_public() -> None:
    verdict = by_all(channel(letting(CREW)), MAPPED, {OWNER: frozenset({GUESTS})})
    assert verdict == Verdict(PUBLIC, (Opening(Way.OWNER, OWNER, PUBLIC),))


def test_a_person_who_is_let_in_counts_with_their_roles() -> None:
    place = channel(letting(CREW), letting(KIM, is_role=False))
    assert people_named(place) == (OWNER, KIM)
    assert by_all(place, MAPPED, {**OF_STAFF, KIM: frozenset({CREW})}).audience is STAFF
    verdict = by_all(place, MAPPED, {**OF_STAFF, KIM: frozenset()})
    assert verdict.openings == (Opening(Way.PERSON, KIM, PUBLIC),)


@pytest.mark.parametrize("people", [{}, {OWNER: None}])
def test_a_person_who_cannot_be_looked_up_makes_it_public(people: dict[int, frozenset[int] | None]) -> None:
    verdict = by_all(channel(letting(CREW)), MAPPED, people)
    assert verdict.openings == (Opening(Way.UNKNOWN_PERSON, OWNER, PUBLIC),)


def test_an_administrators_role_that_is_not_mapped_makes_it_public() -> None:
    place = channel(letting(CREW), guests=ADMINISTRATOR)
    assert by_all(place, MAPPED, OF_STAFF).openings == (Opening(Way.ADMINISTRATOR, GUESTS, PUBLIC),)


def test_a_role_that_is_let_in_and_was_deleted_makes_it_public_even_if_mapped() -> None:
    verdict = by_all(channel(letting(109)), {**MAPPED, 109: STAFF}, OF_STAFF)
    assert verdict.openings == (Opening(Way.UNKNOWN_ROLE, 109, PUBLIC),)


def test_a_server_whose_roles_are_not_known_shows_what_is_public() -> None:
    assert by_all(Place(SERVER, OWNER, ME, (), ()), MAPPED, OF_STAFF).audience is PUBLIC


def test_mapping_everybodys_role_makes_no_staff_of_everybody() -> None:
    place = Place(SERVER, OWNER, ME, (Role(SERVER, VIEW_CHANNEL), Role(CREW, 0)), ())
    assert by_all(place, {SERVER: STAFF, CREW: STAFF}, OF_STAFF).openings == (
        Opening(Way.EVERYONE, SERVER, PUBLIC),
    )


def test_the_bot_itself_is_let_in_and_another_bots_role_has_to_be_mapped() -> None:
    mine = channel(letting(CREW), letting(MY_ROLE), letting(ME, is_role=False), mine=ADMINISTRATOR)
    assert by_all(mine, MAPPED, OF_STAFF).audience is STAFF
    other = Place(SERVER, OWNER, 91, mine.roles, mine.overwrites)
    assert by_roles(other, MAPPED).openings == (Opening(Way.ADMINISTRATOR, MY_ROLE, PUBLIC),)
    assert by_roles(other, {**MAPPED, MY_ROLE: STAFF}).audience is STAFF


def test_a_role_that_views_every_channel_is_kept_out_by_what_everybody_is_denied() -> None:
    assert by_all(channel(letting(CREW), guests=VIEW_CHANNEL), MAPPED, OF_STAFF).audience is STAFF
    open_to_guests = Place(
        SERVER, OWNER, ME, (Role(SERVER, 0), Role(GUESTS, VIEW_CHANNEL), Role(CREW, 0)), ()
    )
    assert by_all(open_to_guests, MAPPED, OF_STAFF).openings == (Opening(Way.ROLE, GUESTS, PUBLIC),)


def test_all_that_holds_it_down_is_told() -> None:
    place = channel(letting(CREW), letting(GUESTS), letting(KIM, is_role=False))
    verdict = by_all(place, MAPPED, {OWNER: frozenset()})
    assert {each.way for each in verdict.openings} == {Way.ROLE, Way.OWNER, Way.UNKNOWN_PERSON}
    assert {each.audience for each in verdict.openings} == {Audience.PUBLIC}
