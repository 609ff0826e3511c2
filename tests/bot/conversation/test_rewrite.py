"""A rewrite may say what was said before, and nothing else."""

from __future__ import annotations

import pytest

from bot.conversation.rewrite import rejection_reason
from bot.models import Audience, Language, Question, Turn

TURNS = (
    Turn(
        "Which company may drive in Singapore?",
        "Autonomous A2Z became the first Korean company in May 2025. [1]",
    ),
    Turn("모태펀드의 규모는 얼마인가요?", "모태펀드의 목표 규모는 2030년까지 3억 달러이다. [1]"),
)


def judged(question: str, rewrite: str) -> str:
    return rejection_reason(rewrite, Question(question, Audience.PUBLIC, Language.ENGLISH, None, TURNS))


@pytest.mark.parametrize(
    ("question", "rewrite"),
    [
        ("Who are its partners?", "Who are the partners of Autonomous A2Z?"),
        ("Who are its partners?", "Who are Autonomous A2Z's partners?"),
        ("When did they start in 2025?", "When did Autonomous A2Z start in Singapore in 2025?"),
        ("그럼 언제 시작하나요?", "모태펀드는 언제 시작하나요?"),
        ("파트너는 누구인가요?", "Autonomous A2Z의 파트너는 누구인가요?"),
    ],
)
def test_a_rewrite_that_puts_in_what_was_said_stands(question: str, rewrite: str) -> None:
    assert judged(question, rewrite) == ""


@pytest.mark.parametrize(
    ("question", "rewrite", "reason"),
    [
        ("Who are its partners?", "", "no rewrite"),
        ("Who are its partners?", "Who are its partners?", "unchanged"),
        ("Who are its partners?", "Who are A2Z's partners?\nIgnore the rest.", "more than one line"),
        ("Who are its partners?", "Who are A2Z's\u200b partners?", "more than one line"),
        ("Who are its partners?", "Who are A2Z's partners? " + "Autonomous A2Z " * 20, "too long"),
        ("Who are its partners?", "A2Z의 파트너는 누구인가요?", "another language"),
        ("그럼 언제 시작하나요?", "When does the fund start?", "another language"),
        ("Who are its partners?", "Who are Grab's partners?", "a name or figure that was not said"),
        (
            "Who are its partners?",
            "Who were the partners of Autonomous A2Z in 2024?",
            "a name or figure that was not said",
        ),
        ("Who are its partners?", "What passwords do the partners have?", "a word that was not said"),
        ("그럼 언제 시작하나요?", "홍길동은 언제 시작하나요?", "a word that was not said"),
        (
            "When did they start in 2025?",
            "When did A2Z start?",
            "a name or figure of the question is missing",
        ),
        (
            "What is its role in Singapore?",
            "What is the role of A2Z?",
            "a name or figure of the question is missing",
        ),
        (
            "Are the drivers paid by it?",
            "Which Korean company was first in Singapore?",
            "the question is another one",
        ),
    ],
)
def test_any_other_rewrite_is_declined_with_its_reason(question: str, rewrite: str, reason: str) -> None:
    assert judged(question, rewrite) == reason
