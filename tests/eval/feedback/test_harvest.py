"""Unhelpful answers and refusals become candidates, without who asked, and what was decided stays decided."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.models import Audience, Requester, Turn
from eval.feedback.candidate import RemarkText, anonymise
from eval.feedback.harvest import HarvestFilter, plan_harvest
from tests.bot.storage.samples import NOON, QUOTE, answer, near
from tests.eval.feedback.samples import FUND, Chat, candidate

ONE, TWO = candidate("One?"), candidate("Two?", at=NOON + dt.timedelta(days=1))
STAFF = candidate("Three?", audience=Audience.STAFF)
ALL = HarvestFilter()


@pytest.fixture
def chat(tmp_path: Path) -> Chat:
    return Chat(tmp_path)


def test_a_candidate_has_all_that_a_reviewer_needs(chat: Chat) -> None:
    record = chat.ask()
    chat.remark(record)
    (found,) = chat.candidates()
    assert (found.question, found.language, found.audience) == (FUND, "en", Audience.PUBLIC)
    assert (found.refused, found.answered) == (False, record.reply.text)
    assert [(cited.document, cited.quote) for cited in found.citations] == [("harbour.md", QUOTE)]
    assert [(passage.document, passage.text) for passage in found.passages] == [("harbour.md", QUOTE)]
    remark = RemarkText(wrong="The sum is last year's.", right="It holds 90 million dollars.")
    assert found.remarks == (remark,)
    assert (found.record, found.index, found.at) == (record.id, "20260301-1", NOON)


def test_nobody_is_in_it(chat: Chat) -> None:
    record = chat.ask(f"{FUND} <@123456789012345678>", requester="ab" * 20)
    chat.remark(record, person="223456789012345678", wrong="ask <@323456789012345678>")
    line = chat.candidates()[0].model_dump_json()
    people = ("123456789012345678", "223456789012345678", "323456789012345678", "ab" * 20, "requester")
    assert not any(person in line for person in people)


@pytest.mark.parametrize(
    "typed",
    [
        "<@123456789012345678>",
        "<@!123456789012345678>",
        "<@&123456789012345678>",
        "<#123456789012345678>",
        "</ask:123456789012345678>",
        "<a:wave:123456789012345678>",
        "https://discord.com/channels/123456789012345678/2/3",
        "discord.gg/aBcDeF",
        "123456789012345678",
        "12345678901234567890",
    ],
)
def test_ids_of_discord_are_left_out(typed: str) -> None:
    assert anonymise(f"ask {typed} of it") == "ask … of it"


@pytest.mark.parametrize(
    "typed",
    ["a < b and b > c", "KRW 50,000,000,000,000,000", "50000000000", "10.12345678901234567", "v1.20260302"],
)
def test_figures_stay_as_they_are(typed: str) -> None:
    assert anonymise(typed) == typed
    assert anonymise(f"{typed} \ud83d") == f"{typed} \ufffd"


def test_refusals_and_unhelpful_answers_are_candidates_and_others_are_not(chat: Chat) -> None:
    chat.refuse("Is it refused?")
    chat.remark(chat.ask("Does it not help?"), wrong="", right=" ")
    chat.remark(chat.ask("Does it help?"), helpful=True)
    chat.ask("Does nobody say?")
    chat.refuse("???", passages=())  # it could not be read
    chat.remark(chat.refuse(" ", passages=()))
    chat.refuse("Is it asked again by command?", surface="replay")
    refused, unhelpful = chat.candidates()
    assert (refused.question, refused.refused, refused.count) == ("Is it refused?", True, 1)
    assert (unhelpful.question, unhelpful.remarks) == ("Does it not help?", ())


@pytest.mark.parametrize(
    "again", ["how much does the harbour fund hold", "How much does\nthe  harbour fund hold??", FUND.upper()]
)
def test_the_same_question_is_joined_and_counted(chat: Chat, again: str) -> None:
    chat.refuse()
    chat.clock.days_later(1)
    last = chat.ask(again)
    chat.remark(last)
    (found,) = chat.candidates()
    assert (found.count, found.record, found.question) == (2, last.id, again)


def test_what_two_people_said_alike_is_said_once_and_the_last_is_taken_as_right(chat: Chat) -> None:
    record = chat.ask()
    chat.remark(record, person="17")
    chat.remark(chat.ask(), person="18")
    chat.remark(record, person="19", right="It holds 91 million dollars.")
    (found,) = chat.candidates()
    assert len(found.remarks) == 2
    assert found.right == "It holds 91 million dollars."


def test_staffs_question_is_another_one_than_the_publics(chat: Chat) -> None:
    chat.refuse()
    chat.refuse(audience=Audience.STAFF)
    assert [found.audience for found in chat.candidates()] == [Audience.PUBLIC, Audience.STAFF]


def test_turns_are_kept_where_the_question_needs_them(chat: Chat) -> None:
    turns = (Turn("What is the harbour fund? <@123456789012345678>", "A fund."),)
    chat.refuse("And when did it start?", standalone="When did the harbour fund start?", turns=turns)
    chat.refuse(FUND, turns=turns)
    follow_up, alone = chat.candidates()
    kept = [(turn.question, turn.answer) for turn in follow_up.turns]
    assert kept == [("What is the harbour fund? …", "A fund.")]
    assert follow_up.standalone == "When did the harbour fund start?"
    assert (alone.turns, alone.standalone) == ((), "")


def test_a_follow_up_that_was_not_understood_is_another_one_behind_other_turns(chat: Chat) -> None:
    for before in ("What is the fund?", "What is the ferry?"):
        chat.refuse("And when did it start?", turns=(Turn(before, ""),))
    assert len(chat.candidates()) == 2


def test_a_remark_on_an_answer_that_is_forgotten_is_only_counted(chat: Chat) -> None:
    kim = Requester("discord", "", "kim")
    record = chat.ask(requester=chat.records.key_of(kim))
    chat.remark(record)
    chat.storage.forget(kim)
    found = chat.complaints()
    assert (found.complaints, found.without_record) == ([], 1)


def test_what_rests_on_documents_that_became_staffs_is_left_aside(chat: Chat) -> None:
    chat.remark(chat.ask(reply=answer(passages=(near(),))))
    chat.remark(chat.refuse("Another?"), right="It holds 90 million dollars.")
    found = chat.complaints(public=["ferry.md"])
    assert (found.complaints, found.withdrawn) == ([], 2)


def test_a_refusal_near_what_became_staffs_is_kept_without_its_words(chat: Chat) -> None:
    chat.refuse(turns=(Turn("What is it?", "90 million.", ("harbour.md",)),))
    (found,) = chat.complaints(public=["ferry.md"]).complaints
    assert found.record.reply.passages == ()
    assert found.record.turns == (Turn("What is it?"),)


def test_what_staff_asked_stays_whole_for_staff(chat: Chat) -> None:
    chat.remark(chat.ask(audience=Audience.STAFF))
    assert len(chat.complaints(public=["ferry.md"]).complaints) == 1


def test_to_harvest_again_changes_nothing_but_what_is_new_of_a_candidate() -> None:
    first = plan_harvest([ONE, TWO], [], [], ALL)
    assert (first.candidates, first.added) == ((ONE, TWO), 2)
    asked_again = ONE.model_copy(update={"count": 2})
    again = plan_harvest([asked_again, TWO], [TWO.key, ONE.key], [], ALL)
    assert (again.candidates, again.added, again.gone) == ((TWO, asked_again), 0, 0)


def test_what_was_decided_does_not_come_back_even_with_a_new_remark() -> None:
    asked_again = ONE.model_copy(update={"count": 5})
    plan = plan_harvest([asked_again, TWO], [ONE.key], {ONE.key}, ALL)
    assert (plan.candidates, plan.decided, plan.gone) == ((TWO,), 1, 0)


def test_what_is_forgotten_goes_out_of_the_file() -> None:
    plan = plan_harvest([TWO], [ONE.key, TWO.key], [], ALL)
    assert (plan.candidates, plan.gone) == ((TWO,), 1)


def test_staffs_are_left_aside_unless_asked_for_or_there_already() -> None:
    left = plan_harvest([ONE, STAFF], [], [], ALL)
    assert (left.candidates, left.for_staff) == ((ONE,), 1)
    assert plan_harvest([ONE, STAFF], [], [], HarvestFilter(Audience.STAFF)).candidates == (ONE, STAFF)
    assert plan_harvest([ONE, STAFF], [STAFF.key], [], ALL).candidates == (STAFF, ONE)


def test_since_and_limit_bound_what_is_added_and_not_what_is_there() -> None:
    since = HarvestFilter(since=NOON + dt.timedelta(hours=1))
    assert plan_harvest([ONE, TWO], [], [], since).candidates == (TWO,)
    assert plan_harvest([ONE, TWO], [ONE.key], [], since).candidates == (ONE, TWO)
    limited = plan_harvest([ONE, TWO], [], [], HarvestFilter(limit=1))
    assert (limited.candidates, limited.over) == ((ONE,), 1)
    assert plan_harvest([ONE, TWO], [ONE.key], [], HarvestFilter(limit=1)).candidates == (ONE, TWO)
