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


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """A document as `concord documents` lists it."""

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
class Owned:
    """Where a document comes from, its own origin and the file or page that holds it; and who may read it.

    `says_audience` is false where its audience is what the default was when it was read.
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
        # Until it is sealed nobody reads it, and a killed build is thrown away: no journal is needed.
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.executescript(_SCHEMA)
        return cls(db)

    @classmethod
    def open(cls, folder: Path) -> Catalog:
        """The sealed catalogue in `folder`, read-only and usable from any thread."""
        address = f"{(folder / FILE_NAME).resolve().as_uri()}?mode=ro&immutable=1"
        return cls(sqlite3.connect(address, uri=True, check_same_thread=False))

    def close(self) -> None:
        """Gives the file back; what was written is committed."""
        self._db.commit()
        self._db.close()

    # -- writing ------------------------------------------------------------------------------------------

    def set_meta(self, values: dict[str, str]) -> None:
        """Notes what the generation was built with, and in which format."""
        every = {**values, "format": FORMAT}
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", every.items())

    def keep_from(self, folder: Path, sources: Iterable[str], documents: Iterable[str]) -> None:
        """Copies these sources' entries and these documents with their chunks from another generation."""
        self._db.commit()
        self._db.execute("ATTACH ? AS old", (str(folder / FILE_NAME),))
        self._db.execute("CREATE TEMP TABLE kept (name TEXT PRIMARY KEY)")
        self._db.executemany("INSERT INTO kept VALUES (?)", ((name,) for name in sources))
        self._db.execute(
            "INSERT INTO sources SELECT * FROM old.sources WHERE origin IN (SELECT name FROM kept)"
        )
        self._db.execute("DELETE FROM kept")
        self._db.executemany("INSERT INTO kept VALUES (?)", ((name,) for name in documents))
        for table, key in (("documents", "id"), ("chunks", "document")):
            self._db.execute(
                f"INSERT INTO {table} SELECT * FROM old.{table} WHERE {key} IN (SELECT name FROM kept)"
            )
        # Rows are dealt anew over the whole generation; the unique index must not meet old ones meanwhile.
        self._db.execute("UPDATE chunks SET row = NULL")
        self._db.execute("DROP TABLE kept")
        self._db.commit()
        self._db.execute("DETACH old")

    def add_source(self, origin: str, checksum: str) -> None:
        """Notes that the file or page at `origin` was read in the state that `checksum` names."""
        self._db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?)", (origin, checksum))

    def add_document(self, document: Document, source: str, chunks: Sequence[Chunk]) -> None:
        """Adds a document with its chunks."""
        audience = document.metadata.audience.value
        self._db.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.id,
                document.origin,
                source,
                audience,
                document.metadata.model_dump_json(),
                document.text,
                document.version,
                document.says_audience,
            ),
        )
        self._db.executemany(
            "INSERT INTO chunks VALUES (?, ?, ?, NULL, ?, ?, ?, ?, ?, ?)",
            (
                (
                    c.document,
                    c.ordinal,
                    audience,
                    json.dumps(c.section),
                    c.page,
                    c.start,
                    c.end,
                    _packed(c.units),
                    is_korean(c.text),
                )
                for c in chunks
            ),
        )

    def restrict(self, identifier: str) -> None:
        """Makes a document staff only, with the version that reading it anew would give it."""
        query = "SELECT metadata, text FROM documents WHERE id = ?"
        stored, text = self._db.execute(query, [identifier]).fetchone()
        staff = Audience.STAFF
        described = Metadata.model_validate_json(stored).model_copy(update={"audience": staff})
        self._db.execute(
            "UPDATE documents SET audience = ?, metadata = ?, version = ? WHERE id = ?",
            [staff, described.model_dump_json(), version_of(text, described), identifier],
        )
        self._db.execute("UPDATE chunks SET audience = ? WHERE document = ?", [staff, identifier])

    def deal_rows(self) -> None:
        """Numbers the chunks of each audience from 0, by document and place."""
        self._db.execute(
            "UPDATE chunks SET row = dealt.row FROM (SELECT document AS d, ordinal AS o, row_number() "
            "OVER (PARTITION BY audience ORDER BY document, ordinal) - 1 AS row FROM chunks) AS dealt "
            "WHERE document = dealt.d AND ordinal = dealt.o"
        )
        self._db.commit()

    # -- reading ------------------------------------------------------------------------------------------

    def meta(self) -> dict[str, str]:
        """What the generation was built with."""
        return dict(self._db.execute("SELECT key, value FROM meta"))

    def checksums(self) -> dict[str, str]:
        """The checksum of each source, by origin."""
        return dict(self._db.execute("SELECT origin, checksum FROM sources"))

    def owned(self) -> dict[str, Owned]:
        """Where each document comes from and who may read it, by id."""
        rows = self._db.execute("SELECT id, origin, source, audience, says_audience FROM documents")
        return {each[0]: Owned(each[1], each[2], Audience(each[3]), bool(each[4])) for each in rows}

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
        found: dict[int, StoredChunk] = {}
        for at in range(0, len(rows), _VARIABLES):
            some = rows[at : at + _VARIABLES]
            where = f"c.audience = ? AND c.row IN ({_marks(some)}) ORDER BY c.row"
            found |= {each.row: each for each in self._select(where, [audience.value, *some])}
        return found

    def numbered(
        self, document: str, ordinals: Sequence[int], audiences: Sequence[Audience]
    ) -> tuple[Chunk, ...]:
        """The chunks with these ordinals of a document, as far as these audiences may see it."""
        where = (
            f"c.document = ? AND c.ordinal IN ({_marks(ordinals)}) AND c.audience IN ({_marks(audiences)}) "
            "ORDER BY c.ordinal"
        )
        found = self._select(where, [document, *ordinals, *(a.value for a in audiences)])
        return tuple(each.chunk for each in found)

    def partition(self, audience: Audience) -> Iterator[StoredChunk]:
        """Every chunk of one audience, in row order."""
        return self._select("c.audience = ? ORDER BY c.row", [audience.value])

    def partition_size(self, audience: Audience) -> int:
        """How many chunks one audience's partition has."""
        query = "SELECT count(*) FROM chunks WHERE audience = ?"
        return int(self._db.execute(query, [audience.value]).fetchone()[0])

    def rows_of(self, audience: Audience, documents: Sequence[str]) -> list[int]:
        """The rows in one audience's partition that belong to these documents."""
        query = f"SELECT row FROM chunks WHERE audience = ? AND document IN ({_marks(documents)})"
        return [row for (row,) in self._db.execute(query, [audience.value, *documents])]

    def languages(self, audience: Audience, rows: Sequence[int]) -> dict[int, tuple[str, bool]]:
        """For these rows in one audience's partition the document, and whether the chunk is in Korean."""
        found: dict[int, tuple[str, bool]] = {}
        for at in range(0, len(rows), _VARIABLES):
            some = rows[at : at + _VARIABLES]
            query = f"SELECT row, document, korean FROM chunks WHERE audience = ? AND row IN ({_marks(some)})"
            for row, document, korean in self._db.execute(query, [audience.value, *some]):
                found[row] = document, bool(korean)
        return found

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
            chunk = Chunk(document, ordinal, path, page, start, end, words, _unpacked(units))
            yield StoredChunk(row, Audience(audience), title, chunk)

    def _titled_text(self, document: str) -> tuple[str, str]:
        query = "SELECT json_extract(metadata, '$.title'), text FROM documents WHERE id = ?"
        title, text = self._db.execute(query, [document]).fetchone()
        return title, text


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _packed(units: Sequence[Unit]) -> str:
    return json.dumps([(u.kind.value, u.start, u.end, u.group) for u in units], separators=(",", ":"))


def _unpacked(units: str) -> tuple[Unit, ...]:
    return tuple(Unit(UnitKind(kind), start, end, group) for kind, start, end, group in json.loads(units))
