"""Decides what everybody who can view a channel may read, from the roles alone: nobody's list of members.

Discord's own rule, in the order in which it applies ("Permission Overwrites" in its documentation): the owner
and whoever has an administrator's role view all; then the roles' permissions together; what the channel
denies and then allows everybody; what it denies and then allows any of the roles; what it denies and then
allows the person. Of roles an allowing one wins over a denying one, and a denying one only takes away. So
whoever views a channel without an overwrite of their own would do so with one of their roles alone: it is
enough to look at each role by itself, and at the people who are named.

What could not be looked at counts as a way in for the public: a role that is not known, a person whose roles
are not. Other bots are people here: what they read they may carry anywhere, so that a bot in a channel has to
have a role that is mapped, too. The bot itself is let in by a role that nobody else can be given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from bot.discord.access.audiences import least, of_roles
from bot.discord.access.place import ADMINISTRATOR, VIEW_CHANNEL, Overwrite, Place, Role
from bot.models import Audience


class Way(Enum):
    """How somebody comes to view a channel."""

    EVERYONE = auto()
    ROLE = auto()
    ADMINISTRATOR = auto()  # by a role that views every channel
    UNKNOWN_ROLE = auto()
    PERSON = auto()
    OWNER = auto()
    UNKNOWN_PERSON = auto()  # whose roles could not be looked up, or who is not in the server
    NOT_JUDGED = auto()  # no text channel of a server that is known in full
    NOT_LOOKED_UP = auto()  # Discord did not tell in time, or the bot itself may not view the channel


@dataclass(frozen=True, slots=True)
class Opening:
    """One way into a channel, whose it is (Discord's id of the role or person), and what they may read."""

    way: Way
    who: int
    audience: Audience


@dataclass(frozen=True, slots=True)
class Verdict:
    """What everybody in a channel may read, and the ways in that hold it down to that."""

    audience: Audience
    openings: tuple[Opening, ...] = ()


NOT_JUDGED = Verdict(Audience.PUBLIC, (Opening(Way.NOT_JUDGED, 0, Audience.PUBLIC),))
NOT_LOOKED_UP = Verdict(Audience.PUBLIC, (Opening(Way.NOT_LOOKED_UP, 0, Audience.PUBLIC),))


def people_named(place: Place) -> tuple[int, ...]:
    """Those who may view the channel whatever their roles, and so have to be looked up: owner first."""
    named = [each.target for each in place.overwrites if not each.is_role and each.allow & VIEW_CHANNEL]
    return tuple(dict.fromkeys(each for each in (place.owner, *named) if each != place.me))


def by_roles(place: Place, mapped: Mapping[int, Audience]) -> Verdict:
    """What those may read who view the channel by their roles."""
    return _verdict(tuple(_through_roles(place, mapped)))


def by_all(
    place: Place, mapped: Mapping[int, Audience], people: Mapping[int, frozenset[int] | None]
) -> Verdict:
    """What everybody may read who views the channel; `people` has the roles of those who are named.

    None are the roles of somebody who could not be looked up.
    """
    named = (_named(each, place, mapped, people.get(each)) for each in people_named(place))
    return _verdict((*_through_roles(place, mapped), *named))


def audience_of(roles: frozenset[int], place: Place, mapped: Mapping[int, Audience]) -> Audience:
    """What a person with these roles of the server may read; the role that everybody has gives nothing."""
    known = {each.id for each in place.roles} - {place.server}
    return of_roles(roles & known, mapped)


def _verdict(openings: tuple[Opening, ...]) -> Verdict:
    audience = least(each.audience for each in openings)
    return Verdict(audience, tuple(each for each in openings if each.audience is audience))


def _through_roles(place: Place, mapped: Mapping[int, Audience]) -> Iterator[Opening]:
    everyone = next((each for each in place.roles if each.id == place.server), None)
    if everyone is None:
        yield Opening(Way.UNKNOWN_ROLE, place.server, Audience.PUBLIC)
        return
    for role in place.roles:
        if role.bot == place.me or not _opens(role, everyone, place.overwrites):
            continue
        if role.id == place.server:
            yield Opening(Way.EVERYONE, role.id, Audience.PUBLIC)
        else:
            way = Way.ADMINISTRATOR if role.bits & ADMINISTRATOR else Way.ROLE
            yield Opening(way, role.id, mapped.get(role.id, Audience.PUBLIC))
    known = {each.id for each in place.roles}
    for each in place.overwrites:
        if each.is_role and each.allow & VIEW_CHANNEL and each.target not in known:
            yield Opening(Way.UNKNOWN_ROLE, each.target, Audience.PUBLIC)


def _opens(role: Role, everyone: Role, overwrites: tuple[Overwrite, ...]) -> bool:
    """Whether somebody with this role and no other views the channel."""
    bits = role.bits | everyone.bits
    if bits & ADMINISTRATOR:
        return True
    views = bool(bits & VIEW_CHANNEL)
    for target in dict.fromkeys((everyone.id, role.id)):
        for each in overwrites:
            if each.is_role and each.target == target:
                views = (views and not each.deny & VIEW_CHANNEL) or bool(each.allow & VIEW_CHANNEL)
    return views


def _named(
    person: int, place: Place, mapped: Mapping[int, Audience], roles: frozenset[int] | None
) -> Opening:
    if roles is None:
        return Opening(Way.UNKNOWN_PERSON, person, Audience.PUBLIC)
    way = Way.OWNER if person == place.owner else Way.PERSON
    return Opening(way, person, audience_of(roles, place, mapped))
