"""A text is Korean by the share of Hangul among its letters."""

from __future__ import annotations

import pytest

from ingest.language.hangul import ending_of, hangul_share, is_korean, scripts_of


@pytest.mark.parametrize("text", ["한국은 2026년", "싱가포르의 Smart Nation 2.0은 계획이다"])
def test_korean_stays_korean_with_foreign_names_in_it(text: str) -> None:
    assert is_korean(text)


@pytest.mark.parametrize("text", ["", "2026", "The president is Lee Jae Myung (이재명)."])
def test_a_text_with_few_hangul_letters_is_not_korean(text: str) -> None:
    assert not is_korean(text)


def test_letters_are_counted_by_script_and_digits_not_at_all() -> None:
    scripts = scripts_of("가나 ab 7")
    assert scripts == {"HANGUL": 2, "LATIN": 2}
    assert hangul_share(scripts) == 0.5


@pytest.mark.parametrize(
    ("letter", "ending"), [("가", 0), ("각", 1), ("았", 20), ("힣", 27), ("a", None), ("ㄱ", None)]
)
def test_the_consonant_that_ends_a_syllable_is_known_by_its_number(letter: str, ending: int | None) -> None:
    assert ending_of(letter) == ending
