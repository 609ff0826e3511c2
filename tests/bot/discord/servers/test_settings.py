"""A server's settings are values, and each change says what it means."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.discord.servers.settings import ServerSettings
from bot.models import Audience

HERE, THERE, CATEGORY, THREAD, ROLE, OTHER = 1, 2, 3, 4, 5, 6
FIRST = ServerSettings()


def test_at_first_the_bot_answers_everywhere_and_maps_nobody() -> None:
    assert FIRST.answers_in(HERE, None)
    assert FIRST.answers_in(THREAD, HERE, CATEGORY)
    assert not FIRST.roles
    assert FIRST.mentions


def test_a_channel_that_is_allowed_is_the_only_one() -> None:
    only = FIRST.allowing(HERE)
    assert only.answers_in(HERE, None)
    assert not only.answers_in(THERE, None)
    assert only.allowing(THERE).answers_in(THERE, None)


def test_a_channel_that_is_denied_is_the_only_one_left_out() -> None:
    but = FIRST.denying(HERE)
    assert not but.answers_in(HERE, None)
    assert but.answers_in(THERE, None)
    assert but.allowing(HERE) == FIRST


def test_an_allowed_channel_that_is_denied_is_allowed_no_more() -> None:
    none = FIRST.allowing(HERE).denying(HERE)
    assert not none.answers_in(HERE, None)
    assert not none.answers_in(THERE, None)
    assert none.allowing(HERE).answers_in(HERE, None)
    assert none.everywhere() == FIRST


def test_a_thread_goes_by_its_channel_and_a_channel_by_its_category() -> None:
    assert FIRST.allowing(HERE).answers_in(THREAD, HERE, CATEGORY)
    assert FIRST.allowing(CATEGORY).answers_in(THREAD, HERE, CATEGORY)
    assert not FIRST.denying(CATEGORY).answers_in(THREAD, HERE, CATEGORY)


def test_what_is_nearest_decides() -> None:
    assert not FIRST.allowing(CATEGORY).denying(HERE).answers_in(HERE, CATEGORY)
    assert FIRST.allowing(HERE).denying(CATEGORY).answers_in(HERE, CATEGORY)


def test_mapping_a_role_to_the_public_unmaps_it() -> None:
    mapped = FIRST.mapping(ROLE, Audience.STAFF).mapping(OTHER, Audience.STAFF)
    assert mapped.roles == {ROLE: Audience.STAFF, OTHER: Audience.STAFF}
    assert mapped.mapping(ROLE, Audience.PUBLIC).roles == {OTHER: Audience.STAFF}
    assert mapped.with_roles_of([ROLE, 99]).roles == {ROLE: Audience.STAFF}


def test_a_channel_that_is_gone_is_named_no_more_and_opens_no_other() -> None:
    named = FIRST.allowing(HERE).with_forum(HERE).without_channel(HERE)
    assert named.channels == frozenset()
    assert not named.answers_in(THERE, None)
    assert not named.forums
    assert FIRST.denying(HERE).without_channel(HERE) == FIRST


def test_they_are_kept_as_they_are() -> None:
    full = FIRST.allowing(HERE).denying(THERE).mapping(ROLE, Audience.STAFF).with_forum(9)
    full = full.listening(mentions=False)
    assert ServerSettings.model_validate_json(full.model_dump_json()) == full
    assert full.without_forum(9).forums == frozenset()


def test_they_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError):
        FIRST.mentions = False  # type: ignore[misc]
