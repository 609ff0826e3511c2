"""What the commands of `concord` do, once their arguments are read."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TextIO

from bot.composition import build_assistant, build_index
from bot.models import Audience, Language, Reply
from bot.terminal.batch import answer_line, asking, hits_of, read_batch, reply_values, to_line
from bot.terminal.edge import settings_here
from ingest.errors import FixTheFile, FixTheSetting

_STANDARD_INPUT = Path("-")
_ENDS = {"", "/quit", "/exit"}
_REMEMBERED_TURNS = 6
Documents = tuple[str, ...] | None


def ask_once(
    question: str, audience: Audience, documents: Documents, language: Language | None, *, as_json: bool
) -> None:
    """Answers one question."""
    reply = build_assistant(settings_here()).ask(
        question, audience=audience, documents=documents, language=language
    )
    _show(reply, as_json=as_json)


def ask_batch(file: Path, audience: Audience, documents: Documents, language: Language | None) -> None:
    """Answers a file of questions, a JSON line each, as they come."""
    ask = asking(build_assistant(settings_here()), audience, documents, language)
    with _lines(file) as lines:
        for asked in read_batch(lines):
            print(to_line(answer_line(asked, ask)), flush=True)


def converse(typed: TextIO, audience: Audience, documents: Documents, language: Language | None) -> None:
    """Answers line after line, each knowing the questions before it."""
    assistant = build_assistant(settings_here())
    turns: tuple[str, ...] = ()
    _decode_input(errors="replace")  # one line in another encoding must not end the conversation
    while (question := _prompt(typed)) not in _ENDS:
        reply = assistant.ask(
            question, audience=audience, documents=documents, language=language, turns=turns
        )
        _show(reply, as_json=False)
        turns = (*turns, question)[-_REMEMBERED_TURNS:]


def search_once(query: str, audience: Audience, documents: Documents, top: int, *, as_json: bool) -> None:
    """Lists the documents nearest to one query."""
    if not query.strip():
        raise FixTheSetting("There is nothing to search for; type a query or give a --file.")
    found = build_assistant(settings_here()).search(query, audience=audience, documents=documents, top=top)
    if as_json:
        print(to_line({"id": "", "hits": hits_of(found)}))
        return
    from rich.console import Console

    from bot.terminal.show import show_passages

    show_passages(Console(), found)


def search_batch(file: Path, audience: Audience, documents: Documents, top: int) -> None:
    """Searches for a file of queries, a JSON line each."""
    assistant = build_assistant(settings_here())
    with _lines(file) as lines:
        for asked in read_batch(lines):
            found = assistant.search(asked.question, audience=audience, documents=documents, top=top)
            print(to_line({"id": asked.id, "hits": hits_of(found)}), flush=True)


def list_documents(audience: Audience, *, as_json: bool) -> None:
    """Lists what the audience may read."""
    entries = build_index(settings_here()).snapshot().documents(audience)
    if as_json:
        for entry in entries:
            about = entry.metadata.model_dump(mode="json")
            print(to_line({"id": entry.id, "version": entry.version, "chunks": entry.chunks, **about}))
        return
    from rich.console import Console

    from bot.terminal.show import show_documents

    show_documents(Console(), entries)


def _show(reply: Reply, *, as_json: bool) -> None:
    if as_json:
        print(to_line(reply_values(reply)))
        return
    from rich.console import Console

    from bot.terminal.show import show_reply

    show_reply(Console(), reply)


def _prompt(typed: TextIO) -> str:
    if typed.isatty():
        import readline  # noqa: F401 - gives the prompt a history and line editing

        try:
            return input("› ").strip()
        except (EOFError, KeyboardInterrupt):
            return ""
    return typed.readline().strip()


@contextmanager
def _lines(file: Path) -> Iterator[TextIO]:
    try:
        with _opened(file) as lines:
            yield lines
    except UnicodeDecodeError as problem:
        raise FixTheFile("The questions are not in UTF-8; save them as UTF-8 and run again.") from problem


def _opened(file: Path) -> AbstractContextManager[TextIO]:
    if file == _STANDARD_INPUT:
        _decode_input(encoding="utf-8-sig")
        return nullcontext(sys.stdin)
    try:
        return file.open(encoding="utf-8-sig")
    except OSError as problem:
        raise FixTheSetting(f"{file} cannot be opened; check the path and its permissions.") from problem


def _decode_input(**how: str) -> None:
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(**how)  # type: ignore[arg-type]
