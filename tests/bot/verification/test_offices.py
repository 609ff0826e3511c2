"""Offices are told apart, though one's name may hold another's."""

from __future__ import annotations

import pytest

from bot.verification.wording import find_added_office, offices_in


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("the Deputy Prime Minister and the Prime Minister", ["deputy prime minister", "prime minister"]),
        ("President Lee and Minister Bae", ["president", "minister"]),
        ("이재명 대통령과 웡 총리", ["president", "prime minister"]),
        ("부총리 겸 장관", ["deputy prime minister", "minister"]),
        ("its standing vice chair", ["vice chair"]),
        ("the ministry and its administration", []),
    ],
)
def test_the_offices_of_a_text_are_found(text: str, offices: list[str]) -> None:
    assert [office for office, _ in offices_in(text)] == offices


def test_an_office_that_the_evidence_does_not_name_is_found_across_languages() -> None:
    assert find_added_office("한성숙 차관이 말하였다.", "Minister Han said so.") == "vice minister"
    assert find_added_office("한성숙 장관이 말하였다.", "Minister Han said so.") is None
