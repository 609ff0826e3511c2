"""Compares what two answers gave: their kind, their words, their quotations and how sure they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.models import Answer, Mode
from bot.records.record import Record

_CONFIDENCE_TOLERANCE = 0.01
_NUMBERS = re.compile(r"(?:\s*\[\d+\])+\s*$")  # of the citations behind a sentence
_WORDS = {
    Mode.VERBATIM: "the documents' own",
    Mode.PROSE: "a language model's",
    Mode.MIXED: "a language model's with the documents' own behind them",
}


def differing_answers(before: Record, after: Record) -> Iterator[str]:
    """A sentence for each thing that the reader saw otherwise, or that was withheld otherwise."""
    yield from _kind(before, after)
    yield from _gone_and_new("The sentence", _sentences(before), _sentences(after), "shown")
    yield from _gone_and_new("The sentence", _withheld(before), _withheld(after), "withheld")
    yield from _gone_and_new("The quotation", _quotations(before), _quotations(after), "given")
    was, now = before.reply.confidence, after.reply.confidence
    if abs(was - now) > _CONFIDENCE_TOLERANCE:
        yield f"The confidence was {was:.2f} and is now {now:.2f}."


def _kind(before: Record, after: Record) -> Iterator[str]:
    then, now = before.reply, after.reply
    if isinstance(then, Answer) and isinstance(now, Answer):
        if then.mode is not now.mode:
            yield f"The words were {_WORDS[then.mode]} and are now {_WORDS[now.mode]}."
        yield from _changed("What stands above the answer", then.framing, now.framing)
    elif then.kind == now.kind:
        yield from _changed("The refusal", then.text, now.text)
    elif isinstance(now, Answer):
        yield f"It was refused (“{then.text}”) and is now answered."
    else:
        yield f"It was answered and is now refused (“{now.text}”)."
    yield from _changed("What kept the model's words back", before.fallback, after.fallback)


def _sentences(record: Record) -> list[str]:
    """What was shown, without the numbers of citations, and without what is only quoted."""
    shown = [_NUMBERS.sub("", each) for each in record.shown]
    if isinstance(record.reply, Answer) and record.reply.mode is Mode.PROSE:
        return [f"“{each}”" for each in shown]
    quoted = {each.quote for each in record.reply.citations}
    return [f"“{each}”" for each in shown if each not in quoted]


def _withheld(record: Record) -> list[str]:
    return [f"“{each.text}” ({each.reason})" for each in record.withheld]


def _quotations(record: Record) -> list[str]:
    return [f"“{each.quote}” of {each.document}" for each in record.reply.citations]


def _gone_and_new(what: str, then: Sequence[str], now: Sequence[str], done: str) -> Iterator[str]:
    for each in Counter(then) - Counter(now):
        yield f"{what} {each} was {done}, and is not any more."
    for each in Counter(now) - Counter(then):
        yield f"{what} {each} is {done}, and was not before."
    if then != now and Counter(then) == Counter(now):
        yield f"{what}s that are {done} are the same, in another order."


def _changed(what: str, then: str, now: str) -> Iterator[str]:
    if then != now:
        yield f"{what} was {_quoted(then)} and is now {_quoted(now)}."


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "nothing"
