"""The names and figures of a question."""

from __future__ import annotations

from bot.text.names import known_share, name_keys


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
