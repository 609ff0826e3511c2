"""Takes over the files in which releases before the common database kept their rows.

Each file is read once, within one transaction, and deleted afterwards: what is forgotten later must not lie
on in it. A file that cannot be read stays, and is named in the log.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from bot.storage.tables import guilds, meta, records, remarks, shares, turns

log = logging.getLogger(__name__)

_SECRET_FILE = "askers.secret"  # of the conversations
Row = dict[str, Any]
Tables = list[tuple[Table, list[Row]]]


def files_in(folder: Path) -> list[Path]:
    """The files of earlier releases in `folder`."""
    return [path for name in _READERS if (path := folder / name).is_file()]


def take_over(connection: Connection, folder: Path) -> None:
    """Copy the rows of the files into the tables; a file that was copied before is passed over."""
    for path in files_in(folder):
        done = f"imported {path.name}"
        if connection.scalar(select(meta.c.value).where(meta.c.key == done)) is not None:
            continue
        try:
            tables = _READERS[path.name](path)
        except (sqlite3.Error, OSError, ValueError, TypeError, KeyError) as problem:
            log.warning("%s cannot be read and is left out; move it away (%s)", path, type(problem).__name__)
            continue
        for table, rows in tables:
            if rows:
                connection.execute(table.insert(), rows)
        connection.execute(meta.insert(), {"key": done, "value": "1"})


def remove(connection: Connection, folder: Path) -> None:
    """Delete the files that were copied."""
    for path in files_in(folder):
        if connection.scalar(select(meta.c.value).where(meta.c.key == f"imported {path.name}")) is None:
            continue
        beside = [path.with_name(path.name + ending) for ending in ("", "-wal", "-shm")]
        if path.name == "conversations.sqlite":
            beside.append(path.with_name(_SECRET_FILE))
        try:
            for file in beside:
                file.unlink(missing_ok=True)
        except OSError as problem:
            log.warning("%s was taken over and cannot be deleted; delete it (%s)", path, problem.strerror)


def _answers(path: Path) -> Tables:
    kept = _rows(path, "SELECT id, at, asker AS requester, audience, body FROM records ORDER BY number")
    ids = {row["id"] for row in kept}
    has_shares = _rows(path, "SELECT 1 AS is_there FROM sqlite_master WHERE name = 'shares'")
    shared = _rows(path, "SELECT answer, channel, at, stands FROM shares") if has_shares else []
    return [
        (meta, _secret_in(path)),
        (records, kept),
        (shares, [share for share in shared if share["answer"] in ids]),
    ]


def _feedback(path: Path) -> Tables:
    kept = _rows(path, "SELECT answer, at, asker AS requester, audience, body FROM remarks ORDER BY number")
    return [(meta, _secret_in(path)), (remarks, kept)]


def _conversations(path: Path) -> Tables:
    """LlamaIndex's chat store: two messages a turn, which share an id."""
    messages = [
        {**json.loads(row["data"]), "conversation": row["key"]}
        for row in _rows(path, "SELECT key, data FROM concord_messages ORDER BY id")
    ]
    answers = {_turn(message): message for message in messages if message["role"] == "assistant"}
    kept = [
        _row_of_turn(message, answers[_turn(message)])
        for message in messages
        if message["role"] == "user" and _turn(message) in answers
    ]
    file = path.with_name(_SECRET_FILE)
    secret = [_secret_row(path, file.read_text(encoding="ascii").strip())] if file.is_file() else []
    return [(meta, secret), (turns, kept)]


def _turn(message: Row) -> str:
    return str(message["additional_kwargs"]["turn"])


def _row_of_turn(question: Row, answer: Row) -> Row:
    about = question["additional_kwargs"]
    texts = ["".join(block["text"] for block in message["blocks"]) for message in (question, answer)]
    return {
        "conversation": question["conversation"],
        "at": about["at_s"],
        "requester": about.get("person", ""),
        "audience": about["audience"],
        "body": json.dumps([*texts, about.get("documents", [])]),
    }


def _guilds(path: Path) -> Tables:
    return [(guilds, _rows(path, "SELECT guild, settings FROM servers"))]


def _secret_in(path: Path) -> list[Row]:
    (row,) = _rows(path, "SELECT value FROM meta WHERE key = 'secret'")
    return [_secret_row(path, bytes(row["value"]).hex())]


def _secret_row(path: Path, secret: str) -> Row:
    """The secret with which the keys in this file were made."""
    return {"key": f"secret {path.stem}", "value": bytes.fromhex(secret).hex()}


def _rows(path: Path, query: str) -> list[Row]:
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(query)]


_READERS: Mapping[str, Callable[[Path], Tables]] = {
    "answers.sqlite": _answers,
    "feedback.sqlite": _feedback,
    "conversations.sqlite": _conversations,
    "discord.sqlite": _guilds,
}
