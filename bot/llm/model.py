"""The seam to language models: messages in, pieces of text out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


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

    `is_estimated` says that the model did not count, so that the tokens are reckoned from the characters.
    """

    prompt_tokens: int
    completion_tokens: int
    cost: float
    is_estimated: bool


class ModelFailed(Exception):
    """The model gave nothing, or not the whole: the verbatim answer takes its place.

    Its text names the reason in a few words for the record and the log, never a key, an address or the
    prompt.
    """


class KeyRefused(ModelFailed):
    """The model's server does not accept the key: only who runs Concord can help that."""


class Completion(Protocol):
    """A completion as it comes; iterate it once, then ask for its usage."""

    def __iter__(self) -> Iterator[str]:
        """The pieces of text, as they come; raises ModelFailed where they end too early or too late."""

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
        """The completion, which ends within so many seconds of this call or raises ModelFailed."""
