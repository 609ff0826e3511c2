"""What a sentence adds to its evidence is found, and another wording is not taken for it."""

from __future__ import annotations

import pytest

from bot.verification.wording import find_added_scope, find_self_reference, find_undoing

FUND = "The fund starts in 2027."


@pytest.mark.parametrize(
    "sentence",
    [
        "The fund has been cancelled.",
        "The fund was scrapped.",
        "펀드는 취소되었다.",
        "펀드 조성은 무산되었다.",
    ],
)
def test_what_undoes_the_evidence_is_found(sentence: str) -> None:
    assert find_undoing(sentence, FUND) is not None


def test_evidence_that_speaks_of_undoing_itself_is_not_undone() -> None:
    assert (
        find_undoing("The fund was cancelled.", "The ministry dropped the fund, a cancellation by law.")
        is None
    )
    assert find_undoing("전쟁의 연기가 피어올랐다.", FUND) is None


def test_the_assistant_is_no_subject_unless_the_evidence_speaks_of_one() -> None:
    assert find_self_reference("The assistant uses the sources.", FUND) == "assistant"
    assert find_self_reference("The Assistant Minister spoke.", "An assistant minister spoke.") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Only the fund starts in 2027.",
        "The fund may start in 2027.",
        "펀드만 2027년에 시작한다.",
        "It always starts.",
    ],
)
def test_a_word_that_narrows_or_leaves_open_is_found(sentence: str) -> None:
    assert find_added_scope(sentence, FUND) is not None


def test_scope_that_the_evidence_has_too_is_none_of_the_sentences_own() -> None:
    assert find_added_scope("Only the fund starts.", "The fund is the sole one to start.") is None
    assert find_added_scope("펀드는 작지만 2027년에 시작하며 100만 명이 쓴다.", FUND) is None
