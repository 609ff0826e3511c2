"""A language model behind a breaker: one that keeps failing is not asked for a while."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.llm import reasons
from bot.llm.breaker import Breaker, Permit
from bot.llm.model import ChatModel, Completion, Message, ModelFailed, Usage


@dataclass(frozen=True, slots=True)
class GuardedModel:
    """Asks `model` as often as `breaker` lets it."""

    model: ChatModel
    breaker: Breaker

    @property
    def name(self) -> str:
        """The model's own name."""
        return self.model.name

    def complete(self, messages: Sequence[Message], *, within_s: float) -> Completion:
        """The model's completion; to iterate it raises ModelFailed at once while the model is left alone."""
        completion = self.model.complete(messages, within_s=within_s)
        return _GuardedCompletion(completion, self.breaker, has_time=within_s > 0)


@dataclass(frozen=True, slots=True)
class _GuardedCompletion:
    completion: Completion
    breaker: Breaker
    has_time: bool

    def __iter__(self) -> Iterator[str]:
        # That the time was spent before it was asked is no failure of the model's.
        if not self.has_time:
            raise ModelFailed(reasons.NO_TIME)
        permit = self.breaker.admit()
        if permit is None:
            raise ModelFailed(reasons.LEFT_ALONE)
        yield from self._watched(permit)

    @property
    def usage(self) -> Usage:
        """The completion's own usage."""
        return self.completion.usage

    @property
    def is_cut(self) -> bool:
        """Whether the completion was ended before its own end."""
        return self.completion.is_cut

    def _watched(self, permit: Permit) -> Iterator[str]:
        end = self.breaker.abandoned
        try:
            yield from self.completion
            end = self.breaker.succeeded
        except ModelFailed:
            end = self.breaker.failed
            raise
        finally:
            end(permit)
