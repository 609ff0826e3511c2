"""Makes the turn that is remembered of a question and its reply."""

from __future__ import annotations

from bot.models import Answer, Reply, Turn


def turn_of(question: str, reply: Reply) -> Turn:
    """The turn, with the documents that its answer quotes; a refusal names no subject and leaves none."""
    if not isinstance(reply, Answer):
        return Turn(question)
    return Turn(question, reply.text, tuple(dict.fromkeys(each.document for each in reply.citations)))
