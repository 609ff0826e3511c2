"""Ids stay with their documents: none is given to two, none is lost when a file or a line moves."""

from __future__ import annotations

import pytest

from ingest.errors import DocumentError
from ingest.sources.reading import Names


def test_a_new_document_gets_the_id_that_it_wants() -> None:
    assert Names({}).settle("a.md", "/in/a.md") == "a.md"


def test_a_known_document_keeps_its_id_whatever_it_would_be_called_now() -> None:
    assert Names({"deep/a.md": "/in/deep/a.md"}).settle("a.md", "/in/deep/a.md") == "deep/a.md"


def test_an_id_that_belongs_to_another_is_refused_with_its_owner() -> None:
    with pytest.raises(DocumentError, match=r"'a\.md' already belongs to /one/a\.md; rename one of the two"):
        Names({"a.md": "/one/a.md"}).settle("a.md", "/two/a.md")


def test_one_origin_does_not_get_an_id_twice() -> None:
    names = Names({})
    names.settle("x", "/rows.jsonl#x")
    with pytest.raises(DocumentError, match="stands in it twice"):
        names.settle("x", "/rows.jsonl#x")


def test_the_id_of_a_line_whose_file_is_read_again_may_move() -> None:
    names = Names({"x": "/a.jsonl#x"}, movable=frozenset({"x"}))
    assert names.settle("x", "/b.jsonl#x") == "x"
    with pytest.raises(DocumentError, match=r"already belongs to /b\.jsonl#x"):
        names.settle("x", "/a.jsonl#x")
