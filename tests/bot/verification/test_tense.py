"""What is planned is told from what is done, in both languages."""

from __future__ import annotations

import pytest

from bot.verification.wording import Tense, tense_of, tenses_differ


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("MSS will set up a fund.", Tense.PLANNED),
        ("The programme is to start in 2027.", Tense.PLANNED),
        ("모펀드는 2026년에 출범할 예정이다.", Tense.PLANNED),
        ("MSS has set up a fund.", Tense.DONE),
        ("Seven MOUs were signed.", Tense.DONE),
        ("The center broke ground.", Tense.DONE),
        ("양해각서 7건이 체결되었다.", Tense.DONE),
        ("Singapore is named as a partner.", None),
        ("The ministry announced that it will set up a fund.", None),
        ("계획이 있다.", None),
    ],
)
def test_the_tense_of_a_text_is_read(text: str, tense: Tense | None) -> None:
    assert tense_of(text) is tense


def test_a_plan_is_not_taken_for_a_deed_nor_a_deed_for_a_plan() -> None:
    assert tenses_differ("MSS has set up a fund.", "MSS will set up a fund.")
    assert tenses_differ("Korea plans to join.", "Korea has joined.")
    assert not tenses_differ("MSS is to set up a fund.", "MSS will set up a fund.")
    assert not tenses_differ("The fund was announced.", "The target size is USD 300 million, it was said.")
