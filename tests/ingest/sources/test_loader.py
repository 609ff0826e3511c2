"""Ids stay with their documents: none is given to two, none is lost when a file or a line moves."""

from __future__ import annotations

import pytest

from ingest.errors import DocumentError
from ingest.sources.loader import DocumentIds


@pytest.mark.parametrize(
    ("owners", "wanted", "origin", "identifier"),
    [
        ({}, "a.md", "/in/a.md", "a.md"),
        ({"deep/a.md": "/in/deep/a.md"}, "a.md", "/in/deep/a.md", "deep/a.md"),  # it keeps the one it had
    ],
)
def test_a_document_gets_the_id_it_had_else_the_one_it_wants(
    owners: dict[str, str], wanted: str, origin: str, identifier: str
) -> None:
    assert DocumentIds(owners).assign(wanted, origin) == identifier


def test_an_id_that_belongs_to_another_is_refused_with_its_owner() -> None:
    with pytest.raises(DocumentError, match=r"'a\.md' already belongs to /one/a\.md; rename one of the two"):
        DocumentIds({"a.md": "/one/a.md"}).assign("a.md", "/two/a.md")


def test_one_origin_does_not_get_an_id_twice() -> None:
    ids = DocumentIds({})
    ids.assign("x", "/rows.jsonl#x")
    with pytest.raises(DocumentError, match="stands in it twice"):
        ids.assign("x", "/rows.jsonl#x")


def test_the_id_of_a_line_whose_file_is_read_again_may_move() -> None:
    ids = DocumentIds({"x": "/a.jsonl#x"}, movable=frozenset({"x"}))
    assert ids.assign("x", "/b.jsonl#x") == "x"
    with pytest.raises(DocumentError, match=r"already belongs to /b\.jsonl#x"):
        ids.assign("x", "/a.jsonl#x")
