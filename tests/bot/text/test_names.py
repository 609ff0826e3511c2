"""Names are found by their capitals, and known by their words, their definitions and their sound."""

from __future__ import annotations

import pytest

from bot.text.glossary import Glossary
from bot.text.names import known_share, name_keys
from bot.text.particles import without_particle
from bot.text.places import places_in
from bot.text.transliteration import sounds_like, written_by_sound
from tests.bot.text.data import read_rows

TEXT = """
President Lee Jae Myung (이재명) met Han Seong Sook (한성숙, also written Han Seong-sook).
Korea's Ministry of Science and ICT (MSIT, 과학기술정보통신부) signed memoranda of understanding (MOUs).
한국의 정보통신기획평가원(IITP)과 AI 싱가포르(AISG), 국가 AI 전략 2.0(NAIS 2.0).
CNA gave S$382 million (CNA) in August 2004 (Xinhua).
"""


def test_names_are_capitalised_words_abbreviations_and_figures() -> None:
    assert name_keys("When did NIPA and Home Team meet in 2026?") == {"nipa", "home", "team", "2026"}


def test_the_first_word_of_a_sentence_is_no_name_unless_it_is_an_abbreviation() -> None:
    assert name_keys("Programmes start when?") == frozenset()
    assert name_keys("HTX does what?") == {"htx"}


def test_a_korean_question_has_its_latin_names_and_figures() -> None:
    assert name_keys("NIPA는 2026년에 무엇을 하나요?") == {"nipa", "2026"}


def test_an_unknown_name_lowers_the_share() -> None:
    assert known_share(name_keys("Was it signed in Tokyo by Korea?"), "Signed in Korea.") == 0.5


def test_a_slip_of_the_finger_is_forgiven_in_a_name_but_never_in_a_figure() -> None:
    assert known_share({"singapor"}, "The city of Singapore") == 1.0
    assert known_share({"50000"}, "It bought 51,000 of them") == 0.0


def test_figures_are_compared_without_their_commas() -> None:
    assert known_share(name_keys("Why 50,000 GPUs?"), "50000 GPUs") == 1.0


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


@pytest.mark.parametrize(("verdict", "name", "text"), read_rows("sounds.tsv"))
def test_a_korean_spelling_sounds_like_its_name_and_like_no_other(verdict: str, name: str, text: str) -> None:
    assert sounds_like(name, text) is (verdict == "alike")


def test_a_korean_name_is_found_in_its_romanised_spelling() -> None:
    assert written_by_sound("윤석열", ["YoonSukYeol"])
    assert not written_by_sound("윤석열", ["LeeJaeMyung"])


def test_places_are_found_in_both_languages_and_words_are_not() -> None:
    places = [
        each.place for each in places_in("한·싱가포르 서밋: Korea and the US$5 that help us, North Korea")
    ]

    assert places == ["south korea", "singapore", "south korea", "north korea"]


def test_a_word_loses_its_particle_but_never_all_of_itself() -> None:
    assert [without_particle(word) for word in ("정부는", "부산에서", "은")] == ["정부", "부산", "은"]
