"""A harvest adds what is new, and never what was decided."""

from __future__ import annotations

import datetime as dt

from bot.models import Audience
from eval.feedback.harvest import Wish, harvest
from tests.bot.records.samples import NOON
from tests.eval.feedback.made import candidate

ONE, TWO = candidate("One?"), candidate("Two?", at=NOON + dt.timedelta(days=1))
STAFF = candidate("Three?", audience=Audience.STAFF)


def test_to_harvest_again_changes_nothing() -> None:
    first = harvest([ONE, TWO], [], [], Wish())
    assert (first.candidates, first.added) == ((ONE, TWO), 2)
    again = harvest([ONE, TWO], [each.key for each in first.candidates], [], Wish())
    assert (again.candidates, again.added, again.gone) == ((ONE, TWO), 0, 0)


def test_what_was_decided_does_not_come_back_even_with_a_new_remark() -> None:
    spoken_of = ONE.model_copy(update={"count": 5})
    found = harvest([spoken_of, TWO], [ONE.key], {ONE.key}, Wish())
    assert (found.candidates, found.decided, found.gone) == ((TWO,), 1, 0)
    assert harvest([spoken_of], [], {ONE.key}, Wish()).candidates == ()


def test_what_is_known_is_brought_up_to_date_in_its_place() -> None:
    asked_again = ONE.model_copy(update={"count": 2})
    assert harvest([asked_again, TWO], [TWO.key, ONE.key], [], Wish()).candidates == (TWO, asked_again)


def test_what_is_forgotten_goes_out_of_the_file() -> None:
    found = harvest([TWO], [ONE.key, TWO.key], [], Wish())
    assert (found.candidates, found.gone) == ((TWO,), 1)


def test_staffs_are_left_aside_unless_they_are_asked_for() -> None:
    left = harvest([ONE, STAFF], [], [], Wish())
    assert (left.candidates, left.for_staff) == ((ONE,), 1)
    assert harvest([ONE, STAFF], [], [], Wish(Audience.STAFF)).candidates == (ONE, STAFF)


def test_staffs_that_were_asked_for_once_stay_in_the_file() -> None:
    assert harvest([ONE, STAFF], [STAFF.key], [], Wish()).candidates == (STAFF, ONE)


def test_only_what_came_since_is_added_and_what_was_there_stays() -> None:
    since = Wish(since=NOON + dt.timedelta(hours=1))
    assert harvest([ONE, TWO], [], [], since).candidates == (TWO,)
    assert harvest([ONE, TWO], [ONE.key], [], since).candidates == (ONE, TWO)


def test_no_more_are_added_than_the_limit() -> None:
    found = harvest([ONE, TWO], [], [], Wish(limit=1))
    assert (found.candidates, found.over) == ((ONE,), 1)
    assert harvest([ONE, TWO], [ONE.key], [], Wish(limit=1)).candidates == (ONE, TWO)
