"""Before more than what is public is shown, Discord is asked who views the channel and who has which role."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import discord
import pytest

from bot.discord.access import Bounds, Way, doorkeeper
from bot.discord.access.lookups import Patience
from bot.discord.access.place import ADMINISTRATOR, Place, Role
from bot.models import Audience
from tests.bot.discord.access.office import CHANNEL_ROUTE, CLOSED, GUILD, KIM, LEE, MEMBER, Office
from tests.bot.discord.access.test_plain import CREW, LET_IN, NAMED, OWNER
from tests.bot.discord.access.worlds import PUBLIC, SERVER, STAFF, THREAD, World

PLACE = CLOSED.place
ALL_ROUTES = (MEMBER, GUILD, CHANNEL_ROUTE)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def heard(office: Office) -> Audience:
    return asyncio.run(office.doorkeeper.channel(office.place()))


def test_a_channel_is_for_staff_by_the_gateways_word_and_by_discords(office: Office) -> None:
    assert heard(office) is STAFF
    assert office.asked == [OWNER]
    assert sorted(office.looked) == [CHANNEL_ROUTE, GUILD]


NOW = {
    "a person is let in": replace(PLACE, overwrites=(*PLACE.overwrites, NAMED)),
    "everybody is let in": replace(PLACE, overwrites=(LET_IN,)),
    "a role rules": replace(PLACE, roles=(*PLACE.roles, Role(102, ADMINISTRATOR))),
    "a role that the gateway knew is not there": replace(
        PLACE, roles=tuple(each for each in PLACE.roles if each.id != CREW)
    ),
    "everybody's role rules": replace(PLACE, roles=(Role(SERVER, ADMINISTRATOR), *PLACE.roles[1:])),
    "somebody else owns it": replace(PLACE, owner=LEE),
}


@pytest.mark.parametrize("now", NOW.values(), ids=NOW)
def test_a_channel_that_is_wider_than_the_gateway_told_is_for_the_public(office: Office, now: Place) -> None:
    office.now = now
    assert heard(office) is PUBLIC
    thread = office.guild.get_thread(THREAD)
    assert asyncio.run(office.doorkeeper.channel(thread)) is PUBLIC


def test_a_channel_that_now_publishes_elsewhere_is_for_the_public(office: Office) -> None:
    office.kind = 5  # an announcement channel
    assert heard(office) is PUBLIC


def test_a_channel_of_which_the_gateway_told_that_it_is_open_costs_no_request(tmp_path: Path) -> None:
    # Closed since, by Discord's word; the next event of the gateway will say so.
    office = Office(tmp_path, World(replace(PLACE, overwrites=()), CLOSED.members, CLOSED.mapped))
    office.now = PLACE
    assert heard(office) is PUBLIC
    spoken = asyncio.run(office.doorkeeper.spoken(office.member(), office.place()))
    assert spoken == Bounds(PUBLIC, ephemeral=False)
    assert asyncio.run(office.doorkeeper.member_now(office.member())) is PUBLIC
    assert (office.asked, office.looked) == ([], [])


@pytest.mark.parametrize("trouble", [TimeoutError(), discord.DiscordException(), OSError()])
@pytest.mark.parametrize("route", ALL_ROUTES)
def test_what_cannot_be_looked_up_is_for_the_public(office: Office, route: str, trouble: Exception) -> None:
    office.fails[route] = trouble
    verdict = asyncio.run(office.doorkeeper.judge(office.place()))
    way = (Way.UNKNOWN_PERSON, OWNER) if route is MEMBER else (Way.NOT_LOOKED_UP, 0)
    assert [(each.way, each.who) for each in verdict.openings] == [way]
    assert heard(office) is PUBLIC


@pytest.mark.parametrize("route", ALL_ROUTES)
def test_what_is_not_told_in_time_is_for_the_public(
    office: Office, monkeypatch: pytest.MonkeyPatch, route: str
) -> None:
    office.never_answers.add(route)
    for patience in ("_DECIDING", "_SHOWING"):
        monkeypatch.setattr(doorkeeper, patience, Patience(0.0, 0.01))
    assert heard(office) is PUBLIC
    asked = office.interaction(office.member(CREW))
    assert asyncio.run(office.doorkeeper.bounds(asked)) == Bounds(STAFF, ephemeral=True)
    told = asyncio.run(office.doorkeeper.member_now(office.member(CREW)))
    assert told is (PUBLIC if route is MEMBER else STAFF)


def test_as_long_as_nobody_can_be_asked_everything_is_for_the_public(office: Office) -> None:
    office.doorkeeper._survey.source = None
    assert heard(office) is PUBLIC


def test_many_questions_at_once_ask_once(office: Office) -> None:
    async def ask() -> set[Audience]:
        await office.doorkeeper.settings(SERVER)  # are read once, in a thread
        return set(await asyncio.gather(*(office.doorkeeper.channel(office.place()) for _ in range(20))))

    assert asyncio.run(ask()) == {STAFF}
    assert office.asked == [OWNER]
    assert sorted(office.looked) == [CHANNEL_ROUTE, GUILD]


def test_what_a_question_was_decided_by_is_not_what_its_answer_is_shown_by(office: Office) -> None:
    asked = office.interaction(office.member(CREW))
    for _ in range(2):  # within the seconds for which it is remembered
        assert asyncio.run(office.doorkeeper.bounds(asked)) == Bounds(STAFF, ephemeral=False)
    assert sorted(office.looked) == [CHANNEL_ROUTE, GUILD]
    office.now = replace(PLACE, overwrites=(*PLACE.overwrites, NAMED))
    assert heard(office) is PUBLIC


def test_what_the_gateway_told_since_the_look_up_holds(office: Office) -> None:
    asked = office.interaction(office.member(CREW))
    assert asyncio.run(office.doorkeeper.bounds(asked)) == Bounds(STAFF, ephemeral=False)
    office.place()._overwrites = []  # what let the crew in and kept the others out
    assert asyncio.run(office.doorkeeper.bounds(asked)) == Bounds(STAFF, ephemeral=True)


def test_somebody_reads_by_the_roles_that_they_had_and_still_have(office: Office) -> None:
    kim = office.member(CREW)
    assert asyncio.run(office.doorkeeper.member_now(kim)) is STAFF
    office.roles[KIM] = frozenset()
    assert asyncio.run(office.doorkeeper.member_now(kim)) is PUBLIC
    assert asyncio.run(office.doorkeeper.member(kim)) is STAFF
    office.roles[KIM] = frozenset({CREW})
    assert asyncio.run(office.doorkeeper.member_now(office.member())) is PUBLIC
    assert office.asked == [KIM, KIM]


@pytest.mark.parametrize("trouble", [TimeoutError(), discord.DiscordException(), OSError()])
def test_whoever_cannot_be_looked_up_reads_what_is_public(office: Office, trouble: Exception) -> None:
    office.fails[MEMBER] = trouble
    assert asyncio.run(office.doorkeeper.member_now(office.member(CREW))) is PUBLIC
