"""A conversation is its requester's alone, survives a restart, and ends when it should."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.conversation.store import ConversationStore
from bot.models import Audience, Requester, Turn
from tests.bot.conversation.conftest import Clock

Open = Callable[..., ConversationStore]
KIM = Requester("terminal", "here", "Kim")
LEE = Requester("terminal", "here", "Lee")
PUBLIC, STAFF = Audience.PUBLIC, Audience.STAFF


def files_of(folder: Path) -> bytes:
    """Every byte in the folder, the database's log too."""
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_what_was_said_is_remembered_in_its_order(opened: Open) -> None:
    histories = opened()
    histories.add(KIM, PUBLIC, Turn("What is A2Z?", "A company. [1]"), "a1")
    histories.add(KIM, PUBLIC, Turn("누가 운영하나요?", "모릅니다."), "a2")
    assert histories.turns(KIM, PUBLIC) == (
        Turn("What is A2Z?", "A company. [1]"),
        Turn("누가 운영하나요?", "모릅니다."),
    )


def test_the_documents_of_an_answer_are_remembered_with_it(opened: Open) -> None:
    histories, turn = opened(), Turn("What is A2Z?", "A company. [1]", ("a2z.md", "brief.ko.md"))
    histories.add(KIM, PUBLIC, turn, "a1")
    assert histories.turns(KIM, PUBLIC) == (turn,)


def test_nobody_sees_what_another_asked(opened: Open) -> None:
    histories = opened()
    histories.add(KIM, PUBLIC, Turn("What is A2Z?", "A company."))
    for other in (LEE, Requester("terminal", "there", "Kim"), Requester("chat", "here", "Kim")):
        assert histories.turns(other, PUBLIC) == ()


def test_fifty_conversations_at_once_are_not_mixed_up(opened: Open) -> None:
    histories = opened()
    askers = [Requester("chat", "room", f"person {number}") for number in range(50)]

    def converse(requester: Requester) -> tuple[Turn, ...]:
        for step in range(4):
            assert len(histories.turns(requester, PUBLIC)) == step
            histories.add(
                requester,
                PUBLIC,
                Turn(f"{requester.person} asks {step}", f"{requester.person} is told {step}"),
            )
        return histories.turns(requester, PUBLIC)

    with ThreadPoolExecutor(50) as threads:
        found = list(threads.map(converse, askers))
    for requester, turns in zip(askers, found, strict=True):
        assert turns == tuple(
            Turn(f"{requester.person} asks {step}", f"{requester.person} is told {step}") for step in range(4)
        )


def test_a_conversation_survives_a_restart(opened: Open) -> None:
    first = opened()
    first.add(KIM, PUBLIC, Turn("What is A2Z?", "A company."))
    first.close()
    assert opened().turns(KIM, PUBLIC) == (Turn("What is A2Z?", "A company."),)


def test_histories_that_were_closed_open_again_with_the_next_use(opened: Open) -> None:
    histories = opened()
    histories.add(KIM, PUBLIC, Turn("What is A2Z?", "A company."))
    histories.close()
    histories.close()
    assert len(histories.turns(KIM, PUBLIC)) == 1


def test_a_staff_turn_is_never_seen_behind_a_public_question(opened: Open) -> None:
    histories = opened()
    histories.add(KIM, STAFF, Turn("What do we say on the fund?", "Say nothing yet."))
    histories.add(KIM, PUBLIC, Turn("What is A2Z?", "A company."))
    assert [turn.question for turn in histories.turns(KIM, PUBLIC)] == ["What is A2Z?"]
    assert len(histories.turns(KIM, STAFF)) == 2


def test_only_the_newest_turns_within_the_budget_are_seen(opened: Open) -> None:
    histories = opened(history_tokens=27)
    for number in range(5):
        histories.add(KIM, PUBLIC, Turn(f"Question {number}?", "x" * 20))
    # "Question 0?" has 11 ASCII characters, 4 tokens; its answer of 20 has 7: two turns take 22 of the 27, a
    # third's question 4 more, and its answer no longer fits.
    assert histories.turns(KIM, PUBLIC) == (
        Turn("Question 2?"),
        Turn("Question 3?", "x" * 20),
        Turn("Question 4?", "x" * 20),
    )


