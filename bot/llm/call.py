"""One call to a model, made in a thread of its own, which hands over the pieces as they come.

Whatever the server does, whoever waits for a piece waits no longer than they choose to: the thread may hang,
they do not. `stop` cuts its connections, and then it ends.
"""

from __future__ import annotations

import datetime as dt
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.llm import reasons
from bot.llm.model import Message
from bot.llm.report import Report
from bot.llm.retry import pause_before_retry
from bot.llm.wire import Wire

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

# Unauthorised, and forbidden (RFC 9110, 15.5.2 and 15.5.4).
_KEY_REFUSED = {401, 403}

# Makes LlamaIndex's model for one call, on its wire; its waits for bytes last so many seconds at most.
Maker = Callable[[Wire, float], "LLM"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text and what the response says with it; `is_last` where the model has ended in order."""

    text: str
    report: Report
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there will be no further piece; `is_key_refused` where the server does not accept the key."""

    reason: str
    is_key_refused: bool = False


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is called: who makes it, who reads its responses, after how many characters it is cut."""

    make: Maker
    read: Callable[[Any], Report]
    most_chars: int


class Call:
    """A call that ends at `deadline`, by the clock `clock` in seconds; `messages` are what is asked."""

    def __init__(
        self, recipe: Recipe, messages: Sequence[Message], deadline: float, clock: Callable[[], float]
    ) -> None:
        self._recipe = recipe
        self._messages = messages
        self._deadline = deadline
        self._clock = clock
        self._wire = Wire()
        self._stopped = threading.Event()
        self._events: queue.SimpleQueue[Piece | Failure] = queue.SimpleQueue()
        self._has_begun = False

    def start(self) -> None:
        """Begins to ask."""
        threading.Thread(target=self._run, name="language-model", daemon=True).start()

    def stop(self) -> None:
        """Has the thread end, whatever it waits for."""
        self._stopped.set()
        self._wire.cut()

    def next(self) -> Piece | Failure:
        """The next piece, or why there is none; comes by the deadline."""
        try:
            return self._events.get(timeout=max(0.0, self._left))
        except queue.Empty:
            return Failure(reasons.LATE_END if self._has_begun else reasons.LATE_START)

    @property
    def _left(self) -> float:
        return self._deadline - self._clock()

    def _run(self) -> None:
        try:
            model = self._recipe.make(self._wire, max(0.1, self._left))
            self._events.put(self._ask(model))
        except Exception as error:  # noqa: BLE001 - providers' libraries raise whatever they like
            reason = reasons.why(error, self._wire, has_begun=self._has_begun)
            self._events.put(Failure(reason, is_key_refused=self._wire.status in _KEY_REFUSED))
        finally:
            self._wire.close()

    def _ask(self, model: LLM) -> Piece | Failure:
        """Asks once, and once more where a refusal is likely to pass; the last event."""
        try:
            return self._follow(model)
        except Exception:
            pause = self._pause()
            if pause is None or self._stopped.wait(pause):
                raise
        return self._follow(model)

    def _pause(self) -> float | None:
        if self._has_begun:
            return None
        now = dt.datetime.now(dt.UTC)
        return pause_before_retry(self._wire.status, self._wire.retry_after, left_s=self._left, now=now)

    def _follow(self, model: LLM) -> Piece | Failure:
        """Hands over what the model says; the event with which that ends."""
        report, chars, has_words = Report(), 0, False
        for text, said in self._responses(model):
            report = report.then(said)
            if text:
                self._has_begun = True
                chars += len(text)
                has_words = has_words or bool(text.strip())
                self._events.put(Piece(text, report))
            if self._stopped.is_set() or self._left <= 0:
                return Failure(reasons.LATE_END)
            if chars > self._recipe.most_chars:
                report = report.then(Report(ended="length"))
                break
        if not has_words:
            return Failure(reasons.EMPTY_AND_CUT if report.is_cut else reasons.EMPTY)
        if report.ended is None:
            return Failure(reasons.BROKEN_OFF)
        return Piece("", report, is_last=True)

    def _responses(self, model: LLM) -> Iterator[tuple[str, Report]]:
        from llama_index.core.llms import ChatMessage, MessageRole

        told = [ChatMessage(role=MessageRole(each.role.value), content=each.text) for each in self._messages]
        for response in model.stream_chat(told):
            yield response.delta or "", self._recipe.read(response)
