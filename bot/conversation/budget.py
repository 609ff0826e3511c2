"""Decides how much of a conversation is remembered: the newest turns that fit the token budget."""

from __future__ import annotations

from collections.abc import Iterable

from bot.llm.tokens import estimated_tokens
from bot.models import Turn


def within_budget(turns: Iterable[Turn], most_tokens: int) -> tuple[Turn, ...]:
    """The newest of `turns` that fit into `most_tokens`, oldest first as given.

    A turn too long for what is left keeps its question if that fits, and ends the history.
    """
    kept: list[Turn] = []
    left = most_tokens
    for turn in reversed(tuple(turns)):
        left -= estimated_tokens(turn.question)
        if left < 0:
            break
        answer = estimated_tokens(turn.answer)
        kept.append(turn if answer <= left else Turn(turn.question))
        left -= answer
        if left < 0:
            break
    return tuple(reversed(kept))