def test_what_is_forgotten_is_gone_from_the_disk_and_others_keep_theirs(opened: Open, tmp_path: Path) -> None:
    histories = opened()
    histories.add(KIM, PUBLIC, Turn("Wieso denn?", "Darum eben."))
    histories.add(KIM, PUBLIC, Turn("Weshalb?", "Deshalb."))
    histories.add(LEE, PUBLIC, Turn("What is A2Z?", "A company."))
    assert b"Wieso denn" in files_of(tmp_path)
    assert histories.forget(KIM) == 2
    assert histories.turns(KIM, PUBLIC) == ()
    assert len(histories.turns(LEE, PUBLIC)) == 1
    assert b"Wieso denn" not in files_of(tmp_path)
    assert histories.forget(KIM) == 0


def test_what_a_person_said_is_forgotten_in_every_place(opened: Open, tmp_path: Path) -> None:
    histories = opened()
    rooms = [Requester("chat", place, "Kim") for place in ("here", "there", "")]
    others = [Requester("chat", "here", "Lee"), Requester("terminal", "here", "Kim")]
    for requester in rooms + others:
        histories.add(requester, PUBLIC, Turn("What is A2Z?", "A company."))
    histories.add(rooms[0], STAFF, Turn("Wieso denn?", "Darum eben."))
    assert histories.forget_everywhere(rooms[1]) == 4
    assert [len(histories.turns(requester, STAFF)) for requester in rooms + others] == [0, 0, 0, 1, 1]
    assert b"Wieso denn" not in files_of(tmp_path)


def test_what_is_too_old_is_removed(opened: Open, clock: Clock, tmp_path: Path) -> None:
    histories = opened(keep_days=30)
    histories.add(KIM, PUBLIC, Turn("Wieso denn?", "Darum eben."))
    clock.days_later = 29
    assert len(histories.turns(KIM, PUBLIC)) == 1
    clock.days_later = 31
    assert histories.turns(LEE, PUBLIC) == ()
    assert b"Wieso denn" not in files_of(tmp_path)


def test_what_is_too_old_is_not_seen_before_it_is_removed(opened: Open, clock: Clock, tmp_path: Path) -> None:
    histories = opened(keep_days=30)
    histories.add(KIM, PUBLIC, Turn("Wieso denn?", "Darum eben."))
    clock.days_later = 29.99
    assert len(histories.turns(KIM, PUBLIC)) == 1
    # A hundredth of a day is 14 minutes; what is old is removed once an hour.
    clock.days_later = 30.01
    assert histories.turns(KIM, PUBLIC) == ()
    assert b"Wieso denn" in files_of(tmp_path)


def test_with_no_days_to_keep_nothing_is_written(opened: Open, tmp_path: Path) -> None:
    histories = opened(keep_days=0)
    histories.add(KIM, PUBLIC, Turn("What is A2Z?", "A company."))
    assert histories.turns(KIM, PUBLIC) == ()
    assert list(tmp_path.iterdir()) == []


def test_when_keeping_is_switched_off_what_was_kept_goes(opened: Open, tmp_path: Path) -> None:
    opened().add(KIM, PUBLIC, Turn("Wieso denn?", "Darum eben."))
    opened(keep_days=0).turns(KIM, PUBLIC)
    assert b"Wieso denn" not in files_of(tmp_path)


def test_the_store_holds_no_name_and_is_for_its_owner_alone(opened: Open, tmp_path: Path) -> None:
    opened().add(Requester("chat", "Sejong room", "Hong Gildong"), PUBLIC, Turn("What is A2Z?", "A company."))
    assert b"Gildong" not in files_of(tmp_path)
    assert b"Sejong" not in files_of(tmp_path)
    assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}


@pytest.mark.parametrize("damage", ["{", '{"role": "user"}', '"text"', '{"role": "nobody", "blocks": 7}'])
def test_a_damaged_row_costs_its_own_turn_only(opened: Open, tmp_path: Path, damage: str) -> None:
    histories = opened()
    for number in range(3):
        histories.add(KIM, PUBLIC, Turn(f"Question {number}?", f"Answer {number}."))
    with sqlite3.connect(tmp_path / "conversations.sqlite") as file:
        file.execute("UPDATE concord_messages SET data = ? WHERE id = 3", (damage,))
    file.close()
    assert [turn.question for turn in histories.turns(KIM, PUBLIC)] == ["Question 0?", "Question 2?"]


def test_odd_characters_do_no_harm(opened: Open) -> None:
    histories = opened()
    histories.add(KIM, PUBLIC, Turn("a\0b \ud800 😀 '; DROP TABLE concord_messages; --", "🇰🇷\n\n[1]"))
    assert histories.turns(KIM, PUBLIC) == (Turn("ab ? 😀 '; DROP TABLE concord_messages; --", "🇰🇷\n\n[1]"),)
