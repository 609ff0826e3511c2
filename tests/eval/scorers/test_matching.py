"""A requirement is met by the right words and values in any form, and by nothing near them."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from eval.datasets.requirement import Requirement
from eval.scorers.matching import holds, in_words

_READ: TypeAdapter[Requirement] = TypeAdapter(Requirement)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It is run by MSIT.", "msit"),
        ("the  Ministry of\nScience", "Ministry of Science"),
        ("과학기술정보통신부가 맡습니다.", "과학기술정보통신부"),
        ("국제 공동 연구 사업", "국제공동연구"),
        ("KRW 50 billion is set aside.", {"value": "500억 원"}),
        ("3억 달러를 투자합니다.", {"value": "USD 300 million"}),
        ("2026년 3월 2일에 체결", {"value": "2 March 2026"}),
        ("It runs for five years.", {"value": "5 years"}),
        ("It costs nothing.", {"value": "nothing"}),
        ("Article 31(2)", {"pattern": r"article\s+31"}),
        ("It starts in May.", {"any": ["June", {"value": "May"}, "May"]}),
        ("Seoul and Singapore", {"all": ["Seoul", {"pattern": "sing"}]}),
    ],
)
def test_what_is_there_is_found(text: str, wanted: Any) -> None:
    assert holds(text, _READ.validate_python(wanted))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It is run by MSITX.", "MSIT"),
        ("2027", "202"),
        ("KRW 50 billion", {"value": "KRW 5 billion"}),
        ("500억 원", {"value": "KRW 500 million"}),
        ("2026년 3월", {"value": "April 2026"}),
        ("It starts in May.", {"any": ["June", "July"]}),
        ("Seoul", {"all": ["Seoul", "Singapore"]}),
        ("", "x"),
    ],
)
def test_what_is_not_there_is_not_found(text: str, wanted: Any) -> None:
    assert not holds(text, _READ.validate_python(wanted))


def test_a_requirement_is_told_in_words() -> None:
    wanted = _READ.validate_python({"any": ["May", {"all": [{"value": "2027"}, {"pattern": "x+"}]}]})
    assert in_words(wanted) == "“May” or 2027 and /x+/"
