"""Finds the record of an answer for somebody who may still read all that the answer rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.models import Audience
from bot.records.record import Record
from bot.records.store import Records
from ingest.index.catalog import CatalogEntry


def readable_record(
    records: Records,
    identifier: str,
    audience: Audience,
    documents: Callable[[Audience], Iterable[CatalogEntry]],
) -> Record | None:
    """The record that was meant, or None where there is none that `audience` may see, or none any more.

    A document that it holds words of may have become staff's, or have been withheld because it might be;
    `documents` are those of an audience now. Those who may read all there is see the record all the same.
    Raises ConcordError as `Records.find` and `documents` do.
    """
    record = records.find(identifier, audience)
    widest = max(Audience, key=lambda each: len(each.readable))
    if record is None or audience is widest or not record.passages:
        return record
    own = {entry.id for entry in documents(audience)}
    return record if {passage.document for passage in record.passages} <= own else None
