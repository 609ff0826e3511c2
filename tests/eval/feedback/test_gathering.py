"""Answers that did not help and refusals become candidates, without a trace of who asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.models import Audience, Turn
from eval.feedback.candidate import to_line
from tests.bot.records.samples import NOON, QUOTE, answer, near
from tests.eval.feedback.made import FUND, Chat


@pytest.fixture
def chat(tmp_path: Path) -> Chat:
    return Chat(tmp_path)


def test_a_candidate_has_all_that_a_reviewer_needs(chat: Chat) -> None:
    kept = chat.asked()
    chat.said(kept)
    (found,) = chat.candidates()
    assert (found.question, found.language, found.audience) == (FUND, "en", Audience.PUBLIC)
    assert (found.refused, found.answered) == (False, kept.reply.text)
    assert [(each.document, each.quote) for each in found.citations] == [("harbour.md", QUOTE)]
    assert [(each.document, each.text) for each in found.passages] == [("harbour.md", QUOTE)]
    assert [(each.wrong, each.right) for each in found.remarks] == [
        ("The sum is last year's.", "It holds 90 million dollars.")
    ]
    assert (found.record, found.index, found.at) == (kept.id, "20260301-1", NOON)


def test_nobody_is_in_it(chat: Chat) -> None:
    kept = chat.asked(f"{FUND} <@123456789012345678>", requester="ab" * 20)
    chat.said(kept, person="223456789012345678", wrong="ask <@323456789012345678>")
    (found,) = chat.candidates()
    line = to_line(found)
    assert not any(id_ in line for id_ in ("123456789012345678", "223456789012345678", "323456789012345678"))
    assert "ab" * 20 not in line
    assert "requester" not in line


def test_a_refusal_is_one_by_itself(chat: Chat) -> None:
    chat.refused()
    (found,) = chat.candidates()
    assert (found.refused, found.remarks, found.count) == (True, (), 1)


def test_an_answer_of_which_nobody_complained_is_none(chat: Chat) -> None:
    chat.asked()
    chat.said(chat.asked(), helpful=True)
    assert chat.candidates() == []


def test_a_button_that_was_only_pressed_makes_one_without_words(chat: Chat) -> None:
    chat.said(chat.asked(), wrong="", right=" ")
    (found,) = chat.candidates()
    assert found.remarks == ()


@pytest.mark.parametrize(
    "again", ["how much does the harbour fund hold", "How much does\nthe  harbour fund hold??", FUND.upper()]
)
def test_the_same_question_is_joined_and_counted(chat: Chat, again: str) -> None:
    chat.refused()
    chat.clock.days_later(1)
    last = chat.asked(again)
    chat.said(last)
    (found,) = chat.candidates()
    assert (found.count, found.record, found.question) == (2, last.id, again)
    assert [each.right for each in found.remarks] == ["It holds 90 million dollars."]


def test_what_two_people_said_alike_is_said_once(chat: Chat) -> None:
    kept = chat.asked()
    chat.said(kept, person="17")
    chat.said(chat.asked(), person="18")
    chat.said(kept, person="19", right="It holds 91 million dollars.")
    (found,) = chat.candidates()
    assert [each.right for each in found.remarks] == [
        "It holds 90 million dollars.",
        "It holds 91 million dollars.",
    ]
    assert found.right == "It holds 91 million dollars."


def test_staffs_question_is_another_one_than_the_publics(chat: Chat) -> None:
    chat.refused()
    chat.refused(audience=Audience.STAFF)
    assert [each.audience for each in chat.candidates()] == [Audience.PUBLIC, Audience.STAFF]


def test_turns_are_kept_where_the_question_leans_on_them(chat: Chat) -> None:
    turns = (Turn("What is the harbour fund? <@123456789012345678>", "A fund."),)
    chat.refused("And when did it start?", standalone="When did the harbour fund start?", turns=turns)
    chat.refused(FUND, turns=turns)
    leaning, alone = chat.candidates()
    assert [(each.question, each.answer) for each in leaning.turns] == [
        ("What is the harbour fund? …", "A fund.")
    ]
    assert leaning.standalone == "When did the harbour fund start?"
    assert (alone.turns, alone.standalone) == ((), "")


def test_a_question_that_was_not_understood_is_another_one_behind_other_turns(chat: Chat) -> None:
    for before in ("What is the fund?", "What is the ferry?"):
        chat.refused("And when did it start?", turns=(Turn(before, ""),))
    assert len(chat.candidates()) == 2


def test_a_question_that_could_not_be_read_is_none(chat: Chat) -> None:
    chat.refused("???", passages=())
    chat.said(chat.refused(" ", passages=()))
    assert chat.candidates() == []


def test_asking_again_what_somebody_asked_is_no_question_of_anybody(chat: Chat) -> None:
    chat.refused(surface="replay")
    assert chat.candidates() == []


def test_a_remark_on_an_answer_that_is_forgotten_is_only_counted(chat: Chat) -> None:
    kept = chat.asked(requester="cd" * 20)
    chat.said(kept)
    chat.records.forget("cd" * 20)
    found = chat.complaints()
    assert (found.all, found.without_record) == ([], 1)


def test_an_answer_out_of_what_became_staffs_is_left_aside(chat: Chat) -> None:
    quoting = chat.asked(reply=answer(passages=(near(),)))
    chat.said(quoting)
    found = chat.complaints(public=["ferry.md"])
    assert (found.all, found.withdrawn) == ([], 1)


def test_a_refusal_near_what_became_staffs_is_kept_without_its_words(chat: Chat) -> None:
    chat.refused(turns=(Turn("What is it?", "90 million.", ("harbour.md",)),))
    (found,) = chat.complaints(public=["ferry.md"]).all
    assert found.record.reply.passages == ()
    assert found.record.turns == (Turn("What is it?"),)


def test_what_staff_asked_stays_whole_for_staff(chat: Chat) -> None:
    chat.said(chat.asked(audience=Audience.STAFF))
    assert len(chat.complaints(public=["ferry.md"]).all) == 1


def test_a_remark_on_what_became_staffs_is_left_aside_with_its_words(chat: Chat) -> None:
    chat.said(chat.refused(), right="It holds 90 million dollars.")
    assert chat.complaints(public=["ferry.md"]).withdrawn == 1
