"""What documents declare is checked, and filled in where they say nothing; a slip never makes one public."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ingest.errors import DocumentError, PossiblyStaffDocumentError
from ingest.models import Audience, Block, BlockKind, Metadata, ParsedDocument
from ingest.parsers.frontmatter import split
from ingest.parsers.metadata import complete_metadata, declare, declare_leniently

_PARAGRAPH = Block(BlockKind.PARAGRAPH, "x")


def _complete(*blocks: Block, default: Audience = Audience.PUBLIC, **declared: Any) -> Metadata:
    return complete_metadata(ParsedDocument(blocks, declared), "file", default)


def _heading(text: str, level: int) -> Block:
    return Block(BlockKind.HEADING, text, level)


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
    expected = raw | {
        "date": dt.date(2026, 3, 2),
        "language": "en",
        "sources": ("https://a.example", "https://b.example"),
        "audience": Audience.STAFF,
    }
    assert declare(raw) == expected
    assert declare(expected) == expected


@pytest.mark.parametrize(
    ("raw", "declared"),
    [
        ({"author": "Kim"}, {"publisher": "Kim"}),
        ({"author": "author", "publisher": "publisher"}, {"publisher": "publisher"}),
        ({"publisher": "publisher", "author": "author"}, {"publisher": "publisher"}),
        ({"url": "https://a.example"}, {"sources": ("https://a.example",)}),
        ({"tags": ["x"], "layout": "post", "update": 1, "title": "", "date": None, 7: 8}, {}),
        ({"title": "Pa\u200bct\n two"}, {"title": "Pact two"}),
    ],
)
def test_aliases_stand_in_and_unknown_and_empty_keys_are_left_out(
    raw: dict[object, object], declared: dict[str, object]
) -> None:
    assert declare(raw) == declared


@pytest.mark.parametrize("key", ["audiance", "audence", "audeince", "audiences", "Audince"])
def test_a_slip_in_the_key_audience_is_refused_with_what_was_meant(key: str) -> None:
    with pytest.raises(PossiblyStaffDocumentError, match="did you mean `audience`"):
        declare({key: "staff"})


@pytest.mark.parametrize("value", ["stafff", "", None, "internal", ["staff"], True])
def test_an_audience_that_is_neither_is_refused(value: object) -> None:
    with pytest.raises(PossiblyStaffDocumentError, match="write `public` or `staff`"):
        declare({"audience": value})


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ({"date": "March 2026"}, "YYYY-MM-DD"),
        ({"language": "English"}, "write it as `en` or `ko`"),
        ({"title": {"a": 1}}, "plain text"),
        ({"sources": [1]}, "list of addresses"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_the_form(raw: dict[str, object], reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        declare(raw)


def test_what_a_program_wrote_is_left_out_where_it_cannot_be_read() -> None:
    assert declare_leniently({"date": "soon", "language": "", "title": "Pact"}) == {"title": "Pact"}


@pytest.mark.parametrize(
    ("blocks", "declared", "title"),
    [
        ([_heading("H", 1)], {"title": "T"}, "T"),
        ([_PARAGRAPH, _heading("H", 1), _heading("I", 2)], {}, "H"),
        ([_PARAGRAPH, _heading("1 Start", 1), _heading("2 End", 1)], {}, "file"),  # they are chapters
        ([_heading("H", 3), _PARAGRAPH], {}, "H"),
        ([_PARAGRAPH, _heading("H", 3)], {}, "file"),
    ],
)
def test_the_title_is_declared_else_the_only_top_heading_else_the_one_that_opens_the_document(
    blocks: list[Block], declared: dict[str, Any], title: str
) -> None:
    assert _complete(*blocks, **declared).title == title


def test_the_default_audience_counts_only_where_none_is_declared() -> None:
    assert _complete(default=Audience.STAFF).audience is Audience.STAFF
    assert _complete(default=Audience.STAFF, audience="public").audience is Audience.PUBLIC


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("공동 연구는 IITP가 맡는다", "ko"),
        ("The fund 펀드 starts", "en"),
        ("가나다 abcdefg", "ko"),  # 3 letters of 10
        ("가나 abcdefgh", "en"),  # 2 of 10
        ("2026. 3. 2. 가 ab 123456789", "ko"),  # 1 of 3: digits and marks do not count
        ("123", "en"),
    ],
)
def test_the_language_is_told_by_the_letters_where_none_is_declared(text: str, language: str) -> None:
    assert _complete(Block(BlockKind.PARAGRAPH, text)).language == language


def test_front_matter_is_parted_from_the_text() -> None:
    declared, body = split("---\ntitle: Pact\ndate: 2026-03-02\n---\n# Pact\n")
    assert declared == {"title": "Pact", "date": dt.date(2026, 3, 2)}
    assert body.strip() == "# Pact"


@pytest.mark.parametrize(
    "text",
    [
        "# Pact\n\n---\n\nMore\n",
        "---\n\nSome text.\n",  # a rule
        "Audience: everybody who was at the summit.\n",
    ],
)
def test_a_text_without_front_matter_is_left_as_it_is(text: str) -> None:
    assert split(text) == ({}, text)


def test_a_bomb_of_aliases_does_no_harm() -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12))
    assert split(f"---\nl0: &l0 x\n{levels}\ntitle: T\n---\nx")[0] == {"title": "T"}
