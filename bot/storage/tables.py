"""The schema: every table of the database."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

# Raise it when a table changes, and let `Database` bring an older database up to it.
SCHEMA_VERSION = 1
METADATA = MetaData()


def _text(name: str, *, is_indexed: bool = False) -> Column[str]:
    return Column(name, String, nullable=False, index=is_indexed)


def _number() -> Column[int]:
    """Counts the rows in the order in which they were added."""
    return Column("number", Integer, primary_key=True)


def _at() -> Column[float]:
    """Seconds since 1970."""
    return Column("at", Double, nullable=False, index=True)


# Schema version, secrets and the time of the last sweep.
meta = Table("concord_meta", METADATA, Column("key", String, primary_key=True), _text("value"))

# `requester` is a person's key, `body` the compressed JSON of a `Record`.
records = Table(
    "concord_records",
    METADATA,
    _number(),
    Column("id", String, nullable=False, unique=True),
    _at(),
    _text("requester", is_indexed=True),
    _text("audience"),
    Column("body", LargeBinary, nullable=False),
)

# A channel gets an answer once; the share goes with the record of its answer.
shares = Table(
    "concord_shares",
    METADATA,
    Column("answer", ForeignKey(records.c.id, ondelete="CASCADE"), primary_key=True),
    Column("channel", BigInteger, primary_key=True),
    Column("at", Double, nullable=False),
    Column("stands", Integer, nullable=False),
)

# A person has one remark on an answer, the last.
remarks = Table(
    "concord_remarks",
    METADATA,
    _number(),
    _text("answer"),
    _at(),
    _text("requester", is_indexed=True),
    _text("audience"),
    _text("body"),
    UniqueConstraint("answer", "requester"),
)

# `conversation` is the key of a person in one place, `requester` that of the person anywhere.
turns = Table(
    "concord_turns",
    METADATA,
    _number(),
    _text("conversation", is_indexed=True),
    _at(),
    _text("requester", is_indexed=True),
    _text("audience"),
    _text("body"),
)

# Who was forgotten within the last hour: digests of their keys, as the keys themselves are deleted.
forgotten = Table(
    "concord_forgotten",
    METADATA,
    Column("mark", String, primary_key=True),
    Column("at", Double, nullable=False),
)

guilds = Table(
    "concord_guilds",
    METADATA,
    Column("guild", BigInteger, primary_key=True, autoincrement=False),
    _text("settings"),
)

# What is kept for a limited time and belongs to a person.
PERSONAL = (records, remarks, turns)
