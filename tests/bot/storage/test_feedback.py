"""Remarks on answers are kept for those who may read the answer."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import update

from bot.models import Audience, Requester
from bot.storage.tables import remarks
from tests.bot.storage.conftest import Open
from tests.bot.storage.samples import NOON, Clock, remark


def test_what_was_said_is_there_for_who_reads_the_remarks(opened: Open) -> None:
    said = remark(wrong="\ud83d 기금\0")
    opened().feedback.add(said)
    assert opened().feedback.remarks() == [said]


def test_who_changes_their_mind_has_said_the_last_thing_only(opened: Open) -> None:
    feedback = opened().feedback
    feedback.add(remark())
    feedback.add(remark(helpful=True, wrong="", right=""))
    feedback.add(remark(answer="99999999"))
    assert [(said.answer, said.helpful) for said in feedback.remarks()] == [
        ("0a1b2c3d", True),
        ("99999999", False),
    ]


def test_a_remark_on_an_answer_to_staff_is_for_staff(opened: Open) -> None:
    feedback, secret = opened().feedback, remark(audience=Audience.STAFF)
    feedback.add(secret)
    assert feedback.remarks(Audience.PUBLIC) == []
    assert feedback.remarks(Audience.STAFF) == [secret]


def test_only_what_came_since_is_harvested(opened: Open, clock: Clock) -> None:
    feedback = opened().feedback
    feedback.add(remark())
    clock.days_later(1)
    feedback.add(remark(at=clock.now, answer="99999999"))
    assert [said.answer for said in feedback.remarks(since=NOON)] == ["99999999"]


def test_a_damaged_remark_costs_none_of_the_others(opened: Open) -> None:
    storage = opened()
    storage.feedback.add(remark())
    storage.feedback.add(remark(answer="99999999"))
    spoil = update(remarks).where(remarks.c.answer == "0a1b2c3d").values(body="{")
    storage.database.write(lambda connection: connection.execute(spoil))
    assert [said.answer for said in storage.feedback.remarks()] == ["99999999"]


def test_a_remark_made_before_its_author_was_forgotten_is_not_kept_afterwards(opened: Open) -> None:
    storage, kim = opened(), Requester("discord", "", "17")
    key = storage.feedback.key_of(kim)
    storage.forget(kim)
    storage.feedback.add(remark(key, at=NOON - dt.timedelta(minutes=1)))
    assert storage.feedback.remarks() == []
    storage.feedback.add(remark(key, at=NOON + dt.timedelta(minutes=1)))
    assert len(storage.feedback.remarks()) == 1
