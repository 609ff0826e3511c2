"""An index that cannot stay is built anew, and the report says why; a preview says it before."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ingest.errors import IndexNotBuiltError
from ingest.index.catalog import FILE_NAME
from ingest.models import Audience
from ingest.report import Outcome
from tests.ingest.hashing_embedder import HashingEmbedder
from tests.ingest.workshop import Workshop, keyword, listed, outcomes

_FILES = {"harbour.md": "# Harbour\n\nThe harbour pact begins in May.\n", "a.md": "An apple.\n"}


def _current(workshop: Workshop) -> Path:
    generation = workshop.generations.current()
    assert generation is not None
    return workshop.generations.folder(generation)


@pytest.fixture
def filled(workshop: Workshop) -> Workshop:
    workshop.write(_FILES)
    assert workshop.ingest().rebuilt == ""
    assert workshop.ingest().rebuilt == ""
    return workshop


def test_another_model_is_given_as_the_reason(filled: Workshop) -> None:
    other = Workshop(filled.home, HashingEmbedder("another model"))
    for report in (other.preview(), other.ingest()):
        assert report.rebuilt == "The embedding model is another one: everything is built anew."
        assert set(outcomes(report).values()) == {Outcome.UNCHANGED}
    assert other.preview().rebuilt == ""


@pytest.mark.parametrize("name", ["term_hashes.npy", "*.npy"])
def test_damaged_keywords_are_healed(filled: Workshop, name: str) -> None:
    for path in (_current(filled) / "keywords" / Audience.PUBLIC).rglob(name):
        path.write_bytes(b"")
    report = filled.ingest()
    assert report.rebuilt == "Parts of the index are missing or damaged: everything is built anew."
    assert keyword(filled, "harbour")


def test_an_index_of_another_format_is_neither_read_nor_kept(filled: Workshop) -> None:
    with closing(sqlite3.connect(_current(filled) / FILE_NAME)) as catalog:
        catalog.execute("UPDATE meta SET value = '0' WHERE key = 'format'")
        catalog.execute("DROP TABLE sources")
        catalog.commit()
    with pytest.raises(IndexNotBuiltError, match="another version of Concord; run concord-ingest"):
        listed(filled)
    report = filled.ingest()
    assert report.rebuilt.startswith("The index is of another version of Concord")
    assert set(listed(filled)) == set(_FILES)


@pytest.mark.parametrize("content", [b"abc\n", b"\xff\xfe", b"../elsewhere"])
def test_a_damaged_pointer_is_named_with_the_remedy(filled: Workshop, content: bytes) -> None:
    pointer = filled.folder / "current"
    pointer.write_bytes(content)
    for use in (filled.ingest, lambda: listed(filled)):
        with pytest.raises(IndexNotBuiltError, match="current is damaged; remove it and run concord-ingest"):
            use()
    pointer.unlink()
    filled.ingest()
    assert set(listed(filled)) == set(_FILES)


def test_a_preview_lists_the_files_in_order(workshop: Workshop) -> None:
    workshop.write({**_FILES, "b.odd": "x"})
    workshop.ingest()
    workshop.write({"harbour.md": _FILES["harbour.md"], "b.odd": "x", "z.md": "Z.\n"})
    names = [each.name for each in workshop.preview().files]
    assert names == sorted(names) == [each.name for each in workshop.ingest().files]


def test_a_reader_of_a_server_without_an_index_writes_nothing(workshop: Workshop) -> None:
    workshop.chroma_url = "http://127.0.0.1:9"
    with pytest.raises(IndexNotBuiltError, match="no index yet"):
        listed(workshop)
    assert not workshop.folder.exists()
