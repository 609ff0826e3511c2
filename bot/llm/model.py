"""The seam to language models: messages in, pieces of text out, and what that took."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.llm.errors import KeyRefusedError, ModelFailedError
from bot.llm.tokens import estimated_tokens

__all__ = [
    "ChatModel",
    "Completion",
    "KeyRefusedError",
    "Message",
    "ModelFailedError",
    "Prices",
    "Report",
    "Role",
    "Usage",
]

# The words of the providers for an end that the model itself chose; any other cuts it.
_OWN_ENDS = {"stop", "end_turn", "stop_sequence", "eos"}
_MILLION = 1_000_000


class Role(StrEnum):
    """Who speaks in a message."""

    SYSTEM = "system"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Message:
    """What a model is told, and in whose voice."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What a call took: tokens of the prompt and of the completion, and the cost in the settings' currency.

    `is_estimated` says that the model did not count, so that the tokens are estimated from the characters.
    """

    prompt_tokens: int
    completion_tokens: int
    cost: float
    is_estimated: bool


class Completion(Protocol):
    """A completion as it comes; iterate it once, then ask for its usage."""

    def __iter__(self) -> Iterator[str]:
        """The pieces of text, as they come; raises ModelFailedError where they end too early or too late."""

    @property
    def usage(self) -> Usage:
        """What it took so far; final once the iteration has ended."""

    @property
    def is_cut(self) -> bool:
        """Whether it was ended before its own end, as too long: its last sentence may be half a one.

        Settled once the iteration has ended.
        """


class ChatModel(Protocol):
    """Completes a conversation."""

    @property
    def name(self) -> str:
        """Provider and model, like `openai/gpt-5`, for the record."""

    def complete(self, messages: Sequence[Message], *, within_s: float) -> Completion:
        """The completion, which ends within so many seconds of this call or raises ModelFailedError."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a response says beside its text: why it ended, in its provider's words, and the tokens it took."""

    ended: str | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None

    def then(self, later: Report) -> Report:
        """Both together, of which the later one counts."""
        return Report(
            later.ended or self.ended,
            self.prompt_tokens if later.prompt_tokens is None else later.prompt_tokens,
            self.completion_tokens if later.completion_tokens is None else later.completion_tokens,
        )

    @property
    def is_cut(self) -> bool:
        """Whether it was ended by something else than the model, like its greatest length or a filter."""
        return self.ended is not None and self.ended not in _OWN_ENDS


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices of a million tokens of the prompt and of the completion."""

    prompt: float
    completion: float

    def usage(self, messages: Sequence[Message], written: str, report: Report) -> Usage:
        """What a call took by its report; what that does not say is estimated from the characters."""
        prompt, completion = report.prompt_tokens, report.completion_tokens
        is_estimated = prompt is None or completion is None
        if prompt is None:
            prompt = sum(estimated_tokens(message.text) for message in messages)
        if completion is None:
            completion = estimated_tokens(written)
        cost = (prompt * self.prompt + completion * self.completion) / _MILLION
        return Usage(prompt, completion, cost, is_estimated)
