"""Only what is meant for the bot is answered, and only where it may be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.discord.conversation.route import IGNORED, Action, Facts, Kind, Origin, Route, Rules, Spot, route

ALL = Rules()
PLAIN = Facts(Origin.PERSON, Spot.CHANNEL)
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
@pytest.mark.parametrize("origin", [Origin.BOT, Origin.SYSTEM])
def test_bots_and_discord_itself_are_not_answered(facts: Facts, origin: Origin) -> None:
    assert route(replace(facts, origin=origin), ALL) == IGNORED


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
