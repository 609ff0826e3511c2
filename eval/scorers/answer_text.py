"""What an answer says, as scores read it."""

from __future__ import annotations

import re

from bot.models import Mode
from eval.runner.result import Kind, Result

_MARKS = re.compile(r"\s*(?:\[\d+\])+")


def said_by(result: Result) -> str:
    """The words of an answer without the numbers of its sources; a refusal's own words say nothing.

    Where a system gives its answer in the words of what it cites, these are its text already.
    """
    return _MARKS.sub("", result.text) if result.kind is Kind.ANSWER else ""


def answer_itself(result: Result) -> str:
    """The answer without the sentences around it, as exact match and F1 compare it with a few words.

    In a verbatim answer these are the span of each citation that has one and the quote of the others, each
    once. Where no citation has a span, and in a language model's own words, it is what `said_by` gives.
    """
    is_quoted = result.kind is Kind.ANSWER and result.mode in ("", Mode.VERBATIM)
    if not is_quoted or not any(each.span for each in result.citations):
        return said_by(result)
    return " ".join(dict.fromkeys(each.span or each.quote for each in result.citations))


def statements_of(result: Result) -> list[tuple[str, tuple[int, ...]]]:
    """The lines of an answer, each with the numbers of the sources behind it."""
    if result.kind is not Kind.ANSWER:
        return []
    found = []
    for line in result.text.split("\n"):
        words = _MARKS.sub("", line).strip()
        if words:
            numbers = tuple(int(each) for each in re.findall(r"\[(\d+)\]", line))
            found.append((words, numbers))
    return found
