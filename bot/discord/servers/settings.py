"""The settings of one server, as a value: changed by making another one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Self

from bot.models import Audience, Value


class ServerSettings(Value):
    """What a server chose; all numbers are Discord's ids.

    `channels` are the channels and categories in which the bot answers, None for all; in those that are
    `denied` it does not. `roles` maps a role to the audience of those who have it: who has none of them is of
    the public. `forums` are those in which it answers the first post of each thread; `staff_channels` those
    that may show what is for staff.
    """

    channels: frozenset[int] | None = None
    roles: Mapping[int, Audience] = {}
    mentions: bool = True
    forums: frozenset[int] = frozenset()
    denied: frozenset[int] = frozenset()
    staff_channels: frozenset[int] = frozenset()

    def answers_in(self, *places: int | None) -> bool:
        """Whether the bot may answer in a place, named with those around it: thread, channel, category.

        The nearest that was named decides.
        """
        for place in places:
            if place in self.denied:
                return False
            if self.channels is not None and place in self.channels:
                return True
        return self.channels is None

    def allowing(self, place: int) -> Self:
        """With answers in this channel or category: again where it was denied, only where it was not."""
        if self.channels is None and place in self.denied:
            return self._with(denied=self.denied - {place})
        return self._with(channels=(self.channels or frozenset()) | {place}, denied=self.denied - {place})

    def denying(self, place: int) -> Self:
        """Without answers in this channel or category."""
        channels = None if self.channels is None else self.channels - {place}
        return self._with(channels=channels, denied=self.denied | {place})

    def everywhere(self) -> Self:
        """With answers in all channels."""
        return self._with(channels=None, denied=frozenset())

    def mapping(self, role: int, audience: Audience) -> Self:
        """With this audience for those who have the role; the public is what everybody is without one."""
        others = {each: known for each, known in self.roles.items() if each != role}
        return self._with(roles=others if audience is Audience.PUBLIC else {**others, role: audience})

    def with_staff_channel(self, channel: int) -> Self:
        """With a channel that may show what is for staff."""
        return self._with(staff_channels=self.staff_channels | {channel})

    def without_staff_channel(self, channel: int) -> Self:
        """With a channel that shows public documents only."""
        return self._with(staff_channels=self.staff_channels - {channel})

    def listening(self, *, mentions: bool) -> Self:
        """With or without answers to mentions and replies."""
        return self._with(mentions=mentions)

    def with_forum(self, forum: int) -> Self:
        """With answers to the first posts in this forum."""
        return self._with(forums=self.forums | {forum})

    def without_forum(self, forum: int) -> Self:
        """Without answers to the first posts in this forum."""
        return self._with(forums=self.forums - {forum})

    def without_channel(self, channel: int) -> Self:
        """As it is when the channel is gone: where it was the only one allowed, none is."""
        return self._with(
            channels=None if self.channels is None else self.channels - {channel},
            forums=self.forums - {channel},
            denied=self.denied - {channel},
            staff_channels=self.staff_channels - {channel},
        )

    def with_roles_of(self, existing: Collection[int]) -> Self:
        """Without the mappings of roles that the server no longer has."""
        return self._with(roles={each: known for each, known in self.roles.items() if each in existing})

    def _with(self, **changes: object) -> Self:
        return self.model_copy(update=changes)
