"""PDFs: their blocks by page without what nobody can see, or a refusal with the remedy."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from pypdf import PdfReader, PdfWriter

from ingest.errors import DocumentError
from tests.ingest.parsers.makers import (
    case_lines,
    drawn_pdf,
    locked_pdf,
    only,
    outline,
    pdf,
    refusal_of,
    with_wrong_bytes,
)

_PAGES = [
    [
        "The fund is a regional platform for venture investment and it focuses on",
        "startups in both countries.",
    ],
    ["대한민국과 싱가포르는 인공지능 협력을 강화한다."],
]


def test_each_block_knows_its_page_and_lines_are_joined() -> None:
    assert [(block.page, block.text) for block in only(pdf(_PAGES), ".pdf").blocks] == [
        (1, f"{_PAGES[0][0]} {_PAGES[0][1]}"),
        (2, _PAGES[1][0]),
    ]


def test_title_author_and_date_come_from_the_document_information() -> None:
    assert only(pdf(_PAGES, title="The pact"), ".pdf").declared == {
        "title": "The pact",
        "publisher": "MSIT",
        "date": dt.date(2026, 3, 2),
    }


@pytest.mark.parametrize("title", ["Microsoft Word - pact.docx", "pact_final.hwp", "Untitled"])
def test_a_title_that_a_program_made_up_is_left_out(title: str) -> None:
    assert "title" not in only(pdf(_PAGES, title=title), ".pdf").declared


def test_a_bookmarked_line_is_a_heading() -> None:
    parsed = only(pdf([["1. Aims", "The aims are few."]], outline_titles=["1. Aims"]), ".pdf")
    assert [outline(block) for block in parsed.blocks] == [
        ("heading", 1, "1. Aims"),
        ("paragraph", 0, "The aims are few."),
    ]


def test_a_pdf_that_is_only_closed_to_changes_is_read() -> None:
    assert only(locked_pdf(""), ".pdf").blocks[0].text == "Closed to changes."


def test_a_pdf_with_a_password_is_refused_with_the_remedy() -> None:
    with pytest.raises(DocumentError, match="locked with a password; save it without one"):
        only(locked_pdf("secret"), ".pdf")


def test_a_scanned_pdf_is_refused_with_ocr_as_the_remedy() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    target = io.BytesIO()
    writer.write(target)
    with pytest.raises(DocumentError, match="run OCR"):
        only(target.getvalue(), ".pdf")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_pdf_that_was_cut_off_is_refused(share: float) -> None:
    whole = pdf(_PAGES, title="The pact")
    with pytest.raises(DocumentError, match="PDF is damaged"):
        only(whole[: int(len(whole) * share)], ".pdf")


def test_a_pdf_of_which_only_an_older_state_is_left_whole_is_refused() -> None:
    changed_and_cut_off = pdf(_PAGES) + b"99 0 obj << /Length 90000 >>\nstream\n" + b"x" * 5_000
    with pytest.raises(DocumentError, match="PDF is damaged"):
        only(changed_and_cut_off, ".pdf")


def test_what_is_no_pdf_at_all_is_refused() -> None:
    with pytest.raises(DocumentError, match="PDF is damaged"):
        only(b"hello, I am a text %%EOF", ".pdf")


def test_any_byte_may_be_wrong_and_still_there_is_a_document_or_a_sentence() -> None:
    refusals = {
        refusal_of(damaged, ".pdf") for damaged in with_wrong_bytes(pdf(_PAGES, title="The pact"), 29)
    }
    assert all(";" in refusal for refusal in refusals if refusal)  # the remedy stands behind it
    assert len(refusals) > 1


def test_the_maker_of_these_files_makes_whole_ones() -> None:
    assert len(PdfReader(io.BytesIO(pdf(_PAGES)), strict=True).pages) == 2


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
