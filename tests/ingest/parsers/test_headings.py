"""The headings that plain text opens with."""

from __future__ import annotations

import pytest

from ingest.parsers.jsonl import opening_headings


def test_two_short_lines_that_open_the_text_are_headings() -> None:
    text = "Health services\nElective surgery\nSome surgery is available.\n\nMore."
    assert opening_headings(text) == (
        ["Health services", "Elective surgery"],
        "Some surgery is available.\n\nMore.",
    )


def test_a_third_short_line_is_text() -> None:
    assert opening_headings("One\nTwo\nThree\nFour.")[1] == "Three\nFour."


@pytest.mark.parametrize(
    "text",
    [
        "Some surgery is available.\nMore of it.",
        "Among these:\nfirst\nsecond",
        "A paragraph without an end\n\nand another",
        "한국과 싱가포르가 협력한다.\n다음 문장이다.",
        "x" * 151 + "\ntext",
        "Only one line",
        "",
    ],
)
def test_sentences_leads_paragraphs_and_long_lines_are_not_headings(text: str) -> None:
    assert opening_headings(text) == ([], text)
