"""Chains of questions: what leans back is noticed, what does not is let be (`tests.bot.suite` asks them)."""

from __future__ import annotations

import pytest

from bot.conversation.followup import is_follow_up, standalone_text
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
