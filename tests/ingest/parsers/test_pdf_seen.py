"""What a person who looks at a PDF cannot see is not read, and no word that can be seen is lost by that."""

import pytest

from tests.ingest.parsers.makers import case_lines, drawn_pdf, only

# A dark field behind the line that stands at the height of 700 points.
_FIELD = "q 0.1 0.2 0.4 rg 60 690 400 24 re f Q "
_SCAN = "q 612 0 0 792 0 0 cm /Im Do Q "
_LOGO = "q 60 0 0 30 500 700 cm /Im Do Q "


def _show(words: str, before: str = "", font: str = "/F 11 Tf", place: str = "72 700 Td") -> str:
    return f"q BT {font} {before} {place} ({words}) Tj ET Q "


_SHOWN = _show("shown", place="72 600 Td")


def _words(content: str, form: str = "") -> list[str]:
    parsed = only(drawn_pdf(content + _SHOWN, form), ".pdf")
    return " ".join(block.text for block in parsed.blocks).split()


@pytest.mark.parametrize("content", case_lines("unseen.pdf.txt"))
def test_words_that_nobody_can_see_are_not_text(content: str) -> None:
    assert _words(content) == ["shown"]


@pytest.mark.parametrize("content", case_lines("seen.pdf.txt"))
def test_words_that_can_be_seen_stay(content: str) -> None:
    assert _words(content) == ["words", "shown"]


def test_what_text_recognition_put_over_the_picture_of_a_page_stays() -> None:
    recognised = "BT 3 Tr /F 11 Tf 72 700 Td (recognised) Tj ET "
    assert _words(_SCAN + recognised) == ["recognised", "shown"]
    assert _words(recognised + _SCAN) == ["recognised", "shown"]


def test_invisible_words_within_a_form_are_not_text() -> None:
    hidden = "BT /F 11 Tf 3 Tr 72 700 Td (secret) Tj ET"
    seen = "0 g 0 0 612 792 re f 1 g BT /F 11 Tf 72 700 Td (words) Tj ET"
    assert _words("/Fm Do ", hidden) == ["shown"]
    assert _words("/Fm Do ", seen) == ["words", "shown"]
