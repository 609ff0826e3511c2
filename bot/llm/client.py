"""A language model of LlamaIndex behind a deadline and a circuit breaker.

A call is made in a thread of its own, which hands over the pieces as they come: whoever waits for one waits
to the deadline at most, whatever the server does. The thread ends with the library's own time-out.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.llm import errors
from bot.llm.errors import ModelFailedError, failure_of
from bot.llm.model import Completion, Message, Prices, Report, Usage

if TYPE_CHECKING:
    from llama_index.core.llms import LLM


class Breaker:
    """Lets no call through for `cooldown_s` seconds of `clock` after so many failures in a row.

    Then one call is let through on trial (M. Nygard, Release It!, 2007, 5.2): its success closes the breaker.
    """

    def __init__(self, failures: int, cooldown_s: float, clock: Callable[[], float]) -> None:
        self._failures = failures
        self._cooldown_s = cooldown_s
        self._clock = clock
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._opened_at: float | None = None

    def admit(self) -> bool:
        """Whether a call may be made now."""
        with self._lock:
            if self._opened_at is None:
                return True
            if self._clock() - self._opened_at < self._cooldown_s:
                return False
            self._opened_at = self._clock()  # the next one waits for how this one ends
            return True

    def record(self, *, is_failure: bool) -> None:
        """Note how a call ended."""
        with self._lock:
            self._in_a_row = self._in_a_row + 1 if is_failure else 0
            self._opened_at = self._clock() if self._in_a_row >= self._failures else None


class OpenResponse(threading.local):
    """The HTTP response that a thread reads: libraries leave it open where its reader stops early."""

    response: Any = None

    def note(self, response: Any) -> None:
        """Remember the thread's latest response."""
        self.response = response

    def close(self) -> None:
        """Close the thread's response, and with it the connection."""
        if self.response is not None:
            self.response.close()
            self.response = None


@dataclass(frozen=True, slots=True)
class ChatClient:
    """Asks `llm`; `read` says what one of its responses reports, `clock` gives seconds.

    `responses` knows those that are open; a completion is cut after `most_chars` characters.
    """

    name: str
    llm: LLM = field(repr=False)  # it holds the key
    responses: OpenResponse
    read: Callable[[Any], Report]
    most_chars: int
    prices: Prices
    breaker: Breaker
    clock: Callable[[], float]

    def complete(self, messages: Sequence[Message], *, within_s: float) -> Completion:
        """The completion, of which nothing is asked before it is iterated."""
        return _Completion(self, messages, within_s)


class _Completion:
    """The pieces of one call; whoever stops before its end stops the call."""

    def __init__(self, client: ChatClient, messages: Sequence[Message], within_s: float) -> None:
        self._client = client
        self._messages = messages
        self._has_time = within_s > 0
        self._deadline = client.clock() + within_s
        self._written: list[str] = []
        self._report = Report()

    @property
    def usage(self) -> Usage:
        """What it took so far, by the provider's count where it came, else estimated."""
        return self._client.prices.usage(self._messages, "".join(self._written), self._report)

    @property
    def is_cut(self) -> bool:
        """Whether it was ended by something else than the model."""
        return self._report.is_cut

    def __iter__(self) -> Iterator[str]:
        # That the time was spent before it was asked is no failure of the model's.
        if not self._has_time:
            raise ModelFailedError(errors.NO_TIME)
        if not self._client.breaker.admit():
            raise ModelFailedError(errors.LEFT_ALONE)
        try:
            yield from self._pieces()
        except ModelFailedError:
            self._client.breaker.record(is_failure=True)
            raise
        self._client.breaker.record(is_failure=False)

    def _pieces(self) -> Iterator[str]:
        call = _Call(self._client, self._messages)
        chars = 0
        try:
            for text, report in call.responses(lambda: self._deadline - self._client.clock()):
                self._report = self._report.then(report)
                if text:
                    self._written.append(text)
                    chars += len(text)
                    yield text
                if chars > self._client.most_chars:
                    self._report = self._report.then(Report(ended="length"))
                    break
        finally:
            call.stop()
        if not "".join(self._written).strip():
            raise ModelFailedError(errors.EMPTY_AND_CUT if self.is_cut else errors.EMPTY)
        if self._report.ended is None:
            raise ModelFailedError(errors.BROKEN_OFF)


@dataclass(frozen=True, slots=True)
class _Call:
    """One request, followed in a thread until it ends or is stopped."""

    client: ChatClient
    messages: Sequence[Message]
    _stopped: threading.Event = field(default_factory=threading.Event)
    _events: queue.SimpleQueue[tuple[str, Report] | ModelFailedError | None] = field(
        default_factory=queue.SimpleQueue
    )

    def stop(self) -> None:
        """Have the thread end with the next piece."""
        self._stopped.set()

    def responses(self, left_s: Callable[[], float]) -> Iterator[tuple[str, Report]]:
        """Each piece of text with what its response reports; raises ModelFailedError when no time is left."""
        threading.Thread(target=self._run, name="language-model", daemon=True).start()
        has_begun = False
        while True:
            try:
                event = self._events.get(timeout=max(0.0, left_s()))
            except queue.Empty:
                event = ModelFailedError(errors.LATE_END if has_begun else errors.LATE_START)
            if event is None:
                return
            if isinstance(event, ModelFailedError):
                raise event
            has_begun = has_begun or bool(event[0])
            yield event
            if left_s() <= 0:
                raise ModelFailedError(errors.LATE_END)

    def _run(self) -> None:
        from llama_index.core.llms import ChatMessage, MessageRole

        has_begun = False
        try:
            messages = [
                ChatMessage(role=MessageRole(message.role.value), content=message.text)
                for message in self.messages
            ]
            for response in self.client.llm.stream_chat(messages):
                if self._stopped.is_set():
                    return
                text = response.delta or ""
                has_begun = has_begun or bool(text)
                self._events.put((text, self.client.read(response)))
            self._events.put(None)
        except Exception as error:  # noqa: BLE001 - providers' libraries raise whatever they like
            self._events.put(failure_of(error, has_begun=has_begun))
        finally:
            self.client.responses.close()
