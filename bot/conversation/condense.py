"""Condense a follow-up question to one that stands alone: by rules, or by a language model within bounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.conversation.followup import is_follow_up, standalone_text
from bot.conversation.rewrite import rejection_reason
from bot.llm.model import ChatModel, Completion, Message, ModelFailedError, Role, Usage
from bot.llm.tokens import within_budget
from bot.models import Question, Turn
from prompts.prompt import load_prompt

_PROMPT = "condense"
# What could be taken for the tags around a turn.
_TAGS = str.maketrans({"<": "‹", ">": "›"})
# A model that writes more is not read to its end.
_MAX_EXTRA_CHARS = 1000
# The answer itself needs the rest.
_SHARE_OF_TIME = 1 / 3
_QUOTES = "\"'“”‘’`"


@dataclass(frozen=True, slots=True)
class Condensed:
    """A question that stands alone.

    `prompt_version` and `usage` are those of the model's call, None without one; `declined` says in a few
    words why its rewrite was not taken.
    """

    text: str
    by: Literal["rules", "model"] = "rules"
    prompt_version: int | None = None
    usage: Usage | None = None
    declined: str = ""


@dataclass(frozen=True, slots=True)
class Condenser:
    """Condenses follow-up questions; without a `model` by rules alone.

    `max_chars` bounds what earlier turns add to a question, `history_tokens` what of them a model sees.
    """

    model: ChatModel | None
    max_chars: int
    history_tokens: int

    def condense(self, question: Question, *, within_s: float) -> Condensed:
        """The question as one that stands alone; a model has a third of `within_s` seconds for it.

        A question that stands alone costs no call; where the model fails or strays, the rules apply.
        """
        by_rules = standalone_text(question, self.max_chars)
        if self.model is None or within_s <= 0 or not question.turns or not is_follow_up(question.text):
            return Condensed(by_rules)
        prompt = load_prompt(_PROMPT)
        filled = prompt.fill(
            {
                "conversation": _format_turns(within_budget(question.turns, self.history_tokens)),
                "question": _on_one_line(question.text),
            }
        )
        messages = (Message(Role.SYSTEM, filled.system), Message(Role.USER, filled.user))
        completion: Completion | None = None
        try:
            completion = self.model.complete(messages, within_s=within_s * _SHARE_OF_TIME)
            rewrite, declined = _read(completion, len(question.text) + _MAX_EXTRA_CHARS)
        except ModelFailedError as failed:
            rewrite, declined = "", str(failed) or "the model failed"
        declined = declined or rejection_reason(rewrite, question)
        usage = completion.usage if completion else None
        if declined:
            return Condensed(by_rules, "rules", prompt.version, usage, declined)
        return Condensed(rewrite, "model", prompt.version, usage)


def _read(completion: Completion, max_chars: int) -> tuple[str, str]:
    """The rewrite, and why it is incomplete."""
    written = ""
    for piece in completion:
        written += piece
        if len(written) > max_chars:
            return "", "too long"
    return written.strip().strip(_QUOTES).strip(), "cut off" if completion.is_cut else ""


def _format_turns(turns: Sequence[Turn]) -> str:
    return "\n".join(
        f"<turn>\n<question>{_on_one_line(turn.question)}</question>\n"
        f"<answer>{_on_one_line(turn.answer)}</answer>\n</turn>"
        for turn in turns
    )


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().translate(_TAGS)
