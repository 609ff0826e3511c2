"""What a person who looks at a PDF cannot see is not read, and no word that can be seen is lost by that."""

import pytest

from tests.ingest.parsers.makers import drawn_pdf, only

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


@pytest.mark.parametrize(
    "content",
    [
        _show("secret", "3 Tr"),
        _show("secret", "1 g"),
        _show("secret", "1 1 1 rg"),
        _show("secret", "0.98 0.98 0.99 rg"),
        _show("secret", "0 0 0 0 k"),
        _show("secret", "/Cs1 cs 1 1 1 sc"),
        _show("secret", "/DeviceRGB cs 1 1 1 scn"),
        _show("secret", font="/F 0.5 Tf"),
        _show("secret", font="/F 11 Tf", place="0.01 0 0 0.01 72 700 Tm"),
        "q 0.02 0 0 0.02 0 0 cm " + _show("secret", place="72 700 Td") + "Q ",
        _show("secret", place="72 -900 Td"),
        _show("secret", place="5000 700 Td"),
        "BT /F 11 Tf 3 Tr 72 700 Td [(sec) -20 (ret)] TJ 0 Tr ET ",
        "BT /F 11 Tf 3 Tr 14 TL 72 700 Td (secret) ' ET 0 Tr ",
        "q 1 1 1 rg 60 690 400 24 re f Q " + _show("secret", "1 g"),
        "0 g 60 100 400 24 re f " + _show("secret", "1 g"),
        _LOGO + _show("secret", "1 g", place="72 500 Td"),
        _LOGO + _show("secret", "3 Tr"),
    ],
)
def test_words_that_nobody_can_see_are_not_text(content: str) -> None:
    assert _words(content) == ["shown"]


@pytest.mark.parametrize(
    "content",
    [
        _show("words"),
        _show("words", "0.2 0.2 0.8 rg"),
        _show("words", "0 0 0 1 k"),
        _show("words", "/Cs1 cs 0.4 sc"),
        _show("words", "1 Tr"),
        _show("words", font="/F 6 Tf"),
        _show("words", font="/F 1 Tf", place="11 0 0 11 72 700 Tm"),
        _FIELD + _show("words", "1 g"),
        "q 1 0 0 1 0 100 cm 0 g 60 590 400 24 re f Q " + _show("words", "1 1 1 rg"),
        "0 g 60 690 m 460 690 l 460 714 l 60 714 l f " + _show("words", "1 g"),
        "24 w 60 702 m 460 702 l S " + _show("words", "1 g"),
        "/Sh sh " + _show("words", "1 g"),
        "/Fm Do " + _show("words", "1 g"),
        _LOGO + _show("words", "1 g"),
        "/Cs1 cs 0.3 sc 60 690 400 24 re f " + _show("words", "1 g"),
        "(nonsense) Tr (x) w 1 2 rg (y) g " + _show("words"),
    ],
)
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
