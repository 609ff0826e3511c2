"""Records of answers: added under short ids, found and listed for those who may see them."""

from __future__ import annotations

import datetime as dt
import logging
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlalchemy import Connection, Row, Select, select

from bot.models import Audience, Requester
from bot.storage.database import Database
from bot.storage.record import Record, from_json, to_json
from bot.storage.requesters import is_forgotten
from bot.storage.retention import PersonalStore, Retention
from bot.storage.tables import records
from ingest.errors import ConcordError, DocumentError, UnavailableError
from ingest.index.catalog import CatalogEntry

log = logging.getLogger(__name__)

_PAGE = 200  # records in memory, while all are looked through
_ATTEMPTS = 10  # at an id that is free; the second is hardly ever needed
# Crockford's base 32 (https://www.crockford.com/base32.html), without the letters I, L, O and U.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LOOK_ALIKES = str.maketrans("oil", "011")
_BITS = 5  # of each character
_BYTES = 5  # 40 bits: among a hundred thousand records a new id is taken once in ten million times
_LENGTH = 8


class Records(PersonalStore):
    """The records of answers."""

    def __init__(self, database: Database, retention: Retention, randomness: Callable[[int], bytes]) -> None:
        super().__init__(database, retention)
        self._randomness = randomness

    def is_of(self, record: Record, requester: Requester) -> bool:
        """Whether this person asked what is in the record."""
        keys = self._database.read(lambda connection: self._keys(connection, requester))
        return record.requester in (keys or ())

    def add(self, record: Record, *, asked_at: dt.datetime | None = None) -> Record:
        """The record as it is kept: under a new id, which its reply carries too.

        Where none are kept, or the requester was forgotten since `asked_at`, it comes back as it is.
        """
        return self._retention.add(lambda connection: self._add(connection, record, asked_at)) or record

    def find(self, identifier: str, audience: Audience) -> Record | None:
        """The record that was meant by `identifier`, or None where there is none that `audience` may see.

        What was answered to staff is for staff. Raises DocumentError where the record itself is damaged, and
        ConfigurationError where a later release wrote it.
        """
        meant = as_id(identifier)
        if meant is None:
            return None
        query = self._seen_by(audience).where(records.c.id == meant)
        row = self._database.read(lambda connection: connection.execute(query).first())
        return _unpacked(row.body) if row else None

    def find_readable(
        self, identifier: str, audience: Audience, documents: Callable[[Audience], Iterable[CatalogEntry]]
    ) -> Record | None:
        """The record that was meant, where `audience` may still read every document that it holds words of.

        `documents` are those of an audience now. Staff, who may read all, see the record all the same.
        """
        record = self.find(identifier, audience)
        if record is None or audience is Audience.STAFF or not record.passages:
            return record
        readable = {entry.id for entry in documents(audience)}
        return record if {passage.document for passage in record.passages} <= readable else None

    def all(self, audience: Audience) -> Iterator[Record]:
        """All records that `audience` may see, the oldest first; one that cannot be read is left out."""
        rows = self._page_after(0, audience)
        while rows:
            for row in rows:
                try:
                    yield _unpacked(row.body)
                except ConcordError as problem:
                    log.warning("a record is left out: %s", problem)
            rows = self._page_after(rows[-1].number, audience)

    def _page_after(self, number: int, audience: Audience) -> Sequence[Row[tuple[int, bytes]]] | None:
        query = self._seen_by(audience).where(records.c.number > number)
        page = query.order_by(records.c.number).limit(_PAGE)
        return self._database.read(lambda connection: connection.execute(page).all())

    def _seen_by(self, audience: Audience) -> Select[tuple[int, bytes]]:
        return select(records.c.number, records.c.body).where(
            records.c.at > self._retention.oldest, records.c.audience.in_(audience.readable)
        )

    def _add(self, connection: Connection, record: Record, asked_at: dt.datetime | None) -> Record:
        if is_forgotten(connection, record.requester, asked_at):
            return record
        named = record.named(self._free_id(connection))
        row = {
            "id": named.id,
            "at": named.at.timestamp(),
            "requester": named.requester,
            "audience": named.audience.value,
            "body": zlib.compress(to_json(named).encode("ascii")),
        }
        connection.execute(records.insert(), row)
        return named

    def _free_id(self, connection: Connection) -> str:
        for _ in range(_ATTEMPTS):
            identifier = new_id(self._randomness)
            if connection.execute(select(records.c.id).where(records.c.id == identifier)).first() is None:
                return identifier
        raise UnavailableError("No free id was found for a record; try again.")


def new_id(randomness: Callable[[int], bytes]) -> str:
    """An id that a person can read out and type, out of five bytes from `randomness`."""
    number = int.from_bytes(randomness(_BYTES), "big")
    return "".join(ALPHABET[number >> _BITS * place & 31] for place in reversed(range(_LENGTH)))


def as_id(typed: str) -> str | None:
    """The id that was meant by what was typed or pasted, or None where that can be none.

    Capitals, full-width letters, spaces, hyphens and other signs make no difference.
    """
    letters = unicodedata.normalize("NFKC", typed).lower()
    tidy = "".join(sign for sign in letters if sign.isalnum()).translate(_LOOK_ALIKES)
    return tidy if len(tidy) == _LENGTH and set(tidy) <= set(ALPHABET) else None


def _unpacked(body: bytes) -> Record:
    try:
        return from_json(zlib.decompress(body))
    except zlib.error as damaged:
        raise DocumentError("This record is damaged and cannot be read; ask the question again.") from damaged
