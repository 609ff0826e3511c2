"""A conversation is its requester's alone and survives a restart."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from sqlalchemy import update

from bot.llm.tokens import within_budget
from bot.models import Audience, Requester, Turn
from bot.storage.tables import turns
from tests.bot.storage.conftest import Open

pytestmark = pytest.mark.slow

KIM, LEE = Requester("terminal", "here", "Kim"), Requester("terminal", "here", "Lee")
PUBLIC, STAFF = Audience.PUBLIC, Audience.STAFF
A2Z = Turn("What is A2Z?", "A company. [1]", ("a2z.md", "brief.ko.md"))


def test_what_was_said_is_remembered_in_its_order_after_a_restart(opened: Open) -> None:
    odd = Turn("a\0b \ud800 😀 '; DROP TABLE concord_turns; --", "🇰🇷\n\n[1]")
    storage = opened()
    for turn in (A2Z, odd, Turn("누가 운영하나요?", "모릅니다.")):
        storage.conversations.add(KIM, PUBLIC, turn)
    storage.close()
    again = (A2Z, odd, Turn("누가 운영하나요?", "모릅니다."))
    assert storage.conversations.turns(KIM, PUBLIC) == opened().conversations.turns(KIM, PUBLIC) == again


def test_nobody_sees_what_another_asked(opened: Open) -> None:
    conversations = opened().conversations
    conversations.add(KIM, PUBLIC, A2Z)
    for other in (LEE, Requester("terminal", "there", "Kim"), Requester("chat", "here", "Kim")):
        assert conversations.turns(other, PUBLIC) == ()


def test_twenty_conversations_at_once_are_not_mixed_up(opened: Open) -> None:
    conversations = opened().conversations
    people = [Requester("chat", "room", f"person {number}") for number in range(20)]

    def said(requester: Requester, step: int) -> Turn:
        return Turn(f"{requester.person} asks {step}", f"{requester.person} is told {step}")

    def converse(requester: Requester) -> tuple[Turn, ...]:
        for step in range(4):
            assert len(conversations.turns(requester, PUBLIC)) == step
            conversations.add(requester, PUBLIC, said(requester, step))
        return conversations.turns(requester, PUBLIC)

    with ThreadPoolExecutor(20) as threads:
        for person, kept in zip(people, threads.map(converse, people), strict=True):
            assert kept == tuple(said(person, step) for step in range(4))


def test_a_staff_turn_is_never_seen_behind_a_public_question(opened: Open) -> None:
    conversations = opened().conversations
    conversations.add(KIM, STAFF, Turn("What do we say on the fund?", "Say nothing yet."))
    conversations.add(KIM, PUBLIC, A2Z)
    assert conversations.turns(KIM, PUBLIC) == (A2Z,)
    assert len(conversations.turns(KIM, STAFF)) == 2


def test_only_the_newest_turns_within_the_budget_are_seen(opened: Open) -> None:
    conversations = opened(fit=partial(within_budget, most_tokens=27)).conversations
    for number in range(5):
        conversations.add(KIM, PUBLIC, Turn(f"Question {number}?", "x" * 20))
    # "Question 0?" has 11 ASCII characters, 4 tokens; its answer of 20 has 7: two turns take 22 of the 27, a
    # third's question 4 more, and its answer no longer fits.
    assert conversations.turns(KIM, PUBLIC) == (
        Turn("Question 2?"),
        Turn("Question 3?", "x" * 20),
        Turn("Question 4?", "x" * 20),
    )


@pytest.mark.parametrize("damage", ["{", '"text"', "7", json.dumps(["one"])])
def test_a_damaged_row_costs_its_own_turn_only(opened: Open, damage: str) -> None:
    storage = opened()
    for number in range(3):
        storage.conversations.add(KIM, PUBLIC, Turn(f"Question {number}?", "An answer."))
    spoil = update(turns).where(turns.c.number == 2).values(body=damage)
    storage.database.write(lambda connection: connection.execute(spoil))
    seen = storage.conversations.turns(KIM, PUBLIC)
    assert [turn.question for turn in seen] == ["Question 0?", "Question 2?"]
