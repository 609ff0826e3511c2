"""What differs between two answers to a question, in sentences: first the causes, then the effects."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.models import Answer, Mode
from bot.storage.record import KeptPassage, Record

# Under this a score has not changed to speak of: a tenth of the distance at which a passage counts as far.
_SCORE_TOLERANCE = 0.006
_CONFIDENCE_TOLERANCE = 0.01
_CITATION_NUMBERS = re.compile(r"(?:\s*\[\d+\])+\s*$")
_WORDS = {
    Mode.VERBATIM: "the documents' own",
    Mode.PROSE: "a language model's",
    Mode.MIXED: "a language model's with the documents' own behind them",
}


class Topic(StrEnum):
    """What a difference is about."""

    QUESTION = "question"
    INDEX = "index"
    DOCUMENTS = "documents"
    SETTINGS = "settings"
    MODEL = "model"
    PROMPTS = "prompts"
    STANDALONE = "standalone question"
    PASSAGES = "passages"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs, as a sentence."""

    topic: Topic
    text: str


def differences(before: Record, after: Record) -> tuple[Difference, ...]:
    """What matters and is not the same in the two; empty where nothing is.

    When it was asked, by whom, how long it took and what it cost do not matter, nor do changes of a score
    that are too small to tell.
    """
    return tuple(Difference(topic, text) for topic in Topic for text in _texts(topic, before, after))


def _texts(topic: Topic, before: Record, after: Record) -> Iterator[str]:
    for name, value in _VALUES.get(topic, {}).items():
        yield from _changed(name, value(before), value(after))
    if topic in _PARTS:
        yield from _PARTS[topic](before, after)


def _turns(before: Record, after: Record) -> Iterator[str]:
    if before.turns != after.turns:
        yield "Other questions or answers went before it."


def _documents(before: Record, after: Record) -> Iterator[str]:
    then = {passage.document: passage.version for passage in before.passages}
    now = {passage.document: passage.version for passage in after.passages}
    for name, version in then.items():
        if name not in now:
            yield f"Nothing of {name} (version {version}) is found any more."
        elif now[name] != version:
            yield f"{name} has changed: its version was {version} and is now {now[name]}."
    for name in (name for name in now if name not in then):
        yield f"Something of {name} (version {now[name]}) is found now, and was not before."


def _passages(before: Record, after: Record) -> Iterator[str]:
    then, now = _by_range(before), _by_range(after)
    for place, passage in then.items():
        if place not in now:
            yield f"The passage {_named(passage)} is gone; it stood in place {_rank(before, passage)}."
    for place, passage in now.items():
        if place not in then:
            yield f"The passage {_named(passage)} is new, in place {_rank(after, passage)}."
    for place in then:
        if place in now and abs(then[place].score - now[place].score) > _SCORE_TOLERANCE:
            was, score = then[place].score, now[place].score
            yield f"The score of the passage {_named(now[place])} was {was:.3f} and is now {score:.3f}."
    order = [_rank(before, then[place]) for place in now if place in then]
    if order != sorted(order):
        ranks = ", ".join(map(str, order))
        yield f"The passages stand in another order: those before in places {ranks}."


def _by_range(record: Record) -> dict[tuple[str, int, int], KeptPassage]:
    return {(passage.document, passage.start, passage.end): passage for passage in record.passages}


def _rank(record: Record, passage: KeptPassage) -> int:
    return record.passages.index(passage) + 1


def _named(passage: KeptPassage) -> str:
    section = f" > {passage.section}" if passage.section else ""
    return f"{passage.document}{section} (characters {passage.start} to {passage.end})"


def _answer(before: Record, after: Record) -> Iterator[str]:
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
        yield from _changed("What stands above the answer", _quoted(then.framing), _quoted(now.framing))
    elif then.kind == now.kind:
        yield from _changed("The refusal", _quoted(then.text), _quoted(now.text))
    elif isinstance(now, Answer):
        yield f"It was refused (“{then.text}”) and is now answered."
    else:
        yield f"It was answered and is now refused (“{now.text}”)."
    kept_back = "What kept the model's words back"
    yield from _changed(kept_back, _quoted(before.fallback), _quoted(after.fallback))


def _sentences(record: Record) -> list[str]:
    """What was shown, without the numbers of citations, and without what is only quoted."""
    shown = [_CITATION_NUMBERS.sub("", sentence) for sentence in record.shown]
    is_prose = isinstance(record.reply, Answer) and record.reply.mode is Mode.PROSE
    quoted = set() if is_prose else {citation.quote for citation in record.reply.citations}
    return [f"“{sentence}”" for sentence in shown if sentence not in quoted]


def _withheld(record: Record) -> list[str]:
    return [f"“{sentence.text}” ({sentence.reason})" for sentence in record.withheld]


def _quotations(record: Record) -> list[str]:
    return [f"“{citation.quote}” of {citation.document}" for citation in record.reply.citations]


def _gone_and_new(what: str, then: Sequence[str], now: Sequence[str], done: str) -> Iterator[str]:
    for text in Counter(then) - Counter(now):
        yield f"{what} {text} was {done}, and is not any more."
    for text in Counter(now) - Counter(then):
        yield f"{what} {text} is {done}, and was not before."
    if then != now and Counter(then) == Counter(now):
        yield f"{what}s that are {done} are the same, in another order."


def _changed(what: str, before: str, after: str) -> Iterator[str]:
    if before != after:
        yield f"{what} was {before} and is now {after}."


def _changed_values(what: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[str]:
    for name in dict.fromkeys((*before, *after)):
        then, now = ("none" if value is None else str(value) for value in (before.get(name), after.get(name)))
        yield from _changed(f"{what} {name}", then, now)


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "nothing"


_VALUES: Mapping[Topic, Mapping[str, Callable[[Record], str]]] = {
    Topic.QUESTION: {
        "The question": lambda record: f"“{record.question}”",
        "The audience": lambda record: record.audience,
        "What was searched": lambda record: (
            "all documents" if record.documents is None else ", ".join(record.documents)
        ),
        "The language asked for": lambda record: record.language or "its own",
    },
    Topic.INDEX: {"The version of the index": lambda record: record.index or "none"},
    Topic.MODEL: {"The language model": lambda record: record.model or "none"},
    Topic.STANDALONE: {"The question, as understood,": lambda record: f"“{record.standalone}”"},
}
_PARTS: Mapping[Topic, Callable[[Record, Record], Iterator[str]]] = {
    Topic.QUESTION: _turns,
    Topic.DOCUMENTS: _documents,
    Topic.SETTINGS: lambda before, after: _changed_values("The setting", before.settings, after.settings),
    Topic.PROMPTS: lambda before, after: _changed_values(
        "The version of the prompt", before.prompts, after.prompts
    ),
    Topic.PASSAGES: _passages,
    Topic.ANSWER: _answer,
}
