"""An assistant whose answers a test holds back, lets stream, or lets fail; the real one makes them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.assistant import Assistant
from bot.generation.stream import OnSentence, Sentence, ignore
from bot.models import Passage, Reply, Request


class Script:
    """What the assistant is to do; `begun` notes the questions that it has taken on, in their order."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.problem: Exception | None = None
        self.sentences: Sequence[str] = ()
        self.between: Callable[[], None] = _nothing
        self.after: Callable[[], object] = _nothing
        self.rang: Callable[[], object] = _nothing
        self._free = threading.Event()
        self._free.set()

    def hold(self) -> None:
        """Keeps each answer back until `let_go`."""
        self._free.clear()

    def let_go(self) -> None:
        """Gives all answers that were kept back."""
        self._free.set()

    def begin(self, question: str) -> None:
        """Called in the thread that answers."""
        self.begun.append(question)
        self.rang()
        self._free.wait()
        if self.problem is not None:
            raise self.problem

    def stream(self, reply: Reply, listen: OnSentence) -> None:
        """Lets the sentences be heard one after the other, with what happens between them."""
        for text in self.sentences:
            listen(Sentence(text, tuple(reply.citations[:1])))
            self.between()


@dataclass(frozen=True, slots=True)
class ScriptedAssistant:
    """The assistant `real`, in the time and with the failures of a script."""

    real: Assistant
    script: Script
    recorder: Any

    def ask(self, request: Request, listen: OnSentence = ignore) -> Reply:
        self.script.begin(request.text)
        reply = replace(self.real, recorder=self.recorder).ask(request)
        self.script.stream(reply, listen)
        self.script.after()
        return reply

    def search(self, request: Request, *, top: int) -> Sequence[Passage]:
        self.script.begin(request.text)
        found = self.real.search(request, top=top)
        self.script.after()
        return found

    def check(self, request: Request) -> Any:
        self.script.begin(request.text)
        checked = self.real.check(request)
        self.script.after()
        return checked

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


def _nothing() -> None:
    """Happens between two sentences, and after an answer."""
