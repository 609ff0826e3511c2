"""Shows the record of an answer, and asks again what it was asked."""

from __future__ import annotations

from dataclasses import asdict, replace

from rich.console import Console

from bot.cli.batch import to_line
from bot.cli.edge import settings_here
from bot.cli.show_record import record_values, show_differences, show_record
from bot.factory import build_assistant, build_index, build_records
from bot.models import Audience, Request, Requester
from bot.records.readable import readable_record
from bot.records.record import Record
from bot.records.replay import differences
from bot.settings import Settings
from ingest.errors import ConfigurationError, UnavailableError


def show_answer(identifier: str, audience: Audience, *, as_json: bool) -> None:
    """Prints the record of an answer; raises ConfigurationError where there is none for this audience."""
    settings = settings_here()
    record = _found(settings, identifier, audience)
    if as_json:
        print(to_line(record_values(record)))
    else:
        show_record(Console(highlight=False), record)


def replay_answer(identifier: str, audience: Audience, *, as_json: bool) -> None:
    """Asks again what a record was asked, and prints what differs."""
    settings = settings_here()
    before = _found(settings, identifier, audience)
    assistant = build_assistant(settings)
    # Who has their answers forgotten means these words too, whoever asked them again.
    keeper = replace(assistant.recorder, on_behalf=before.requester)
    reply = replace(assistant, recorder=keeper).ask(request_of(before))
    after = build_records(settings).find(reply.id, audience)
    if after is None:
        raise UnavailableError("The new answer could not be recorded, so nothing can be compared; try again.")
    found = differences(before, after)
    if as_json:
        values = [asdict(each) for each in found]
        print(to_line({"id": before.id, "replayed": after.id, "differences": values}))
    else:
        show_differences(Console(highlight=False), before, after, found)


def request_of(record: Record) -> Request:
    """What was asked for when the record was made, from the surface `replay`."""
    return Request(
        record.question,
        record.audience,
        record.documents,
        record.language,
        record.turns,
        Requester("replay", "", ""),
    )


def _found(settings: Settings, identifier: str, audience: Audience) -> Record:
    index = build_index(settings)
    record = readable_record(
        build_records(settings),
        identifier,
        audience,
        lambda reader: index.read(lambda snapshot: snapshot.documents(reader)),
    )
    if record is None:
        raise ConfigurationError(
            f"There is no record {identifier!r} that you can see; check the id, or name the right --audience."
        )
    return record
