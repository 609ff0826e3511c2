"""A conversation in the terminal: lines in, answers out as they are verified, and what was said is kept."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass, replace
from typing import TextIO

from rich.console import Console
from rich.text import Text

from bot.assistant import Assistant
from bot.chat_session import ChatSession
from bot.cli.edge import printable, requester_here, settings_here
from bot.cli.show import Streaming, show_brief, show_sources
from bot.factory import build_assistant, build_storage
from bot.models import Reply, Request, Requester
from bot.storage.storage import Storage
from bot.text.language import written_in
from ingest.errors import ConcordError, UnavailableError

_HELP = (
    "/sources shows what the last answer quotes, /forget deletes this conversation and the records of all "
    "that you asked, /quit or Ctrl-D ends."
)


def converse(typed: TextIO, scope: Request) -> None:
    """Answer line after line, each knowing what was said before, in this run and in earlier ones.

    `scope` says for whom, where and in which language each question is asked.
    """
    settings = settings_here()
    storage = build_storage(settings)
    assistant = build_assistant(settings, storage)
    assistant.index.snapshot()  # what is missing is said before the first question is typed
    requester, console = requester_here(settings.index.folder), Console(highlight=False)
    with storage:
        Chat(assistant, storage, replace(scope, requester=requester), requester, console).run(typed)


@dataclass(slots=True)
class Chat:
    """One person's conversation."""

    assistant: Assistant
    storage: Storage
    scope: Request
    requester: Requester
    console: Console
    last: Reply | None = None

    def run(self, typed: TextIO) -> None:
        """Answers line after line until the input ends or says so; an empty line asks nothing."""
        self._greet()
        if isinstance(typed, io.TextIOWrapper):
            typed.reconfigure(errors="replace")  # a line in another encoding does not end the conversation
        while (line := _prompt(typed)) is not None and line != "/quit":
            if line:
                self._run_or_stop(line, typed)

    def _greet(self) -> None:
        try:
            known = len(self.storage.conversations.turns(self.requester, self.scope.audience))
        except ConcordError as problem:
            _print_problem(problem)
            return
        if known:
            self._say(f"This goes on from {_counted(known, 'earlier question')}. {_HELP}")

    def _run_or_stop(self, line: str, typed: TextIO) -> None:
        """Ctrl-C at a terminal stops the answer that is being given, not the conversation."""
        try:
            self._run_line(line)
        except KeyboardInterrupt:
            if not typed.isatty():
                raise
            self._say("\nStopped; what came of the answer is not remembered.")

    def _run_line(self, line: str) -> None:
        match line:
            case "/sources":
                self._sources()
            case "/forget":
                self._forget()
            case "/help":
                self._say(_HELP)
            case _ if line.startswith("/"):
                self._say(f"There is no command {printable(line)}. {_HELP}")
            case _:
                self._ask(line)

    def _ask(self, text: str) -> None:
        shown = Streaming(self.console, self.scope.language or written_in(text))
        session = ChatSession(self.assistant, self.storage.conversations, _print_problem)
        try:
            reply = session.ask(replace(self.scope, text=text), shown)
        except UnavailableError as problem:
            _print_problem(problem)
            return
        show_brief(self.console, reply, already=shown.shown)
        self.last = reply

    def _sources(self) -> None:
        if self.last is None:
            self._say("Nothing was asked yet.")
        elif not self.last.citations:
            self._say("The last answer cites nothing.")
        else:
            show_sources(self.console, self.last)

    def _forget(self) -> None:
        gone = self.storage.forget(self.requester)
        self.last = None
        questions, answers = _counted(gone.turns, "question"), _counted(gone.records, "answer")
        self._say(f"Forgotten: {questions} of this conversation and the records of {answers}.")

    def _say(self, text: str) -> None:
        self.console.print(Text(text, style="dim"))


def _print_problem(problem: ConcordError) -> None:
    print(problem, file=sys.stderr)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _prompt(typed: TextIO) -> str | None:
    """The next line, None at the end of the input."""
    if typed.isatty():
        import readline  # noqa: F401 - gives the prompt a history and line editing

        try:
            return input("› ").strip()
        except (EOFError, KeyboardInterrupt):
            return None
    line = typed.readline()
    return line.strip() if line else None
