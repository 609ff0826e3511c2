"""Whatever the amount, count or day: each way of writing it matches each other, and no way of another one."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.figures import Kind, facts_in, missing_facts
from tests.bot.text.figures.rendering import CURRENCIES, counts, days, sums

pytestmark = pytest.mark.slow

# Round sums, as announcements have them, and any others.
AMOUNTS = st.one_of(
    st.builds(lambda head, power: head * 10**power, st.integers(1, 99_999), st.integers(0, 11)),
    st.integers(1, 10**15),
)
CODES = st.sampled_from(sorted(CURRENCIES))
COUNTS = st.one_of(st.integers(2, 99), st.integers(100, 10**7))
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


@given(amount=AMOUNTS, code=CODES, data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_sum_matches_itself_in_every_form(amount: int, code: str, data: st.DataObject) -> None:
    one, other = (
        data.draw(st.sampled_from(sums(amount, code))),
        data.draw(st.sampled_from(sums(amount, code))),
    )
    assert [fact.kind for fact in facts_in(f"It is {one}.")] == [Kind.MONEY]
    assert missing_facts(f"The sum is {one} now.", f"규모는 {other}이다.") == ()


@given(amount=AMOUNTS, other=AMOUNTS, codes=st.tuples(CODES, CODES), data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_sum_never_matches_another(
    amount: int, other: int, codes: tuple[str, str], data: st.DataObject
) -> None:
    if amount == other and codes[0] == codes[1]:
        return
    said, written = (
        data.draw(st.sampled_from(sums(amount, codes[0]))),
        data.draw(st.sampled_from(sums(other, codes[1]))),
    )
    assert missing_facts(f"The sum is {said} now.", f"규모는 {written}이다.")


@given(amount=AMOUNTS, code=CODES, data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_sum_with_another_digit_never_matches(amount: int, code: str, data: st.DataObject) -> None:
    written = data.draw(st.sampled_from(sums(amount, code)))
    altered = data.draw(altered_digit(written))
    assert altered is None or missing_facts(f"It is {altered} now.", f"It is {written} now.")


@given(number=COUNTS, data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_count_matches_itself_in_every_form(number: int, data: st.DataObject) -> None:
    one, other = data.draw(st.sampled_from(counts(number))), data.draw(st.sampled_from(counts(number)))
    assert missing_facts(f"모두 {one}", f"They are {other}.") == ()


@given(number=COUNTS, other=COUNTS, data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_count_never_matches_another(number: int, other: int, data: st.DataObject) -> None:
    said, written = data.draw(st.sampled_from(counts(number))), data.draw(st.sampled_from(counts(other)))
    assert number == other or missing_facts(f"There are {said}.", f"모두 {written}")


@given(day=DAYS, data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_day_matches_itself_in_every_form(day: date, data: st.DataObject) -> None:
    one, other = data.draw(st.sampled_from(days(day))), data.draw(st.sampled_from(days(day)))
    assert missing_facts(f"It began on {one}", f"시작일은 {other}") == ()
    assert missing_facts(f"It began in {day.year}", f"시작일은 {other}") == ()
    assert missing_facts(f"{day.year}년 {day.month}월에 시작", f"It began on {other}") == ()


@given(day=DAYS, other=DAYS, data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_day_never_matches_another(day: date, other: date, data: st.DataObject) -> None:
    said, written = data.draw(st.sampled_from(days(day))), data.draw(st.sampled_from(days(other)))
    assert day == other or missing_facts(f"It began on {said}", f"시작일은 {written}")


@given(day=DAYS, data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_day_with_another_digit_never_matches(day: date, data: st.DataObject) -> None:
    written = data.draw(st.sampled_from(days(day)))
    altered = data.draw(altered_digit(written))
    assert altered is None or missing_facts(f"It began on {altered}", f"It began on {written}")


@given(text=st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_holds_its_own_facts_at_their_places(text: str) -> None:
    facts = facts_in(text)
    assert missing_facts(text, text) == ()
    assert all(text[fact.start : fact.end] == fact.words for fact in facts)
    assert all(one.end <= other.start for one, other in pairwise(facts))


@given(text=st.text(alphabet="0123456789.,-~/%$₩억만조원 년월일 KRWSmbkt제첫Ⅳ½", max_size=40))
@settings(max_examples=500, deadline=None)
def test_figures_in_disorder_are_read_without_an_error(text: str) -> None:
    facts = facts_in(text)
    assert all(text[fact.start : fact.end] == fact.words for fact in facts)


@st.composite
def altered_digit(draw: st.DrawFn, text: str) -> str | None:
    """The text with one digit changed, never to a leading zero; None where it has no digit."""
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    if not places:
        return None
    place = draw(st.sampled_from(places))
    is_leading = place == 0 or not text[place - 1].isdigit()
    digit = draw(
        st.sampled_from([d for d in "0123456789" if d != text[place] and not (is_leading and d == "0")])
    )
    return text[:place] + digit + text[place + 1 :]
