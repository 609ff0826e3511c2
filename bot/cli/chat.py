"""A conversation in the terminal: lines in, answers out as they are verified, and what was said is kept."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TextIO

from rich.console import Console
from rich.text import Text

from bot.assistant import Assistant
from bot.cli.printable import printable
from bot.cli.show import Streaming, show_brief, show_sources
from bot.conversation.store import ConversationStore
from bot.conversation.talk import ChatSession
from bot.models import Reply, Request, Requester
from bot.text.language import written_in
from ingest.errors import ConcordError, UnavailableError

_HELP = (
    "/sources shows what the last answer quotes, /forget deletes this conversation and the records of all "
    "that you asked, /quit or Ctrl-D ends."
)


@dataclass(slots=True)
class Chat:
    """One person's conversation; `bounds` says for whom, where and in which language each question is asked.

    `forget` deletes what was recorded of the requester's answers and gives their number.
    """

    assistant: Assistant
    histories: ConversationStore
    forget: Callable[[Requester], int]
    bounds: Request
    requester: Requester
    console: Console
    last: Reply | None = None

    def run(self, typed: TextIO) -> None:
        """Answers line after line until the input ends or says so; an empty line asks nothing."""
        self._greet()
        _decode(typed)
        while (line := _prompt(typed)) is not None and line != "/quit":
            if line:
                self._take_or_stop(line, typed)

    def _greet(self) -> None:
        known = len(self.histories.turns(self.requester, self.bounds.audience))
        if known:
            self._say(f"This goes on from {_counted(known, 'earlier question')}. {_HELP}")

    def _take_or_stop(self, line: str, typed: TextIO) -> None:
        """Ctrl-C at a terminal stops the answer that is being given, not the conversation."""
        try:
            self._take(line)
        except KeyboardInterrupt:
            if not typed.isatty():
                raise
            self._say("\nStopped; what came of the answer is not remembered.")

    def _take(self, line: str) -> None:
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
        shown = Streaming(self.console, self.bounds.language or written_in(text))
        talk = ChatSession(self.assistant, self.histories, _complain)
        try:
            reply = talk.ask(replace(self.bounds, text=text, requester=self.requester), shown)
        except UnavailableError as problem:
            _complain(problem)
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
        turns, records = self.histories.forget(self.requester), self.forget(self.requester)
        self.last = None
        questions, answers = _counted(turns, "question"), _counted(records, "answer")
        self._say(f"Forgotten: {questions} of this conversation and the records of {answers}.")

    def _say(self, text: str) -> None:
        self.console.print(Text(text, style="dim"))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _complain(problem: ConcordError) -> None:
    print(problem, file=sys.stderr)


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


def _decode(typed: TextIO) -> None:
    """Lets a line in another encoding be a question that cannot be read, not the conversation's end."""
    if isinstance(typed, io.TextIOWrapper):
        typed.reconfigure(errors="replace")
