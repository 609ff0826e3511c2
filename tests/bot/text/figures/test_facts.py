"""What a fact tells (kind, exact value, unit, words, place), and what is refuted by noun or bound."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bot.text.figures import Bound, DateParts, Fact, Kind, facts_in, missing_facts


def only(text: str) -> Fact:
    (fact,) = facts_in(text)
    return fact


def test_a_sum_tells_its_amount_currency_and_place() -> None:
    text = "규모는 3억 8,200만 싱가포르달러이다."
    fact = only(text)
    assert (fact.kind, fact.value, fact.unit) == (Kind.MONEY, Fraction(382_000_000), "SGD")
    assert text[fact.start : fact.end] == fact.words == "3억 8,200만 싱가포르달러"


def test_places_are_those_of_the_original_where_characters_are_folded() -> None:
    text = "In **½** of ３００\u200b cases"
    assert [text[fact.start : fact.end] for fact in facts_in(text)] == ["½", "３００"]


def test_a_dollar_without_a_name_is_of_the_united_states() -> None:
    assert [only(sum_).unit for sum_ in ("$5", "5 dollars", "5달러")] == ["USD"] * 3


def test_a_date_tells_its_parts_and_its_side() -> None:
    fact = only("by the second half of 2026")
    assert (fact.kind, fact.value) == (Kind.DATE, DateParts(year=2026, part="H2"))
    assert fact.bounds == {Bound.UNTIL}


def test_a_date_that_may_be_two_days_is_only_its_own_figures() -> None:
    assert only("02/03/2026").kind is Kind.NAME
    assert missing_facts("02/03/2026", "2 March 2026")
    assert missing_facts("02/03/2026", "signed 02/03/2026") == ()


def test_a_quantity_is_told_in_the_base_unit_of_its_dimension() -> None:
    assert [(only(text).value, only(text).unit) for text in ("1.5 GW", "5년간", "3.9 km")] == [
        (Fraction(1_500_000_000), "W"),
        (Fraction(60), "month"),
        (Fraction(3900), "m"),
    ]


@pytest.mark.parametrize(
    "text",
    ["이 사업", "만나다", "조성", "억제", "천안", "백서", "일본", "한국", "one of the", "the two sides"],
)
def test_words_of_prose_are_no_facts(text: str) -> None:
    assert facts_in(text) == ()


def test_a_count_taken_from_something_else_is_refuted() -> None:
    evidence = "Seven MOUs were signed at the summit, of which five items are listed."
    assert missing_facts("Five MOUs were signed at the summit.", evidence)
    assert missing_facts("Seven MOUs were signed, and five items are listed.", evidence) == ()
    assert missing_facts("양해각서 5건이 체결되었다.", "양해각서 7건이 체결되었고 5개 항목이 열거되었다.")


def test_an_abbreviation_counts_the_same_as_its_long_form() -> None:
    evidence = "Seven memoranda of understanding were signed there and five MOUs here."
    assert missing_facts("Seven MOUs were signed.", evidence) == ()


def test_the_two_is_refuted_only_by_another_count() -> None:
    assert missing_facts("The two plans differ.", "A plan and another plan.") == ()
    assert missing_facts("The two plans differ.", "The three plans differ.")
    assert missing_facts("두 계획은 다르다.", "The three plans differ.")


def test_a_bound_is_refuted_by_the_opposite_one() -> None:
    evidence = 'Some say "one year", but it lasts at least one year.'
    assert missing_facts("It lasts at most one year.", evidence)
    assert missing_facts("It lasts one year.", evidence) == ()


def test_digits_without_end_are_one_name() -> None:
    digits = "1234567890" * 600
    assert [fact.kind for fact in facts_in(f"It is {digits} long.")] == [Kind.NAME]
    assert missing_facts(digits[:-1] + "1", digits)


def test_another_number_behind_the_same_name_is_refuted() -> None:
    assert missing_facts("It runs on Llama 4.", "It runs on Llama 3 and on 4 other models.")
    assert missing_facts("The shuttle has Level 1.", "The Level 4 shuttle has 1 driver.")


def test_a_section_is_an_article_only_in_translation() -> None:
    assert missing_facts("Section 5", "제5조") == ()
    assert missing_facts("Section 5", "Article 5")
    assert missing_facts("제31조 제2호", "제31조 제2항")
