"""The catalogue of one generation: its documents, their stored text and their chunks, in SQLite.

A chunk's `row` counts through its audience's partition from 0 and is the number by which the vectors and the
keyword index know it. The words of a chunk are not stored twice: they are cut from the document's text.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ingest.language.hangul import is_korean
from ingest.models import Audience, Chunk, Document, Metadata, Unit, UnitKind, version_of

FORMAT = "2"  # raise it with the schema: an index of another format is built anew
FILE_NAME = "catalog.sqlite"
_VARIABLES = 500  # SQLite allows more, but not everywhere

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (origin TEXT PRIMARY KEY, checksum TEXT NOT NULL);
CREATE TABLE documents (
    id TEXT PRIMARY KEY, origin TEXT NOT NULL UNIQUE, source TEXT NOT NULL, audience TEXT NOT NULL,
    metadata TEXT NOT NULL, text TEXT NOT NULL, version TEXT NOT NULL,
    says_audience INTEGER NOT NULL);
CREATE TABLE chunks (
    document TEXT NOT NULL, ordinal INTEGER NOT NULL, audience TEXT NOT NULL, row INTEGER,
    section TEXT NOT NULL, page INTEGER, start INTEGER NOT NULL, "end" INTEGER NOT NULL, units TEXT NOT NULL,
    korean INTEGER NOT NULL,
    PRIMARY KEY (document, ordinal));
CREATE UNIQUE INDEX chunk_rows ON chunks (audience, row);
CREATE INDEX document_sources ON documents (source);
"""
_NUMBER_ROWS = """
UPDATE chunks SET row = numbered.row FROM (
    SELECT document AS d, ordinal AS o,
        row_number() OVER (PARTITION BY audience ORDER BY document, ordinal) - 1 AS row FROM chunks
) AS numbered WHERE document = numbered.d AND ordinal = numbered.o
"""


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """A document as `concord documents` lists it; `chunks` counts them."""

    id: str
    origin: str
    metadata: Metadata
    version: str
    chunks: int


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk with its row in its audience's partition and its document's title."""

    row: int
    audience: Audience
    title: str
    chunk: Chunk


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document's own origin, the file or page that holds it, and who may read it.

    `says_audience` is false where its audience was the default when it was read.
    """

    origin: str
    source: str
    audience: Audience
    says_audience: bool


