"""Sentence boundaries in English and Korean."""

from __future__ import annotations

import pytest

from ingest.chunking.sentences import sentence_spans


def split(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It starts in 2027. It ends in 2031.", ["It starts in 2027.", "It ends in 2031."]),
        ("It costs approx. S$1.5 billion. It is new.", ["It costs approx. S$1.5 billion.", "It is new."]),
        ("See Art. 31 and No. 20676. It binds.", ["See Art. 31 and No. 20676.", "It binds."]),
        ("NAIS 2.0 came in Dec. 2023. Mr. Lee spoke.", ["NAIS 2.0 came in Dec. 2023.", "Mr. Lee spoke."]),
        ('"We go," he said. "We win."', ['"We go," he said.', '"We win."']),
    ],
)
def test_english_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    assert split(text, "en") == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("협력을 발표했다. 예산은 500억 원이다!", ["협력을 발표했다.", "예산은 500억 원이다!"]),
        ("2026. 3. 2. 서밋이 열렸다. 성과가 있었다.", ["2026. 3. 2. 서밋이 열렸다.", "성과가 있었다."]),
        ("언제 시작하나요? 2027년부터입니다.", ["언제 시작하나요?", "2027년부터입니다."]),
    ],
)
def test_korean_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    assert split(text, "ko") == sentences


def test_a_line_break_ends_a_sentence_and_empty_lines_are_none() -> None:
    assert split("first line\n\n  second line  ", "en") == ["first line", "second line"]
