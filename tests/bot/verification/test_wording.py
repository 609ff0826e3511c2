"""What a sentence adds to its evidence by its wording is found, and the same in other words is not."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pytest

from bot.verification.wording import (
    find_added_office,
    find_added_order,
    find_added_scope,
    find_self_reference,
    find_undoing,
    offices_in,
    tense_of,
    tenses_differ,
)
from tests.bot.text.data import verification_rows
from tests.bot.verification.parts import read


def find_order(sentence: str, evidence: str) -> str | None:
    """The evidence may be several texts with bars between them."""

    def common(terms: Collection[str], others: Collection[str]) -> Collection[str]:
        return set(terms) & set(others)

    return find_added_order(read(sentence), [read(text) for text in evidence.split(" | ")], common)


RULES: dict[str, Callable[[str, str], str | None]] = {
    "undoing": find_undoing,
    "assistant": find_self_reference,
    "scope": find_added_scope,
    "office": find_added_office,
    "order": find_order,
}


@pytest.mark.parametrize(("rule", "sentence", "evidence", "word"), verification_rows("wording.tsv"))
def test_the_word_that_adds_to_the_evidence_is_found(
    rule: str, sentence: str, evidence: str, word: str
) -> None:
    assert RULES[rule](sentence, evidence) == (word or None)


@pytest.mark.parametrize(("text", "tense"), verification_rows("readings.tsv", "tense"))
def test_what_is_planned_is_told_from_what_is_done(text: str, tense: str) -> None:
    found = tense_of(text)
    assert (found.value if found else "") == tense


@pytest.mark.parametrize(("text", "offices"), verification_rows("readings.tsv", "offices"))
def test_offices_are_told_apart_though_one_name_may_hold_another(text: str, offices: str) -> None:
    assert ", ".join(office for office, _ in offices_in(text)) == offices


def test_a_plan_is_not_taken_for_a_deed_nor_a_deed_for_a_plan() -> None:
    assert tenses_differ("MSS has set up a fund.", "MSS will set up a fund.")
    assert tenses_differ("Korea plans to join.", "Korea has joined.")
    assert not tenses_differ("MSS is to set up a fund.", "MSS will set up a fund.")
    assert not tenses_differ("The fund was announced.", "The target size is USD 300 million, it was said.")