class Catalog:
    """Reads, and while a generation is being built also writes, one generation's catalogue."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @classmethod
    def create(cls, folder: Path) -> Catalog:
        """A new, empty catalogue in `folder`."""
        db = sqlite3.connect(folder / FILE_NAME)
        # Until it is closed nobody reads it, and a killed build is thrown away: no journal is needed.
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.executescript(_SCHEMA)
        return cls(db)

    @classmethod
    def open(cls, folder: Path) -> Catalog:
        """The finished catalogue in `folder`, read-only and usable from any thread."""
        address = f"{(folder / FILE_NAME).resolve().as_uri()}?mode=ro&immutable=1"
        return cls(sqlite3.connect(address, uri=True, check_same_thread=False))

    def close(self) -> None:
        """Commit what was written and close the file."""
        self._db.commit()
        self._db.close()

    # -- writing ------------------------------------------------------------------------------------------

    def set_meta(self, values: dict[str, str]) -> None:
        rows = {**values, "format": FORMAT}.items()
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)

    def keep_from(self, folder: Path, sources: Iterable[str], documents: Iterable[str]) -> None:
        """Copy these sources' entries and these documents with their chunks from another generation."""
        self._db.commit()
        self._db.execute("ATTACH ? AS old", (str(folder / FILE_NAME),))
        self._db.execute("CREATE TEMP TABLE kept (name TEXT PRIMARY KEY)")
        self._copy_rows(sources, {"sources": "origin"})
        self._copy_rows(documents, {"documents": "id", "chunks": "document"})
        # Rows are numbered anew over the whole generation; the unique index must not meet old ones meanwhile.
        self._db.execute("UPDATE chunks SET row = NULL")
        self._db.execute("DROP TABLE kept")
        self._db.commit()
        self._db.execute("DETACH old")

    def _copy_rows(self, names: Iterable[str], key_of_table: dict[str, str]) -> None:
        self._db.execute("DELETE FROM kept")
        self._db.executemany("INSERT INTO kept VALUES (?)", ((name,) for name in names))
        for table, key in key_of_table.items():
            self._db.execute(
                f"INSERT INTO {table} SELECT * FROM old.{table} WHERE {key} IN (SELECT name FROM kept)"
            )

    def add_source(self, origin: str, checksum: str) -> None:
        """Note that the file or page at `origin` was read in the state that `checksum` names."""
        self._db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?)", (origin, checksum))

    def add_document(self, document: Document, source: str, chunks: Sequence[Chunk]) -> None:
        metadata, audience = document.metadata.model_dump_json(), document.metadata.audience.value
        self._db.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (document.id, document.origin, source, audience, metadata, document.text, document.version,
             document.says_audience),
        )  # fmt: skip
        self._db.executemany(
            "INSERT INTO chunks VALUES (?, ?, ?, NULL, ?, ?, ?, ?, ?, ?)",
            (
                (c.document, c.ordinal, audience, json.dumps(c.section), c.page, c.start, c.end,
                 _dump_units(c.units), is_korean(c.text))
                for c in chunks
            ),
        )  # fmt: skip

    def restrict(self, identifier: str) -> None:
        """Make a document staff only, with the version that reading it anew would give it."""
        query = "SELECT metadata, text FROM documents WHERE id = ?"
        stored, text = self._db.execute(query, [identifier]).fetchone()
        staff = Audience.STAFF
        metadata = Metadata.model_validate_json(stored).model_copy(update={"audience": staff})
        self._db.execute(
            "UPDATE documents SET audience = ?, metadata = ?, version = ? WHERE id = ?",
            [staff, metadata.model_dump_json(), version_of(text, metadata), identifier],
        )
        self._db.execute("UPDATE chunks SET audience = ? WHERE document = ?", [staff, identifier])

    def number_rows(self) -> None:
        """Number the chunks of each audience from 0, by document and place."""
        self._db.execute(_NUMBER_ROWS)
        self._db.commit()

    # -- reading ------------------------------------------------------------------------------------------

    def meta(self) -> dict[str, str]:
        """What the generation was built with."""
        return dict(self._db.execute("SELECT key, value FROM meta"))

    def checksums(self) -> dict[str, str]:
        return dict(self._db.execute("SELECT origin, checksum FROM sources"))

    def indexed_documents(self) -> dict[str, IndexedDocument]:
        """Where each document comes from and who may read it, by id."""
        rows = self._db.execute("SELECT id, origin, source, audience, says_audience FROM documents")
        return {row[0]: IndexedDocument(row[1], row[2], Audience(row[3]), bool(row[4])) for row in rows}

    def entries(self, audiences: Sequence[Audience]) -> tuple[CatalogEntry, ...]:
        """The documents that these audiences may see, by id."""
        query = (
            "SELECT d.id, d.origin, d.metadata, d.version, count(c.ordinal) FROM documents d "
            f"LEFT JOIN chunks c ON c.document = d.id WHERE d.audience IN ({_marks(audiences)}) "
            "GROUP BY d.id ORDER BY d.id"
        )
        with closing(self._db.execute(query, [a.value for a in audiences])) as rows:
            return tuple(
                CatalogEntry(r[0], r[1], Metadata.model_validate_json(r[2]), r[3], r[4]) for r in rows
            )

    def document(self, identifier: str, audiences: Sequence[Audience]) -> Document | None:
        """The document with this id, or None where there is none that these audiences may see."""
        query = (
            "SELECT id, origin, metadata, text, version, says_audience FROM documents "
            f"WHERE id = ? AND audience IN ({_marks(audiences)})"
        )
        row = self._db.execute(query, [identifier, *(a.value for a in audiences)]).fetchone()
        if row is None:
            return None
        return Document(row[0], row[1], Metadata.model_validate_json(row[2]), row[3], row[4], bool(row[5]))

    def chunks(self, audience: Audience, rows: Sequence[int]) -> dict[int, StoredChunk]:
        """The chunks at these rows of one audience's partition, by row."""
        chunks: dict[int, StoredChunk] = {}
        for some in _batches(rows):
            where = f"c.audience = ? AND c.row IN ({_marks(some)}) ORDER BY c.row"
            chunks |= {stored.row: stored for stored in self._select(where, [audience.value, *some])}
        return chunks

    def chunks_of(
        self, document: str, ordinals: Sequence[int], audiences: Sequence[Audience]
    ) -> tuple[Chunk, ...]:
        """The chunks with these ordinals of a document, as far as these audiences may see it."""
        where = (
            f"c.document = ? AND c.ordinal IN ({_marks(ordinals)}) AND c.audience IN ({_marks(audiences)}) "
            "ORDER BY c.ordinal"
        )
        stored = self._select(where, [document, *ordinals, *(a.value for a in audiences)])
        return tuple(each.chunk for each in stored)

    def partition(self, audience: Audience) -> Iterator[StoredChunk]:
        return self._select("c.audience = ? ORDER BY c.row", [audience.value])

    def partition_size(self, audience: Audience) -> int:
        query = "SELECT count(*) FROM chunks WHERE audience = ?"
        return int(self._db.execute(query, [audience.value]).fetchone()[0])

    def rows_of(self, audience: Audience, documents: Sequence[str]) -> list[int]:
        """The rows in one audience's partition that belong to these documents."""
        query = f"SELECT row FROM chunks WHERE audience = ? AND document IN ({_marks(documents)})"
        return [row for (row,) in self._db.execute(query, [audience.value, *documents])]

    def languages(self, audience: Audience, rows: Sequence[int]) -> dict[int, tuple[str, bool]]:
        """For these rows in one audience's partition the document, and whether the chunk is in Korean."""
        languages: dict[int, tuple[str, bool]] = {}
        for some in _batches(rows):
            query = f"SELECT row, document, korean FROM chunks WHERE audience = ? AND row IN ({_marks(some)})"
            for row, document, korean in self._db.execute(query, [audience.value, *some]):
                languages[row] = document, bool(korean)
        return languages

    def _select(self, where: str, values: Sequence[object]) -> Iterator[StoredChunk]:
        query = (
            "SELECT c.row, c.audience, c.document, c.ordinal, c.section, c.page, c.start, "
            f'c."end", c.units FROM chunks c WHERE {where}'
        )
        title = text = known = ""
        for row, audience, document, ordinal, section, page, start, end, units in self._db.execute(
            query, list(values)
        ):
            # A long document is read once for all its chunks; cut by SQLite it would be read for each.
            if document != known:
                (title, text), known = self._titled_text(document), document
            path = tuple(json.loads(section))
            words = text[start:end]
            chunk = Chunk(document, ordinal, path, page, start, end, words, _load_units(units))
            yield StoredChunk(row, Audience(audience), title, chunk)

    def _titled_text(self, document: str) -> tuple[str, str]:
        query = "SELECT json_extract(metadata, '$.title'), text FROM documents WHERE id = ?"
        title, text = self._db.execute(query, [document]).fetchone()
        return title, text


def _batches(rows: Sequence[int]) -> Iterator[Sequence[int]]:
    return (rows[at : at + _VARIABLES] for at in range(0, len(rows), _VARIABLES))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _dump_units(units: Sequence[Unit]) -> str:
    return json.dumps([(u.kind.value, u.start, u.end, u.group) for u in units], separators=(",", ":"))


def _load_units(units: str) -> tuple[Unit, ...]:
    return tuple(Unit(UnitKind(kind), start, end, group) for kind, start, end, group in json.loads(units))
