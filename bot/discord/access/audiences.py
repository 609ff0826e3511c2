"""Compares audiences: which one sees more, and what somebody's roles come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.models import Audience


def sees_more(one: Audience, other: Audience) -> bool:
    """Whether the first reads documents that the second does not."""
    return not set(one.readable) <= set(other.readable)


def least(audiences: Iterable[Audience]) -> Audience:
    """What all of them may read; with none there is nobody to keep anything from."""
    return min(audiences, key=_reach, default=max(Audience, key=_reach))


def of_roles(roles: Iterable[int], mapped: Mapping[int, Audience]) -> Audience:
    """What somebody with these roles may read: the most that one of them is mapped to, else the public's."""
    return max((mapped.get(role, Audience.PUBLIC) for role in roles), key=_reach, default=Audience.PUBLIC)


def _reach(audience: Audience) -> int:
    return len(audience.readable)
