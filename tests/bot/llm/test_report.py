"""What a call took: as the provider counts, or as the characters suggest."""

from __future__ import annotations

import pytest

from bot.llm.model import Message, Role, Usage
from bot.llm.report import Prices, Report

PRICES = Prices(prompt=2.0, completion=10.0)
# 12 characters are 4 tokens, at three a token.
PROMPT = (Message(Role.USER, "twelve chars"),)


def test_what_the_provider_counts_is_taken_and_priced() -> None:
    # 1,000 at 2 a million and 500 at 10 a million: 0.002 + 0.005.
    usage = PRICES.usage(PROMPT, "words", Report("stop", 1000, 500))
    assert usage == Usage(1000, 500, 0.007, is_estimated=False)


def test_what_is_not_counted_is_reckoned_and_said_to_be() -> None:
    # Six characters written are 2 tokens; 4 at 2 a million and 2 at 10.
    assert PRICES.usage(PROMPT, "sixsix", Report()) == Usage(4, 2, 28e-6, is_estimated=True)


def test_half_a_count_is_taken_as_far_as_it_goes() -> None:
    usage = PRICES.usage(PROMPT, "sixsix", Report(prompt_tokens=9))
    assert (usage.prompt_tokens, usage.completion_tokens, usage.is_estimated) == (9, 2, True)


def test_of_two_reports_the_later_one_counts_as_far_as_it_says_something() -> None:
    assert Report("stop", 5, 1).then(Report(None, None, 2)) == Report("stop", 5, 2)
    assert Report(None, 5, 1).then(Report("length", 0, None)) == Report("length", 0, 1)


@pytest.mark.parametrize(
    ("ended", "is_cut"),
    [
        ("stop", False),
        ("end_turn", False),
        ("stop_sequence", False),
        (None, False),
        ("length", True),
        ("max_tokens", True),
        ("content_filter", True),
        ("what nobody has heard of", True),
    ],
)
def test_an_end_that_the_model_did_not_choose_is_a_cut(ended: str | None, is_cut: bool) -> None:
    assert Report(ended).is_cut is is_cut
