"""A record is shown to those who may still read every document that it holds words of."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bot.models import Audience
from bot.records.readable import readable_record
from tests.bot.records.samples import record, store


def documents(*public: str) -> Any:
    """What is indexed: these for the public, and `line.md` for staff."""
    return lambda audience: [
        SimpleNamespace(id=each) for each in (*public, *(["line.md"] if audience is Audience.STAFF else []))
    ]


def found(folder: Path, identifier: str, audience: Audience, *public: str) -> bool:
    return readable_record(store(folder), identifier, audience, documents(*public)) is not None


def test_it_is_found_while_its_documents_are_the_publics(tmp_path: Path) -> None:
    kept = store(tmp_path).add(record())
    assert found(tmp_path, kept.id, Audience.PUBLIC, "harbour.md", "ferry.md")


def test_one_document_that_was_withdrawn_withholds_it(tmp_path: Path) -> None:
    kept = store(tmp_path).add(record())
    assert not found(tmp_path, kept.id, Audience.PUBLIC, "harbour.md")
    assert found(tmp_path, kept.id, Audience.STAFF, "harbour.md")


def test_what_staff_were_answered_is_not_found_for_others(tmp_path: Path) -> None:
    kept = store(tmp_path).add(record(audience=Audience.STAFF))
    assert not found(tmp_path, kept.id, Audience.PUBLIC, "harbour.md", "ferry.md")
    assert found(tmp_path, kept.id, Audience.STAFF, "harbour.md", "ferry.md")


def test_a_record_that_rests_on_nothing_needs_no_documents(tmp_path: Path) -> None:
    kept = store(tmp_path).add(record(passages=()))
    assert found(tmp_path, kept.id, Audience.PUBLIC)
