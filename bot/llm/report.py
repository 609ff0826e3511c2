"""What a response says besides its text: why it ended, and what it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.llm.model import Message, Usage
from bot.llm.tokens import estimated_tokens

# The words of the providers for an end that the model itself chose; any other cuts it.
_OWN_ENDS = {"stop", "end_turn", "stop_sequence", "eos"}
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Report:
    """As far as a response says: the reason why it ended, in its provider's words, and the tokens it took."""

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
        """What a call took by its report; what that does not say is reckoned from the characters."""
        prompt, completion = report.prompt_tokens, report.completion_tokens
        is_estimated = prompt is None or completion is None
        if prompt is None:
            prompt = sum(estimated_tokens(each.text) for each in messages)
        if completion is None:
            completion = estimated_tokens(written)
        cost = (prompt * self.prompt + completion * self.completion) / _MILLION
        return Usage(prompt, completion, cost, is_estimated)
