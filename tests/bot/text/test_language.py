"""The language of a question."""

from __future__ import annotations

import pytest

from bot.models import Language
from bot.text.language import language_of
from ingest.language.hangul import is_korean


@pytest.mark.parametrize(
    "text",
    ["When does it start?", "A2Z partners?", "Who is Bae Kyung Hoon?", "NCS SMRT Tong Tar", "K-VCC", "2027"],
)
def test_english_and_bare_names_are_read_as_english(text: str) -> None:
    assert language_of(text) is Language.ENGLISH


@pytest.mark.parametrize(
    "text", ["언제 시작하나요?", "NIPA와 HTX의 협력 분야는?", "K-VCC의 규모는 얼마인가요?"]
)
def test_korean_with_foreign_names_is_korean(text: str) -> None:
    assert language_of(text) is Language.KOREAN


@pytest.mark.parametrize(
    "text",
    [
        "Wie groß ist das Forschungsprogramm und wann beginnt es?",
        "¿Cuándo empieza el programa de investigación?",
        "共同研究はいつ始まりますか",
        "什么是NAIS",
        "Was kostet das Programm und wer bezahlt es in diesem Jahr?",
        "Когда начнётся программа?",
    ],
)
def test_a_third_language_is_none_of_ours(text: str) -> None:
    assert language_of(text) is None


def test_an_english_question_about_a_korean_word_is_english() -> None:
    assert language_of("What does 모태펀드 mean?") is Language.ENGLISH


def test_a_short_korean_question_about_a_foreign_name_is_korean() -> None:
    assert language_of("K-VCC 뜻") is Language.KOREAN


def test_an_english_sentence_with_a_korean_name_in_brackets_is_not_korean() -> None:
    assert not is_korean("Jeongkyu Shin (신정규) is the chief executive of Lablup.")
