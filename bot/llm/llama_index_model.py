"""Any language model of LlamaIndex as a `ChatModel`: one that ends in time, whatever its server does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.llm import reasons
from bot.llm.call import Call, Failure, Recipe
from bot.llm.model import Completion, KeyRefused, Message, ModelFailed, Usage
from bot.llm.report import Prices, Report


@dataclass(frozen=True, slots=True)
class LlamaIndexModel:
    """A model under the name for the record; `clock` gives seconds."""

    name: str
    recipe: Recipe
    prices: Prices
    clock: Callable[[], float]

    def complete(self, messages: Sequence[Message], *, within_s: float) -> Completion:
        """The completion, of which nothing is asked before it is iterated."""
        call = Call(self.recipe, messages, self.clock() + within_s, self.clock)
        return _Completion(call, messages, self.prices, has_time=within_s > 0)


class _Completion:
    """The pieces of one call; whoever stops before its end stops the call."""

    def __init__(self, call: Call, messages: Sequence[Message], prices: Prices, *, has_time: bool) -> None:
        self._call = call
        self._messages = messages
        self._prices = prices
        self._has_time = has_time
        self._written: list[str] = []
        self._report = Report()

    def __iter__(self) -> Iterator[str]:
        if not self._has_time:
            raise ModelFailed(reasons.NO_TIME)
        self._call.start()
        try:
            yield from self._pieces()
        finally:
            self._call.stop()

    @property
    def usage(self) -> Usage:
        """What it took so far, by the provider's count where it came, else reckoned."""
        return self._prices.usage(self._messages, "".join(self._written), self._report)

    @property
    def is_cut(self) -> bool:
        """Whether it was ended by something else than the model."""
        return self._report.is_cut

    def _pieces(self) -> Iterator[str]:
        while True:
            event = self._call.next()
            if isinstance(event, Failure):
                raise (KeyRefused if event.is_key_refused else ModelFailed)(event.reason)
            self._report = event.report
            if event.is_last:
                return
            self._written.append(event.text)
            yield event.text
