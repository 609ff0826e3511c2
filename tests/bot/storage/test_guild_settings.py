"""What a guild chose is a value; it is kept for each guild by itself, and no change is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from bot.models import Audience
from bot.storage.guild_settings import GuildSettings
from bot.storage.tables import guilds
from tests.bot.storage.conftest import Open
from tests.bot.storage.samples import Clock

pytestmark = pytest.mark.slow

HERE, THERE, CATEGORY, THREAD, ROLE, OTHER = 1, 2, 3, 4, 5, 6
HARBOUR, FERRY = 1, (1 << 63) - 1  # the second is the largest id that Discord could give
FIRST = GuildSettings()


def mapped(known: GuildSettings) -> GuildSettings:
    return known.mapping(ROLE, Audience.STAFF)


def test_at_first_the_bot_answers_everywhere_and_maps_nobody() -> None:
    assert FIRST.answers_in(HERE, None)
    assert FIRST.answers_in(THREAD, HERE, CATEGORY)
    assert not FIRST.roles
    assert FIRST.mentions


ONLY_HERE, NOT_HERE = FIRST.allowing(HERE), FIRST.denying(HERE)


@pytest.mark.parametrize(
    ("settings", "places", "answers"),
    [
        (ONLY_HERE, (HERE, None), True),
        (ONLY_HERE, (THERE, None), False),
        (ONLY_HERE.allowing(THERE), (THERE, None), True),
        (NOT_HERE, (HERE, None), False),
        (NOT_HERE, (THERE, None), True),
        (ONLY_HERE.denying(HERE), (HERE, None), False),
        (ONLY_HERE.denying(HERE), (THERE, None), False),
        (ONLY_HERE.denying(HERE).allowing(HERE), (HERE, None), True),
        # A thread goes by its channel and a channel by its category; what is nearest decides.
        (ONLY_HERE, (THREAD, HERE, CATEGORY), True),
        (FIRST.allowing(CATEGORY), (THREAD, HERE, CATEGORY), True),
        (FIRST.denying(CATEGORY), (THREAD, HERE, CATEGORY), False),
        (FIRST.allowing(CATEGORY).denying(HERE), (HERE, CATEGORY), False),
        (ONLY_HERE.denying(CATEGORY), (HERE, CATEGORY), True),
        # A channel that is gone opens no other.
        (ONLY_HERE.without_channel(HERE), (THERE, None), False),
    ],
)
def test_where_the_bot_answers(settings: GuildSettings, places: tuple[int, ...], answers: bool) -> None:
    assert settings.answers_in(*places) is answers


def test_a_change_can_be_taken_back() -> None:
    assert NOT_HERE.allowing(HERE) == FIRST
    assert ONLY_HERE.denying(HERE).everywhere() == FIRST
    assert NOT_HERE.without_channel(HERE) == FIRST
    assert FIRST.with_forum(9).without_forum(9) == FIRST
    assert FIRST.with_forum(HERE).without_channel(HERE) == FIRST


def test_mapping_a_role_to_the_public_unmaps_it() -> None:
    both = mapped(FIRST).mapping(OTHER, Audience.STAFF)
    assert both.roles == {ROLE: Audience.STAFF, OTHER: Audience.STAFF}
    assert both.mapping(ROLE, Audience.PUBLIC).roles == {OTHER: Audience.STAFF}
    assert both.with_roles_of([ROLE, 99]).roles == {ROLE: Audience.STAFF}


def test_a_change_is_kept_for_its_guild_alone(opened: Open) -> None:
    full = mapped(FIRST).allowing(HERE).denying(THERE).with_forum(9).listening(mentions=False)
    assert opened().guild_settings.change(FERRY, lambda _: full) == full
    assert opened().guild_settings.of(FERRY) == full
    assert opened().guild_settings.of(HARBOUR) == FIRST


def test_a_change_is_seen_at_once_and_one_of_another_process_within_a_second(
    opened: Open, clock: Clock
) -> None:
    settings, other = opened().guild_settings, opened().guild_settings
    settings.change(HARBOUR, mapped)
    assert settings.of(HARBOUR).roles
    other.change(HARBOUR, lambda known: known.mapping(ROLE, Audience.PUBLIC))
    assert settings.known(HARBOUR) is not None
    clock.now += dt.timedelta(seconds=1)
    assert settings.known(HARBOUR) is None
    assert not settings.of(HARBOUR).roles
    settings.change(HARBOUR, mapped)
    assert settings.known(HARBOUR) is None
    assert settings.of(HARBOUR).roles


def test_what_was_read_before_a_change_is_not_remembered_after_it(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = opened()
    settings, read = storage.guild_settings, storage.database.read
    settings.change(HARBOUR, mapped)

    def interrupted(action: Callable[[Connection], Any]) -> Any:
        monkeypatch.undo()
        found = read(action)
        settings.change(HARBOUR, lambda known: known.mapping(ROLE, Audience.PUBLIC))
        return found

    monkeypatch.setattr(storage.database, "read", interrupted)
    assert settings.of(HARBOUR).roles
    assert not settings.of(HARBOUR).roles


def test_what_is_forgotten_is_gone(opened: Open) -> None:
    settings = opened().guild_settings
    settings.change(HARBOUR, mapped)
    settings.change(FERRY, mapped)
    settings.forget(HARBOUR)
    assert settings.of(HARBOUR) == FIRST
    assert settings.of(FERRY).roles


def test_a_change_that_fails_changes_nothing(opened: Open) -> None:
    settings = opened().guild_settings
    kept = settings.change(HARBOUR, mapped)

    def fail(_: GuildSettings) -> GuildSettings:
        raise LookupError

    with pytest.raises(LookupError):
        settings.change(HARBOUR, fail)
    assert settings.of(HARBOUR) == kept


def test_ten_who_change_at_once_lose_no_change(opened: Open) -> None:
    settings, together = [opened().guild_settings for _ in range(10)], Barrier(10)

    def add(number: int) -> None:
        together.wait()
        for forum in range(number, 100, 10):
            settings[number].change(HARBOUR, partial(GuildSettings.with_forum, forum=forum))

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(add, range(10)))
    assert opened().guild_settings.of(HARBOUR).forums == frozenset(range(100))


@pytest.mark.parametrize("damaged", ["", "{", '{"roles": {"5": "everything"}}', '{"roles": {"5"', "[]"])
def test_damaged_settings_of_one_guild_map_nobody_there(damaged: str, opened: Open) -> None:
    storage = opened()
    storage.guild_settings.change(HARBOUR, mapped)
    storage.guild_settings.change(FERRY, mapped)
    spoil = update(guilds).where(guilds.c.guild == HARBOUR).values(settings=damaged)
    storage.database.write(lambda connection: connection.execute(spoil))
    assert opened().guild_settings.of(HARBOUR) == FIRST
    assert opened().guild_settings.of(FERRY).roles
    storage.guild_settings.forget(HARBOUR)
    rows = storage.database.read(lambda connection: connection.scalars(select(guilds.c.guild)).all())
    assert rows == [FERRY]
    assert opened().guild_settings.change(HARBOUR, mapped).roles
