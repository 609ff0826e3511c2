"""Only what the gateway keeps up to date says who may view a channel."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.discord.access.place import VIEW_CHANNEL, Overwrite, Place, Role
from bot.discord.access.plain import around, place_of, roles_of
from tests.bot.discord.access.worlds import (
    CHANNEL,
    ME,
    MY_ROLE,
    SERVER,
    STAFF,
    THREAD,
    World,
    guild_of,
    member_of,
    thread_data,
    user,
)

OWNER, CREW, GONE = 11, 101, 109
CLOSED = Overwrite(SERVER, is_role=True, allow=0, deny=VIEW_CHANNEL)
LET_IN = Overwrite(CREW, is_role=True, allow=VIEW_CHANNEL, deny=0)
NAMED = Overwrite(GONE, is_role=False, allow=VIEW_CHANNEL, deny=0)
PLACE = Place(
    SERVER,
    OWNER,
    ME,
    (Role(SERVER, VIEW_CHANNEL), Role(CREW, 0), Role(MY_ROLE, 8, ME)),
    (CLOSED, LET_IN, NAMED),
)
WORLD = World(PLACE, {OWNER: frozenset({CREW}), ME: frozenset({MY_ROLE})}, {CREW: STAFF})


def channel_data(kind: int, identifier: int = CHANNEL) -> Any:
    return {
        "id": identifier,
        "type": kind,
        "name": "it",
        "position": 0,
        "permission_overwrites": [],
        "parent_id": "40",
        "bitrate": 64000,
        "user_limit": 0,
        "topic": None,
        "nsfw": False,
    }


def test_a_channel_is_taken_as_the_gateway_told_it() -> None:
    assert place_of(guild_of(WORLD).get_channel(CHANNEL)) == PLACE


def test_a_channel_that_only_an_interaction_tells_of_is_not_judged() -> None:
    # It comes without its overwrites, so that a channel open to all would look closed.
    guild = guild_of(WORLD)
    partial = discord.TextChannel(state=guild._state, guild=guild, data=channel_data(0, identifier=77))
    assert place_of(partial) is None
    same = discord.TextChannel(state=guild._state, guild=guild, data=channel_data(0))
    assert place_of(same) == PLACE


def test_a_channel_goes_by_its_own_overwrites_and_not_by_those_of_its_category() -> None:
    # Discord copies a category's into a channel that is in step with it; in another one they say nothing.
    guild = guild_of(WORLD)
    closed = {"id": str(SERVER), "type": 0, "allow": "0", "deny": str(VIEW_CHANNEL)}
    category = {**channel_data(4, identifier=40), "permission_overwrites": [closed], "parent_id": None}
    guild._add_channel(discord.CategoryChannel(state=guild._state, guild=guild, data=category))  # type: ignore[arg-type]
    inside = discord.TextChannel(state=guild._state, guild=guild, data=channel_data(0, identifier=41))
    guild._add_channel(inside)
    place = place_of(inside)
    assert inside.category is not None
    assert place is not None
    assert place.overwrites == ()


# Guests come into voice (2) and stage channels (13) by a link; what an announcement channel (5) publishes
# goes to other servers.
@pytest.mark.parametrize(("kind", "is_judged"), [(0, True), (15, True), (2, False), (13, False), (5, False)])
def test_only_text_and_forum_channels_are_judged(kind: int, *, is_judged: bool) -> None:
    guild = guild_of(WORLD)
    factory, _ = discord.channel._guild_channel_factory(kind)
    assert factory is not None
    made: Any = factory(guild=guild, state=guild._state, data=channel_data(kind))
    guild._add_channel(made)
    assert (place_of(made) is not None) == is_judged


def test_a_thread_whose_channel_is_not_known_is_not_judged() -> None:
    guild = guild_of(WORLD)
    thread = discord.Thread(guild=guild, state=guild._state, data=thread_data(parent_id=78))  # type: ignore[arg-type]
    assert place_of(thread) is None
    assert around(thread) == (THREAD, 78, None)


def test_a_channel_that_is_gone_or_in_a_server_that_is_down_is_not_judged() -> None:
    guild = guild_of(WORLD)
    channel = guild.get_channel(CHANNEL)
    guild.unavailable = True
    assert place_of(channel) is None
    guild.unavailable = False
    assert place_of(channel) is not None
    assert channel is not None
    guild._remove_channel(channel)
    assert place_of(channel) is None


def test_a_server_in_which_the_bot_is_not_tells_nothing() -> None:
    # As an interaction of an app that a person installed for themselves has it: an id, and no roles.
    state = guild_of(WORLD)._state
    guild = discord.Guild._create_unavailable(state=state, guild_id=5, data={"id": 5, "features": []})
    channel = discord.TextChannel(state=state, guild=guild, data=channel_data(0))
    assert place_of(channel) is None
    assert roles_of(member_of(guild, OWNER, frozenset({CREW}))) == frozenset()


def test_direct_and_group_messages_and_nothing_are_not_judged() -> None:
    state: Any = guild_of(WORLD)._state
    me = state.user
    direct = discord.DMChannel(me=me, state=state, data={"id": 5, "type": 1, "recipients": [user(OWNER)]})  # type: ignore[typeddict-item]
    group: Any = {"id": 6, "type": 3, "recipients": [user(OWNER)], "owner_id": OWNER}
    for channel in (direct, discord.GroupChannel(me=me, state=state, data=group), None):
        assert place_of(channel) is None


def test_a_member_has_the_roles_that_exist_without_everybodys() -> None:
    guild = guild_of(WORLD)
    assert roles_of(member_of(guild, OWNER, frozenset({SERVER, CREW, GONE}))) == {CREW}
    guild._remove_role(CREW)
    assert roles_of(member_of(guild, OWNER, frozenset({CREW}))) == frozenset()


def test_a_person_outside_a_server_has_no_roles() -> None:
    state = guild_of(WORLD)._state
    assert roles_of(discord.User(state=state, data=user(OWNER))) == frozenset()


def test_around_a_channel_are_its_category_and_around_a_thread_its_channel() -> None:
    guild = guild_of(WORLD)
    channel = discord.TextChannel(state=guild._state, guild=guild, data=channel_data(0))
    guild._add_channel(channel)
    assert around(channel) == (CHANNEL, 40)
    assert around(guild.get_thread(THREAD)) == (THREAD, CHANNEL, 40)
