"""What is done is told from that of which it is said, in English and in Korean."""

from __future__ import annotations

import pytest

from bot.verification.predicates import predicates_in
from tests.bot.verification.parts import read


@pytest.mark.parametrize(
    ("sentence", "done"),
    [
        ("The ministry launched the fund.", ["launch"]),
        ("The fund expects growth.", ["expect"]),
        ("The two men met.", ["meet"]),
        ("The work began.", ["begin"]),
        ("정부는 펀드를 조성하고 기업을 지원한다.", ["조성", "지원"]),
        ("펀드가 조성되었다.", ["조성"]),
        # Without a verb behind it the same noun is a thing.
        ("정부의 펀드 조성", []),
        ("The fund is large.", []),
    ],
)
def test_the_words_that_say_what_is_done(sentence: str, done: list[str]) -> None:
    assert list(predicates_in(read(sentence))) == done
