"""Random servers, Discord's own rule for them told straight, and the same servers as discord.py's objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord
from hypothesis import strategies as st

from bot.discord.access.place import ADMINISTRATOR, VIEW_CHANNEL, Overwrite, Place, Role
from bot.models import Audience

SERVER, CHANNEL, THREAD, ME, MY_ROLE = 1, 2, 3, 90, 190
ROLES = (SERVER, 101, 102, 103, 104, MY_ROLE)
PEOPLE = (11, 12, 13, 14, 15)
GONE_ROLE, GONE_PERSON = 109, 19
STAFF, PUBLIC = Audience.STAFF, Audience.PUBLIC
SEND = 1 << 11  # a permission that decides nothing here


@dataclass(frozen=True)
class World:
    """A server with one channel; `members` has everybody's roles, the bot's among them."""

    place: Place
    members: Mapping[int, frozenset[int]]
    mapped: Mapping[int, Audience]

    def is_staff(self, person: int) -> bool:
        """Whether one of the person's roles is mapped, that of everybody apart."""
        existing = {each.id for each in self.place.roles} - {SERVER}
        return any(self.mapped.get(each) is STAFF for each in self.members[person] & existing)


def views(world: World, person: int, roles: frozenset[int]) -> bool:
    """Discord's documented algorithm, step for step (`compute_base_permissions`, `compute_overwrites`)."""
    if person == world.place.owner:
        return True
    bits_of = {each.id: each.bits for each in world.place.roles}
    permissions = bits_of[SERVER]
    for role in roles:
        permissions |= bits_of.get(role, 0)
    if permissions & ADMINISTRATOR:
        return True
    of_roles = {each.target: each for each in world.place.overwrites if each.is_role}
    of_people = {each.target: each for each in world.place.overwrites if not each.is_role}
    if SERVER in of_roles:
        permissions &= ~of_roles[SERVER].deny
        permissions |= of_roles[SERVER].allow
    allow = deny = 0
    for role in roles:
        if role in of_roles:
            allow |= of_roles[role].allow
            deny |= of_roles[role].deny
    permissions &= ~deny
    permissions |= allow
    if person in of_people:
        permissions &= ~of_people[person].deny
        permissions |= of_people[person].allow
    return bool(permissions & VIEW_CHANNEL)


