"""A sentence may say no figure that its evidence does not hold."""

from __future__ import annotations

import pytest

from bot.verification.facts import missing_facts

HELD = [
    ("The fund is USD 300 million.", "펀드 규모는 3억 달러이다."),
    ("500억 원 규모로 5년간 진행된다.", "The KRW 50 billion programme runs for five years."),
    ("It starts in March 2026.", "2026년 3월 2일에 시작한다."),
]
MISSING = [
    ("The fund is USD 300 million.", "펀드 규모는 3억 싱가포르달러이다."),
    ("It runs for five months.", "5년간 진행된다."),
    ("It starts on 2 March 2026.", "2026년 3월에 시작한다."),
]


@pytest.mark.parametrize(("sentence", "evidence"), HELD)
def test_a_fact_is_held_in_another_form_and_language(sentence: str, evidence: str) -> None:
    assert missing_facts(sentence, evidence) == ()


@pytest.mark.parametrize(("sentence", "evidence"), MISSING)
def test_another_fact_is_missing(sentence: str, evidence: str) -> None:
    assert missing_facts(sentence, evidence)
