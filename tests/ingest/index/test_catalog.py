"""The catalogue gives back every chunk to the letter, and reads a long document once for all of them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from ingest.index.catalog import FILE_NAME, Catalog
from ingest.models import Audience, Chunk, Document, Metadata, Unit, UnitKind

_TEXT = "".join(f"문장 {n}은 여기에 있다. " for n in range(200))
_SIZE = 10


def _chunk(ordinal: int) -> Chunk:
    start, end = ordinal * _SIZE, (ordinal + 1) * _SIZE
    units = (Unit(UnitKind.SENTENCE, start, end), Unit(UnitKind.ITEM, start, end, 2))
    return Chunk("long.md", ordinal, ("머리", "Part"), 3, start, end, _TEXT[start:end], units)


def _filled(folder: Path, audience: Audience = Audience.PUBLIC) -> list[Chunk]:
    chunks = [_chunk(ordinal) for ordinal in range(len(_TEXT) // _SIZE)]
    catalog = Catalog.create(folder)
    about = Metadata(title="긴 글", audience=audience)
    catalog.add_document(Document("long.md", "/long.md", about, _TEXT, "0" * 8), "/long.md", chunks)
    catalog.number_rows()
    catalog.close()
    return chunks


def test_chunks_come_back_as_they_were_stored_and_in_row_order(tmp_path: Path) -> None:
    chunks = _filled(tmp_path)
    stored = list(Catalog.open(tmp_path).partition(Audience.PUBLIC))
    assert [each.chunk for each in stored] == chunks
    assert [each.row for each in stored] == list(range(len(chunks)))
    assert {each.title for each in stored} == {"긴 글"}


def test_more_rows_than_one_statement_takes_are_all_found(tmp_path: Path) -> None:
    catalog = Catalog.create(tmp_path)
    number = 1200
    for n in range(number):
        document = Document(f"d{n}", f"/d{n}", Metadata(title="T"), "text", "0" * 8)
        catalog.add_document(document, f"/d{n}", [Chunk(f"d{n}", 0, (), None, 0, 4, "text", ())])
    catalog.number_rows()
    assert set(catalog.chunks(Audience.PUBLIC, range(number))) == set(range(number))
    catalog.close()


def test_a_long_document_is_read_once_for_all_its_chunks(tmp_path: Path) -> None:
    chunks = _filled(tmp_path)
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    catalog = Catalog(connection)
    assert len(list(catalog.partition(Audience.PUBLIC))) == len(chunks)
    assert len(catalog.chunks(Audience.PUBLIC, range(100))) == 100
    assert len([each for each in statements if " text " in each]) == 2
    catalog.close()


@pytest.mark.parametrize("name", ["what?", "no#1", "50%41", "a b", "문서"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    chunks = _filled(folder)
    catalog = Catalog.open(folder)
    assert catalog.partition_size(Audience.PUBLIC) == len(chunks)
    catalog.close()


def test_neighbours_are_given_only_to_those_who_may_read_the_document(tmp_path: Path) -> None:
    chunks = _filled(tmp_path, Audience.STAFF)
    catalog = Catalog.open(tmp_path)
    assert catalog.chunks_of("long.md", (0, 2), Audience.STAFF.readable) == (chunks[0], chunks[2])
    assert catalog.chunks_of("long.md", (0, 2), Audience.PUBLIC.readable) == ()
    catalog.close()


def test_korean_chunks_are_told_from_the_others(tmp_path: Path) -> None:
    text = "The fund starts. 펀드는 하반기에 시작한다."
    cut = text.index("펀")
    chunks = [
        Chunk("both.md", n, (), None, start, end, text[start:end], (Unit(UnitKind.SENTENCE, start, end),))
        for n, (start, end) in enumerate(((0, cut - 1), (cut, len(text))))
    ]
    catalog = Catalog.create(tmp_path)
    catalog.add_document(
        Document("both.md", "/both.md", Metadata(title="Both"), text, "0"), "/both.md", chunks
    )
    catalog.number_rows()
    catalog.close()
    told = Catalog.open(tmp_path).languages(Audience.PUBLIC, [0, 1, 2])
    assert told == {0: ("both.md", False), 1: ("both.md", True)}
    assert Catalog.open(tmp_path).languages(Audience.STAFF, [0, 1]) == {}
