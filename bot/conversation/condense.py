"""Makes of a follow-up question one that stands alone: by rules, or by a language model within bounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.conversation.followup import leans_back, standalone
from bot.conversation.rewrite import why_not
from bot.llm.model import ChatModel, Completion, Message, ModelFailed, Role, Usage
from bot.llm.tokens import within_budget
from bot.models import Question, Turn
from prompts.prompt import load_prompt

_PROMPT = "condense"
# What could be taken for the tags around a turn.
_TAGS = str.maketrans({"<": "‹", ">": "›"})
# A model that writes on and on is not read to its end.
_MOST_EXTRA_CHARS = 1000
# The answer itself needs the rest.
_SHARE_OF_TIME = 1 / 3
_QUOTES = "\"'“”‘’`"


@dataclass(frozen=True, slots=True)
class Condensed:
    """A question that stands alone, and who made it so.

    `prompt_version` and `usage` are those of the call, None where no model was asked; `declined` says in a
    few words why the model's rewrite was not taken.
    """

    text: str
    by: Literal["rules", "model"] = "rules"
    prompt_version: int | None = None
    usage: Usage | None = None
    declined: str = ""


@dataclass(frozen=True, slots=True)
class Condenser:
    """Condenses conversations; without a `model` by rules alone.

    `most_chars` bounds what earlier turns add to a question, `history_tokens` what of them a model sees.
    """

    model: ChatModel | None
    most_chars: int
    history_tokens: int

    def condense(self, question: Question, *, within_s: float) -> Condensed:
        """The question as one that stands alone; a model has a third of `within_s` seconds for it.

        A question that stands alone as it is costs no call, and what a model fails to do the rules do.
        """
        by_rules = standalone(question, self.most_chars)
        if self.model is None or within_s <= 0 or not question.turns or not leans_back(question.text):
            return Condensed(by_rules)
        prompt = load_prompt(_PROMPT)
        filled = prompt.fill(
            {
                "conversation": _as_data(within_budget(question.turns, self.history_tokens)),
                "question": _on_one_line(question.text),
            }
        )
        messages = (Message(Role.SYSTEM, filled.system), Message(Role.USER, filled.user))
        try:
            completion = self.model.complete(messages, within_s=within_s * _SHARE_OF_TIME)
            rewrite, declined = _rewritten(completion, question)
        except ModelFailed as failed:
            return Condensed(by_rules, "rules", prompt.version, None, _reason(failed))
        if declined:
            return Condensed(by_rules, "rules", prompt.version, completion.usage, declined)
        return Condensed(rewrite, "model", prompt.version, completion.usage)


def _rewritten(completion: Completion, question: Question) -> tuple[str, str]:
    """The rewrite, and why it is not to be taken."""
    longest = len(question.text) + _MOST_EXTRA_CHARS
    written = ""
    try:
        for piece in completion:
            written += piece
            if len(written) > longest:
                return "", "too long"
    except ModelFailed as failed:
        return "", _reason(failed)
    if completion.is_cut:
        return "", "cut off"
    rewrite = written.strip().strip(_QUOTES).strip()
    return rewrite, why_not(rewrite, question)


def _reason(failed: ModelFailed) -> str:
    return str(failed) or "the model failed"


def _as_data(turns: Sequence[Turn]) -> str:
    return "\n".join(
        f"<turn>\n<question>{_on_one_line(turn.question)}</question>\n"
        f"<answer>{_on_one_line(turn.answer)}</answer>\n</turn>"
        for turn in turns
    )


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().translate(_TAGS)
