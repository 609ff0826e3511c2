"""Only what is meant for the bot is answered, and only where it may be."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.discord.message_routing import (
    IGNORED,
    Action,
    Facts,
    Kind,
    Route,
    Rules,
    Spot,
    facts_of,
    route,
    thread_name,
    words_of,
)

ALL = Rules()
PLAIN = Facts(Spot.CHANNEL)
MENTION = replace(PLAIN, mentions_me=True)
REPLY = replace(PLAIN, replies_to_me=True)
IN_THREAD = replace(PLAIN, spot=Spot.OWN_THREAD)
POST = replace(PLAIN, spot=Spot.FORUM_START)
DIRECT = replace(PLAIN, spot=Spot.DIRECT)
QUESTIONS = (MENTION, REPLY, IN_THREAD, POST, DIRECT)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (MENTION, Route(Action.ANSWER_IN_THREAD, Kind.MENTION)),
        (REPLY, Route(Action.ANSWER, Kind.REPLY)),
        # Discord mentions the one who is replied to: a reply opens no second thread.
        (replace(REPLY, mentions_me=True), Route(Action.ANSWER, Kind.REPLY)),
        (IN_THREAD, Route(Action.ANSWER, Kind.THREAD)),
        (replace(MENTION, spot=Spot.OWN_THREAD), Route(Action.ANSWER, Kind.THREAD)),
        (replace(MENTION, spot=Spot.OTHER_THREAD), Route(Action.ANSWER, Kind.MENTION)),
        (replace(REPLY, spot=Spot.OTHER_THREAD), Route(Action.ANSWER, Kind.REPLY)),
        (POST, Route(Action.ANSWER, Kind.FORUM)),
        (replace(MENTION, spot=Spot.FORUM_START), Route(Action.ANSWER, Kind.FORUM)),
        (DIRECT, Route(Action.ANSWER, Kind.DIRECT)),
    ],
)
def test_a_question_is_answered_where_it_stands_or_in_a_thread(facts: Facts, expected: Route) -> None:
    assert route(facts, ALL) == expected


@pytest.mark.parametrize("facts", [PLAIN, replace(PLAIN, spot=Spot.OTHER_THREAD)])
def test_what_people_say_to_each_other_is_ignored(facts: Facts) -> None:
    assert route(facts, ALL) == IGNORED


@pytest.mark.parametrize("facts", QUESTIONS)
def test_bots_and_discord_itself_are_not_answered(facts: Facts) -> None:
    assert route(replace(facts, is_written=False), ALL) == IGNORED


@pytest.mark.parametrize("facts", QUESTIONS)
def test_where_it_may_not_write_it_does_not_try(facts: Facts) -> None:
    assert route(facts, replace(ALL, may_write=False)) == IGNORED


def test_a_mention_is_answered_as_a_reply_where_no_thread_may_be_opened() -> None:
    closed = replace(ALL, may_open_thread=False)
    assert route(MENTION, closed) == Route(Action.ANSWER, Kind.MENTION)


@pytest.mark.parametrize("rules", [replace(ALL, here=False), replace(ALL, listens=False)])
@pytest.mark.parametrize("facts", [MENTION, REPLY, IN_THREAD])
def test_a_server_can_close_a_channel_and_the_bots_ears(facts: Facts, rules: Rules) -> None:
    assert route(facts, rules) == IGNORED


@pytest.mark.parametrize("facts", [POST, DIRECT])
def test_a_forum_that_was_named_and_direct_messages_stay_open(facts: Facts) -> None:
    assert route(facts, replace(ALL, here=False, listens=False)).action is Action.ANSWER


@pytest.mark.parametrize("facts", [MENTION, DIRECT, replace(MENTION, spot=Spot.OWN_THREAD)])
@pytest.mark.parametrize("sees_all", [True, False])
def test_who_calls_the_bot_and_asks_nothing_is_told_how_to_ask(facts: Facts, sees_all: bool) -> None:
    silent = replace(facts, has_words=False)
    assert route(silent, replace(ALL, sees_all=sees_all)).action is Action.EXPLAIN


@pytest.mark.parametrize("facts", [POST, REPLY])
def test_a_question_whose_words_are_hidden_is_told_so(facts: Facts) -> None:
    silent, blind = replace(facts, has_words=False), replace(ALL, sees_all=False)
    assert route(silent, blind).action is Action.SAY_UNREADABLE
    assert route(silent, ALL).action is Action.IGNORE  # a picture alone, which was seen to be one


@pytest.mark.parametrize("sees_all", [True, False])
def test_a_picture_or_hidden_words_in_a_thread_are_passed_over(sees_all: bool) -> None:
    silent = replace(IN_THREAD, has_words=False)
    assert route(silent, replace(ALL, sees_all=sees_all)) == Route(Action.IGNORE, Kind.THREAD)


_ME = 7


def message(author: int = 1, *, is_bot: bool = False, **changes: Any) -> Any:
    """A message as far as its origin goes: of a person, unless changed."""
    usual: dict[str, Any] = {
        "id": 20,
        "author": SimpleNamespace(id=author, bot=is_bot),
        "webhook_id": None,
        "type": discord.MessageType.default,
        "mentions": [],
        "reference": None,
        "content": "words",
    }
    return SimpleNamespace(**{**usual, **changes})


@pytest.mark.parametrize(
    ("said", "is_written"),
    [
        (message(), True),
        (message(type=discord.MessageType.reply), True),
        (message(webhook_id=5), False),
        (message(author=_ME), False),
        (message(is_bot=True), False),
        (message(type=discord.MessageType.pins_add), False),
        (message(type=discord.MessageType.new_member), False),
    ],
    ids=["person", "reply", "webhook", "itself", "bot", "pin", "join"],
)
def test_who_wrote_a_message(said: Any, is_written: bool) -> None:
    assert facts_of(said, SimpleNamespace(), _ME, ()).is_written is is_written  # type: ignore[arg-type]  # unknown there


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<@123> How much is it?", "How much is it?"),
        ("How much <@!123> is it?", "How much is it?"),
        ("<@&5> <#77> 얼마인가요?", "얼마인가요?"),
        ("see </ask:9> and </admin status:9> <:wave:12> <a:wave:12> <t:1700000000:R> now", "see and now"),
        ("first line\n\n<@123> second  line", "first line\n\nsecond line"),
        ("a < b and c > d", "a < b and c > d"),
        ("<b>bold</b> <https://example.org/x>", "<b>bold</b> <https://example.org/x>"),
        ("<@123>", ""),
        ("<@123> ?! …", ""),
        ("", ""),
    ],
)
def test_markup_is_taken_out_and_words_are_kept(content: str, words: str) -> None:
    assert words_of(content) == words


def test_a_long_question_names_a_thread_with_whole_words() -> None:
    name = thread_name("word " * 40)
    # 19 words and the blanks between them have 94 characters; a 20th would leave no room for the dots.
    assert name == ("word " * 19).strip() + "…"


@pytest.mark.parametrize("length", [99, 100, 101, 400])
def test_a_threads_name_fits_even_without_a_blank(length: int) -> None:
    name = thread_name("가" * length + "\nmore")
    assert len(name) == min(length, 100)
    assert name.startswith("가" * 99)


def test_a_long_name_without_a_blank_is_cut_between_letters() -> None:
    # Each is one letter to a reader: a family of seven code points, a Korean syllable of three.
    for letter in ("👩‍👩‍👧‍👦", unicodedata.normalize("NFD", "각")):
        name = thread_name(letter * 60)
        assert len(name) <= 100
        assert name == letter * (99 // len(letter)) + "…"
