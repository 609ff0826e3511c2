"""What the commands of `concord` do, once their arguments are read."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, TextIO

from bot.cli.batch import (
    Asked,
    answer_values,
    asking,
    hits_of,
    read_batch,
    reply_values,
    result_of,
    to_line,
)
from bot.cli.edge import asker_here, settings_here
from bot.factory import build_assistant, build_conversation_store, build_index
from bot.models import Audience, Language, Request
from bot.text.language import written_in
from ingest.errors import ConfigurationError, DocumentError

_STANDARD_INPUT = Path("-")
Documents = tuple[str, ...] | None


def ask_once(
    question: str, audience: Audience, documents: Documents, language: Language | None, *, as_json: bool
) -> None:
    """Answers one question."""
    settings = settings_here()
    requester = asker_here(settings.index.folder)
    request = Request(question, audience, documents, language, requester=requester)
    assistant = build_assistant(settings)
    if as_json:
        print(to_line(reply_values(assistant.ask(request))))
        return
    from rich.console import Console

    from bot.cli.show import Streaming, show_reply

    console = Console()
    shown = Streaming(console, language or written_in(question))
    show_reply(console, assistant.ask(request, shown), already=shown.shown)


def ask_batch(file: Path, audience: Audience, documents: Documents, language: Language | None) -> None:
    """Answers a file of questions, a JSON line each, as they come."""
    ask = asking(build_assistant(settings_here()), audience, documents, language)
    _each_line(file, lambda asked: answer_values(asked, ask))


def converse(typed: TextIO, audience: Audience, documents: Documents, language: Language | None) -> None:
    """Answers line after line, each knowing what was said before, in this run and in earlier ones."""
    from rich.console import Console

    from bot.cli.chat import Chat

    settings = settings_here()
    assistant = build_assistant(settings)
    assistant.index.snapshot()  # what is missing is said before the first question is typed
    with build_conversation_store(settings) as histories:
        Chat(
            assistant,
            histories,
            assistant.recorder.forget,
            Request("", audience, documents, language),
            asker_here(settings.index.folder),
            Console(highlight=False),
        ).run(typed)


def search_once(query: str, audience: Audience, documents: Documents, top: int, *, as_json: bool) -> None:
    """Lists the documents nearest to one query."""
    if not query.strip():
        raise ConfigurationError("There is nothing to search for; type a query or give a --file.")
    found = build_assistant(settings_here()).search(Request(query, audience, documents), top=top)
    if as_json:
        print(to_line({"id": "", "hits": hits_of(found)}))
        return
    from rich.console import Console

    from bot.cli.show import show_passages

    show_passages(Console(), found)


def search_batch(file: Path, audience: Audience, documents: Documents, top: int) -> None:
    """Searches for a file of queries, a JSON line each."""
    assistant = build_assistant(settings_here())

    def search(asked: Asked) -> dict[str, Any]:
        found = assistant.search(Request(asked.question, audience, documents), top=top)
        return {"hits": hits_of(found)}

    _each_line(file, search)


def list_documents(audience: Audience, *, as_json: bool) -> None:
    """Lists what the audience may read."""
    entries = build_index(settings_here()).read(lambda snapshot: snapshot.documents(audience))
    if as_json:
        for entry in entries:
            about = entry.metadata.model_dump(mode="json")
            print(to_line({"id": entry.id, "version": entry.version, "chunks": entry.chunks, **about}))
        return
    from rich.console import Console

    from bot.cli.show import show_documents

    show_documents(Console(), entries)


def _each_line(file: Path, work: Callable[[Asked], dict[str, Any]]) -> None:
    """Prints a result for each line of a batch; raises DocumentError at the end where some had none."""
    count = failed = 0
    with _lines(file) as lines:
        for line in read_batch(lines):
            values, is_done = result_of(line, work)
            print(to_line(values), flush=True)
            count, failed = count + 1, failed + (not is_done)
    if failed:
        raise DocumentError(
            f"{failed} of {count} lines could not be answered; see to what their errors say and run again."
        )


@contextmanager
def _lines(file: Path) -> Iterator[TextIO]:
    try:
        with _opened(file) as lines:
            yield lines
    except UnicodeDecodeError as problem:
        raise DocumentError("The questions are not in UTF-8; save them as UTF-8 and run again.") from problem


def _opened(file: Path) -> AbstractContextManager[TextIO]:
    if file == _STANDARD_INPUT:
        _decode_input(encoding="utf-8-sig")
        return nullcontext(sys.stdin)
    try:
        return file.open(encoding="utf-8-sig")
    except OSError as problem:
        raise ConfigurationError(f"{file} cannot be opened; check the path and its permissions.") from problem


def _decode_input(**how: str) -> None:
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(**how)  # type: ignore[arg-type]
