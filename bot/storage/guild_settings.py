"""What each Discord server (guild) chose: values changed by making others, and the store that keeps them."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Collection, Mapping
from typing import Self

from pydantic import ValidationError
from sqlalchemy import Connection, delete, select

from bot.models import Audience, Value
from bot.storage.database import Database
from bot.storage.tables import guilds
from ingest.errors import ConfigurationError

log = logging.getLogger(__name__)

# Another process may have changed them: a role that was taken out of the mapping is heeded within this time.
_FRESH = dt.timedelta(seconds=1)


class GuildSettings(Value):
    """What a guild chose; all numbers are Discord's ids.

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
        others = {known: its for known, its in self.roles.items() if known != role}
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
        """Without the mappings of roles that the guild no longer has."""
        return self._with(roles={role: its for role, its in self.roles.items() if role in existing})

    def _with(self, **changes: object) -> Self:
        return self.model_copy(update=changes)


class GuildSettingsStore:
    """The settings of the guilds in the database; `clock` tells the time with its zone.

    Methods other than `known` block for about a millisecond and raise ConcordError as `Database` does.
    """

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._changes = 0
        self._cache: dict[int, tuple[dt.datetime, GuildSettings]] = {}

    def known(self, guild: int) -> GuildSettings | None:
        """The settings as they were read a moment ago, without asking the database; None otherwise."""
        with self._lock:
            cached = self._cache.get(guild)
        is_fresh = cached is not None and dt.timedelta(0) <= self._clock() - cached[0] < _FRESH
        return cached[1] if cached is not None and is_fresh else None

    def of(self, guild: int) -> GuildSettings:
        """The settings of the guild with this id; the defaults where it changed none.

        A database that cannot be used as it is gives the defaults as well, so that answers go on until the
        operator acts: everybody reads the public's documents alone then.
        """
        known = self.known(guild)
        if known is not None:
            return known
        changes, now = self._changes, self._clock()
        try:
            settings = self._database.read(lambda connection: _settings(connection, guild)) or GuildSettings()
        except ConfigurationError as problem:
            log.warning("guild %s has the default settings: %s", guild, problem)
            return GuildSettings()
        with self._lock:
            if changes == self._changes:  # else it may be what was before the change
                self._cache[guild] = (now, settings)
        return settings

    def change(self, guild: int, change: Callable[[GuildSettings], GuildSettings]) -> GuildSettings:
        """What `change` makes of the settings, kept; no other change is lost, whoever makes it meanwhile."""

        def write(connection: Connection) -> GuildSettings:
            after = change(_settings(connection, guild))
            connection.execute(delete(guilds).where(guilds.c.guild == guild))
            if after != GuildSettings():
                connection.execute(guilds.insert(), {"guild": guild, "settings": after.model_dump_json()})
            return after

        try:
            return self._database.write(write)
        finally:
            self._drop(guild)

    def forget(self, guild: int) -> None:
        """Remove the settings of a guild."""
        if self._database.exists:
            self.change(guild, lambda _: GuildSettings())

    def _drop(self, guild: int) -> None:
        with self._lock:
            self._changes += 1
            self._cache.pop(guild, None)


def _settings(connection: Connection, guild: int) -> GuildSettings:
    text = connection.scalar(select(guilds.c.settings).where(guilds.c.guild == guild))
    if text is None:
        return GuildSettings()
    try:
        return GuildSettings.model_validate_json(text)
    except ValidationError:
        log.warning("the settings of guild %s are damaged and begun anew", guild)
        return GuildSettings()