# Mostly what can come out either way: few administrators, many who see nothing at first.
_bits = st.sampled_from([0, 0, 0, SEND, VIEW_CHANNEL, VIEW_CHANNEL | SEND, ADMINISTRATOR])
_overwritten = st.sampled_from(
    [(0, 0), (VIEW_CHANNEL, 0), (0, VIEW_CHANNEL), (SEND, VIEW_CHANNEL), (0, SEND)]
)
_audience = st.sampled_from([STAFF, STAFF, PUBLIC])
_targets = [
    *((each, True) for each in (*ROLES, GONE_ROLE)),
    *((each, False) for each in (*PEOPLE, ME, GONE_PERSON)),
]
_named = st.lists(
    st.tuples(st.sampled_from(_targets), _overwritten), max_size=6, unique_by=lambda one: one[0]
).map(lambda named: tuple(Overwrite(target, is_role, *bits) for (target, is_role), bits in named))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Servers with some of the roles and people above; overwrites may name who is not there any more.

    Most of them lean towards the staff, or hardly a channel would be for staff alone: everybody is kept out,
    nearly every role is mapped and the owner has one that is.
    """
    leans = draw(st.integers(0, 3)) > 0
    existing = [SERVER, MY_ROLE, *draw(st.sets(st.sampled_from(ROLES[1:-1]), min_size=int(leans)))]
    others = [each for each in existing if each not in (SERVER, MY_ROLE)]
    people = sorted(draw(st.sets(st.sampled_from(PEOPLE), min_size=1)))
    roles = [Role(each, draw(_bits), ME if each == MY_ROLE else None) for each in existing]
    overwrites = draw(_named)
    mapped = draw(st.dictionaries(st.sampled_from([*ROLES[:-1], GONE_ROLE]), _audience))
    owner = draw(st.sampled_from(people))
    members = {
        each: draw(st.frozensets(st.sampled_from(others))) if others else frozenset() for each in people
    }
    if leans:
        roles[0] = Role(SERVER, roles[0].bits & ~ADMINISTRATOR)
        closed = Overwrite(SERVER, is_role=True, allow=0, deny=VIEW_CHANNEL)
        overwrites = (closed, *(each for each in overwrites if each.target != SERVER))
        left_out = draw(st.sampled_from([None, *others[1:]]))
        mapped = {each: STAFF for each in others if each != left_out}
        if left_out and draw(st.booleans()):
            overwrites = (
                *(each for each in overwrites if each.target != left_out),
                Overwrite(left_out, is_role=True, allow=VIEW_CHANNEL, deny=0),
            )
        members[owner] = members[owner] | {others[0]}
    members[ME] = frozenset({MY_ROLE})
    return World(Place(SERVER, owner, ME, tuple(roles), tuple(overwrites)), members, mapped)


def guild_of(world: World) -> discord.Guild:
    """The same as discord.py has it: a server whose text channel has a thread."""
    state: Any = discord.Client(intents=discord.Intents.none())._connection
    state.user = discord.ClientUser(state=state, data=user(ME))
    data: Any = {
        **guild_data(world.place),
        "members": [member_data(ME, world.members[ME])],
        "channels": [channel_data(world.place)],
        "threads": [thread_data()],
    }
    guild = discord.Guild(data=data, state=state)
    state._add_guild(guild)
    return guild


def guild_data(place: Place) -> dict[str, Any]:
    """A server as the API tells it: without its channels and members."""
    roles = [role_data(each) for each in place.roles]
    return {"id": SERVER, "name": "Harbour", "owner_id": place.owner, "roles": roles}


def channel_data(place: Place) -> dict[str, Any]:
    """The text channel as the API tells it."""
    overwrites = [
        {
            "id": each.target,
            "type": 0 if each.is_role else 1,
            "allow": str(each.allow),
            "deny": str(each.deny),
        }
        for each in place.overwrites
    ]
    told = {"id": CHANNEL, "guild_id": SERVER, "type": 0, "name": "it", "position": 0}
    return {**told, "permission_overwrites": overwrites}


def member_of(guild: discord.Guild, person: int, roles: frozenset[int]) -> discord.Member:
    """One of the members, as a reply of Discord's API tells them."""
    data: Any = member_data(person, roles)
    return discord.Member(data=data, guild=guild, state=guild._state)


def user(person: int) -> Any:
    """A user as the API tells it."""
    return {"id": person, "username": f"u{person}", "discriminator": "0", "avatar": None, "bot": person == ME}


def member_data(person: int, roles: frozenset[int]) -> dict[str, Any]:
    """A member as the API tells it."""
    joined = "2026-01-01T00:00:00+00:00"
    return {"user": user(person), "roles": sorted(roles), "joined_at": joined, "flags": 0}


def role_data(role: Role) -> dict[str, Any]:
    """A role as the gateway tells it."""
    told: dict[str, Any] = {
        "id": role.id,
        "name": f"r{role.id}",
        "permissions": str(role.bits),
        "color": 0,
        "colors": {"primary_color": 0},
        "hoist": False,
        "position": role.id,
        "managed": role.bot is not None,
        "mentionable": False,
    }
    return {**told, "tags": {"bot_id": role.bot}} if role.bot else told


def thread_data(**changes: Any) -> dict[str, Any]:
    """A private thread in the channel."""
    usual = {
        "id": THREAD,
        "parent_id": CHANNEL,
        "owner_id": PEOPLE[0],
        "type": 12,
        "name": "aside",
        "message_count": 0,
        "member_count": 1,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 60,
            "archive_timestamp": "2026-01-01T00:00:00+00:00",
        },
    }
    return {**usual, **changes}
