"""Names are known by their words, by what the documents call one and the same, and by their sound."""

import pytest

from bot.text.glossary import Glossary
from bot.text.places import places_in
from bot.text.transliteration import sounds_like, written_by_sound

TEXT = """
President Lee Jae Myung (이재명) met Han Seong Sook (한성숙, also written Han Seong-sook).
Korea's Ministry of Science and ICT (MSIT, 과학기술정보통신부) signed memoranda of understanding (MOUs).
한국의 정보통신기획평가원(IITP)과 AI 싱가포르(AISG), 국가 AI 전략 2.0(NAIS 2.0).
CNA gave S$382 million (CNA) in August 2004 (Xinhua).
"""


def test_a_definition_in_parentheses_makes_two_names_one() -> None:
    glossary = Glossary.from_texts([TEXT])

    assert "이재명" in glossary.also("Lee Jae Myung")
    assert {"msit", "과학기술정보통신부"} <= glossary.also("Ministry of Science and ICT")
    assert "memoranda of understanding" in glossary.also("MOU")
    assert "정보통신기획평가원" in glossary.also("IITP")


def test_what_stands_in_parentheses_behind_a_figure_is_no_other_name_of_it() -> None:
    glossary = Glossary.from_texts([TEXT])

    assert not glossary.also("CNA")
    assert not glossary.also("Xinhua")
    assert "싱가포르" not in glossary.also("AISG")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Lawrence", "로런스 웡 총리는"),
        ("Lablup", "래블업과"),
        ("NVIDIA", "엔비디아가"),
        ("Naver", "네이버"),
        ("Google", "구글은"),
    ],
)
def test_a_korean_spelling_sounds_like_its_name(name: str, text: str) -> None:
    assert sounds_like(name, text)


@pytest.mark.parametrize(
    ("name", "text"), [("Apple", "구글"), ("Samsung", "래블업"), ("Elice", "래블업"), ("Naver", "노벨")]
)
def test_another_name_sounds_different(name: str, text: str) -> None:
    assert not sounds_like(name, text)


def test_a_korean_name_is_found_in_its_romanised_spelling() -> None:
    assert written_by_sound("윤석열", ["YoonSukYeol"])
    assert not written_by_sound("윤석열", ["LeeJaeMyung"])


def test_places_are_found_in_both_languages_and_words_are_not() -> None:
    places = [
        each.place for each in places_in("한·싱가포르 서밋: Korea and the US$5 that help us, North Korea")
    ]

    assert places == ["south korea", "singapore", "south korea", "north korea"]
