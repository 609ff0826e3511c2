import datetime as dt

import pytest

from ingest.errors import DocumentError
from ingest.models import Audience, Block, BlockKind, ParsedDocument
from ingest.parsers.metadata import complete_metadata, declare, declare_leniently


def _document(*blocks: Block, **declared: object) -> ParsedDocument:
    return ParsedDocument(blocks, declared)


def _heading(text: str, level: int) -> Block:
    return Block(BlockKind.HEADING, text, level)


def _paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def test_every_key_of_the_metadata_is_taken_in_its_final_type() -> None:
    raw = {
        "title": "Pact",
        "publisher": "MSIT",
        "date": "2026-03-02",
        "language": "en-US",
        "sources": ["https://a.example", "https://b.example"],
        "audience": "Staff",
        "supersedes": "pact-1",
        "translation_of": "pact-ko",
    }
    expected = {
        "title": "Pact",
        "publisher": "MSIT",
        "date": dt.date(2026, 3, 2),
        "language": "en",
        "sources": ("https://a.example", "https://b.example"),
        "audience": Audience.STAFF,
        "supersedes": "pact-1",
        "translation_of": "pact-ko",
    }
    assert declare(raw) == expected
    assert declare(expected) == expected


@pytest.mark.parametrize("order", [("author", "publisher"), ("publisher", "author")])
def test_an_author_stands_in_for_an_absent_publisher_only(order: tuple[str, str]) -> None:
    assert declare({"author": "Kim"}) == {"publisher": "Kim"}
    assert declare({key: key for key in order}) == {"publisher": "publisher"}


def test_an_address_alone_is_a_source() -> None:
    assert declare({"url": "https://a.example"}) == {"sources": ("https://a.example",)}


@pytest.mark.parametrize("key", ["audiance", "audence", "audeince", "audiences", "Audince"])
def test_a_slip_in_the_key_audience_is_refused_with_what_was_meant(key: str) -> None:
    with pytest.raises(DocumentError, match="did you mean `audience`"):
        declare({key: "staff"})


@pytest.mark.parametrize("value", ["stafff", "", None, "internal", ["staff"], True])
def test_an_audience_that_is_neither_is_refused(value: object) -> None:
    with pytest.raises(DocumentError, match="write `public` or `staff`"):
        declare({"audience": value})


def test_unknown_keys_and_empty_values_are_left_out() -> None:
    assert declare({"tags": ["x"], "layout": "post", "update": 1, "title": "", "date": None, 7: 8}) == {}


def test_a_date_that_is_none_is_refused_with_the_form() -> None:
    with pytest.raises(DocumentError, match="YYYY-MM-DD"):
        declare({"date": "March 2026"})


def test_a_language_that_is_no_code_is_refused() -> None:
    with pytest.raises(DocumentError, match="write it as `en` or `ko`"):
        declare({"language": "English"})


def test_a_title_that_is_no_text_is_refused() -> None:
    with pytest.raises(DocumentError, match="plain text"):
        declare({"title": {"a": 1}})


def test_hidden_characters_in_declared_words_go() -> None:
    assert declare({"title": "Pa\u200bct\n two"}) == {"title": "Pact two"}


def test_what_a_program_wrote_is_left_out_where_it_cannot_be_read() -> None:
    assert declare_leniently({"date": "soon", "language": "", "title": "Pact"}) == {"title": "Pact"}


def test_the_declared_title_comes_before_any_heading() -> None:
    assert complete_metadata(_document(_heading("H", 1), title="T"), "file", Audience.PUBLIC).title == "T"


def test_the_only_level_one_heading_is_the_title_wherever_it_stands() -> None:
    document = _document(_paragraph("Press release"), _heading("H", 1), _heading("I", 2))
    assert complete_metadata(document, "file", Audience.PUBLIC).title == "H"


def test_several_level_one_headings_are_chapters_and_the_file_gives_the_title() -> None:
    document = _document(_paragraph("x"), _heading("1 Start", 1), _heading("2 End", 1))
    assert complete_metadata(document, "file", Audience.PUBLIC).title == "file"


def test_a_lower_heading_is_the_title_where_it_opens_the_document() -> None:
    assert (
        complete_metadata(_document(_heading("H", 3), _paragraph("x")), "file", Audience.PUBLIC).title == "H"
    )
    assert (
        complete_metadata(_document(_paragraph("x"), _heading("H", 3)), "file", Audience.PUBLIC).title
        == "file"
    )


def test_the_default_audience_counts_only_where_none_is_declared() -> None:
    assert complete_metadata(_document(), "f", Audience.STAFF).audience is Audience.STAFF
    assert complete_metadata(_document(audience="public"), "f", Audience.STAFF).audience is Audience.PUBLIC


def test_the_language_is_told_by_the_letters_where_none_is_declared() -> None:
    assert (
        complete_metadata(_document(_paragraph("공동 연구는 IITP가 맡는다")), "f", Audience.PUBLIC).language
        == "ko"
    )
    assert (
        complete_metadata(_document(_paragraph("The fund 펀드 starts")), "f", Audience.PUBLIC).language
        == "en"
    )
