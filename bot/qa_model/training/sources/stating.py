"""What all statements that are made of questions have in common."""

from __future__ import annotations

from dataclasses import replace

from bot.qa_model.training.example import Example, Kind, Support


def stated(asked: Example, statement: str, verdict: Support, how: str, passage: str | None = None) -> Example:
    """The statement beside the question's passage, or another one; `how` it was made joins its source."""
    return replace(
        asked,
        source=f"{asked.source}:{how}",
        first=statement,
        passage=asked.passage if passage is None else passage,
        kind=Kind.SUPPORT,
        verdict=verdict,
        span=None,
    )


def has_digit(text: str) -> bool:
    """Whether it is told in figures, which names are not to be exchanged with."""
    return any(sign.isdigit() for sign in text)
