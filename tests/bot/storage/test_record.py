"""A record says all that it was told, also after a journey through JSON and through releases."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.models import Turn
from bot.storage.record import FORMAT, Record, from_json, to_json
from ingest.errors import ConfigurationError, DocumentError
from tests.bot.storage.samples import answer, record, refusal

OLD = Path(__file__).with_name("format_1.json")


@pytest.mark.parametrize("reply", [answer(), refusal()])
def test_a_record_comes_back_from_json_as_it_was(reply: object) -> None:
    kept = record(reply=reply, documents=("harbour.md",), language="ko", fallback="timeout")
    assert from_json(to_json(kept)) == kept


def test_a_lone_surrogate_and_korean_survive() -> None:
    kept = record(question="기금은\udc80?", turns=(Turn("\ud800", ""),))
    assert from_json(to_json(kept).encode()) == kept


def test_its_time_is_in_utc_whatever_the_zone() -> None:
    seoul = dt.timezone(dt.timedelta(hours=9))
    kept = record(at=dt.datetime(2026, 3, 1, 21, 0, tzinfo=seoul))
    assert kept.at.isoformat() == "2026-03-01T12:00:00+00:00"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValidationError):
        record(at=dt.datetime(2026, 3, 1))


def test_naming_a_record_names_its_reply_and_nothing_else() -> None:
    named = record().named("0a1b2c3d")
    assert (named.id, named.reply.id) == ("0a1b2c3d", "0a1b2c3d")
    assert named.named("") == record()


def test_what_the_first_release_wrote_is_read_for_ever() -> None:
    # This file is never to be written anew: it stands for what lies on people's disks.
    old = from_json(OLD.read_text(encoding="utf-8"))
    assert old == record().named("0a1b2c3d")


def test_what_a_later_release_wrote_is_named_as_that() -> None:
    values = json.loads(to_json(record())) | {"format": FORMAT + 1, "mood": "good"}
    with pytest.raises(ConfigurationError, match="later release"):
        from_json(json.dumps(values))


@pytest.mark.parametrize("text", ["", "{", "[]", "7", "{}", '{"format": "x"}', "[" * 100_000])
def test_what_is_no_record_is_named_as_damaged(text: str) -> None:
    with pytest.raises(DocumentError, match="damaged"):
        from_json(text)


def test_a_record_without_what_is_optional_is_read() -> None:
    values = json.loads(to_json(record()))
    needed = ("at", "surface", "audience", "question", "standalone", "reply")
    assert isinstance(from_json(json.dumps({key: values[key] for key in needed})), Record)
