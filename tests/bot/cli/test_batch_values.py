"""What machines get of a reply says whether it may not answer."""

from __future__ import annotations

from bot.cli.batch import reply_values
from tests.bot.records.samples import answer, refusal


def test_an_unsure_answer_says_so_and_no_other_reply() -> None:
    assert reply_values(answer(is_unsure=True))["unsure"] is True
    assert reply_values(answer())["unsure"] is False
    assert reply_values(refusal())["unsure"] is False
