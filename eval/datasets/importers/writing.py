"""Writes what was imported: a suite, and beside it the documents for `concord-ingest`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from eval.datasets.case import Case
from eval.datasets.importers.imported import Document
from eval.errors import FixTheSource

DOCUMENTS = "documents.jsonl"


def write_suite(path: Path, cases: Iterable[Case]) -> None:
    """Writes the cases as JSON Lines; raises FixTheSource where another suite is there."""
    _write(path, [each.model_dump_json(exclude_defaults=True) for each in cases])


def write_documents(path: Path, documents: Sequence[Document]) -> None:
    """Writes the documents as JSON Lines; raises FixTheSource where others are there."""
    _write(
        path,
        [
            json.dumps({"_id": each.id, "title": each.title, "text": each.text}, ensure_ascii=False)
            for each in documents
        ],
    )


def _write(path: Path, lines: Sequence[str]) -> None:
    data = ("\n".join(lines) + "\n").encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_bytes() != data:
            raise FixTheSource(f"{path} is there already, and differs; remove it or name another folder.")
        path.write_bytes(data)
    except OSError as problem:
        raise FixTheSource(
            f"{path} cannot be written ({problem.strerror}); name another folder."
        ) from problem
