"""Shows the record of an answer, asks again what it was asked, and shows what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cli.edge import print_json, printable, settings_here
from bot.cli.show import show_reply
from bot.factory import build_assistant, build_index, build_storage
from bot.models import Audience, Request, Requester
from bot.settings import Settings
from bot.storage.record import KeptPassage, KeptWithheld, Record
from bot.storage.replay import Difference, differences
from ingest.errors import ConfigurationError, UnavailableError

_INDENT = (0, 0, 0, 4)


def show_answer(identifier: str, audience: Audience, *, as_json: bool) -> None:
    """Print the record of an answer; raises ConfigurationError where there is none for this audience."""
    settings = settings_here()
    record = _readable(settings, identifier, audience)
    if as_json:
        print_json(record_values(record))
    else:
        show_record(Console(highlight=False), record)


def replay_answer(identifier: str, audience: Audience, *, as_json: bool) -> None:
    """Ask again what a record was asked, and print what differs."""
    settings = settings_here()
    before = _readable(settings, identifier, audience)
    assistant = build_assistant(settings)
    # Who has their answers forgotten means these words too, whoever asked them again.
    recorder = replace(assistant.recorder, on_behalf=before.requester)
    reply = replace(assistant, recorder=recorder).ask(request_of(before))
    after = assistant.recorder.records.find(reply.id, audience)
    if after is None:
        raise UnavailableError("The new answer could not be recorded, so nothing can be compared; try again.")
    found = differences(before, after)
    if as_json:
        values = [asdict(difference) for difference in found]
        print_json({"id": before.id, "replayed": after.id, "differences": values})
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


def _readable(settings: Settings, identifier: str, audience: Audience) -> Record:
    index = build_index(settings)
    record = build_storage(settings).records.find_readable(
        identifier,
        audience,
        lambda reader: index.read(lambda snapshot: snapshot.documents(reader)),
    )
    if record is None:
        raise ConfigurationError(
            f"There is no record {identifier!r} that you can see; check the id, or name the right --audience."
        )
    return record


def show_record(console: Console, record: Record) -> None:
    """All that is kept of an answer: what was asked and answered, and then how that came about."""
    plain = _printable(record)
    console.print(_facts(_asked(plain)))
    console.print()
    show_reply(console, plain.named("").reply)  # the id stands above
    console.print()
    console.print(_facts(_made(plain)))
    _show_list(console, "Passages", (_passage(*each) for each in enumerate(plain.passages, start=1)))
    _show_list(console, "Withheld", (_withheld(each) for each in plain.withheld))


def show_differences(console: Console, before: Record, after: Record, found: Iterable[Difference]) -> None:
    """What differs between two answers, under what it is about; or that nothing does."""
    console.print(Text(f"{before.id} of {_when(before)}, asked again as {after.id}", style="dim"))
    topic = None
    for each in found:
        if each.topic is not topic:
            topic = each.topic
            console.print(Text(topic.value.capitalize(), style="bold"))
        console.print(Padding(Text(printable(each.text)), _INDENT))
    if topic is None:
        console.print(Text("Nothing that matters differs.", style="green"))


def record_values(record: Record) -> dict[str, Any]:
    """A record as machines get it: all that is kept, but for what UTF-8 cannot write."""
    values: dict[str, Any] = _mapped(record.model_dump(mode="json"), _writable)
    return values


def _printable(record: Record) -> Record:
    """The record without control characters in any of its texts, be they a model's, a document's or typed."""
    return Record.model_validate(_mapped(record.model_dump(mode="json"), printable))


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The same value with each of its texts changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(key): _mapped(item, change) for key, item in value.items()}
    return [_mapped(each, change) for each in value] if isinstance(value, list) else value


def _writable(text: str) -> str:
    return "".join("\ufffd" if "\ud800" <= each <= "\udfff" else each for each in text)


def _asked(record: Record) -> Iterator[tuple[str, str]]:
    yield "Answer", record.id
    yield "Asked", _joined(_when(record), record.surface, record.audience.value)
    yield "Question", record.question
    if record.standalone != record.question:
        yield "Understood as", record.standalone
    for turn in record.turns:
        yield "After", _joined(turn.question, turn.answer)
    if record.documents is not None:
        yield "Only in", ", ".join(record.documents)
    if record.language is not None:
        yield "Framed in", record.language.value


def _made(record: Record) -> Iterator[tuple[str, str]]:
    yield "Index", record.index or "none"
    yield "Model", record.model or "none"
    if record.prompts:
        yield "Prompts", _listed(record.prompts, " version ")
    if record.model:
        yield "Tokens", f"{record.prompt_tokens} read, {record.completion_tokens} written"
        yield "Cost", f"{record.cost:.6g}"
    if record.fallback:
        yield "Own words", f"given because {record.fallback}"
    yield "Confidence", f"{record.reply.confidence:.2f}"
    yield "Milliseconds", _listed(record.timings_ms, " ")
    yield "Settings", _listed(record.settings, " = ")


def _facts(pairs: Iterable[tuple[str, str]]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in pairs:
        table.add_row(Text(name, style="dim"), Text(value))
    return table


def _show_list(console: Console, head: str, lines: Iterable[Text]) -> None:
    for number, line in enumerate(lines):
        if not number:
            console.print(Text(head, style="dim"))
        console.print(Padding(line, _INDENT))


def _passage(number: int, passage: KeptPassage) -> Text:
    where = f"characters {passage.start} to {passage.end}, version {passage.version}"
    return Text.assemble(
        (f"{number}. {passage.score:.3f}  ", "cyan"),
        (passage.document, "bold"),
        "  ",
        (_joined(passage.section, where), "dim"),
    )


def _withheld(sentence: KeptWithheld) -> Text:
    return Text.assemble(
        (sentence.text, "strike"), "  ", (_joined(sentence.reason, sentence.detail), "yellow")
    )


def _when(record: Record) -> str:
    return f"{record.at:%Y-%m-%d %H:%M:%S} UTC"


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _listed(values: Mapping[str, object], between: str) -> str:
    return ", ".join(f"{name}{between}{value}" for name, value in values.items())
