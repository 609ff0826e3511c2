"""Chains of questions over the shipped documents: what leans back is understood, what does not is let be.

The floors are a little under what was measured when they were set (`python -m tests.bot.conversation` prints
the figures); they are there to notice a loss, not to state the quality.
"""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.conversation.followup import is_follow_up, standalone_text
from tests.bot.conftest import DOCUMENTS
from tests.bot.conversation.chains import Chain, read_chains, share

CHAINS = read_chains()
FOLLOW_UPS = [chain for chain in CHAINS if not chain.is_alone]
ALONE = [chain for chain in CHAINS if chain.is_alone]


@pytest.mark.parametrize("chain", ALONE, ids=lambda chain: chain.case.id)
def test_a_question_that_stands_alone_is_not_bent_by_what_came_before(chain: Chain) -> None:
    assert standalone_text(chain.question, 2000) == chain.case.question
    assert not is_follow_up(chain.case.question)


def test_nearly_every_follow_up_is_noticed() -> None:
    assert share([is_follow_up(chain.case.question) for chain in FOLLOW_UPS]) >= 0.95


@pytest.mark.parametrize(("split", "floor"), [("dev", 0.57), ("held_out", 0.60)])
def test_the_share_of_follow_ups_that_are_answered_holds(corpus: Assistant, split: str, floor: float) -> None:
    some = [chain for chain in FOLLOW_UPS if chain.case.split == split]
    assert share([chain.case.is_right(chain.asked(corpus)) for chain in some]) >= floor


def test_the_share_of_questions_answered_after_another_subject_holds(corpus: Assistant) -> None:
    assert share([chain.case.is_right(chain.asked(corpus)) for chain in ALONE]) >= 0.83


def test_what_a_right_answer_quotes_stands_in_the_documents() -> None:
    documents = " ".join(" ".join(path.read_text().split()) for path in DOCUMENTS.glob("*.md"))
    for chain in CHAINS:
        for words in (*(chain.case.every or ()), *chain.case.any_of):
            assert words in documents, chain.case.id
