"""Says what differs between two answers to a question, in words: first the causes, then the effects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.records.kept_answers import differing_answers
from bot.records.kept_passages import differing_documents, differing_passages
from bot.records.record import Record


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
    return tuple(Difference(topic, text) for topic, say in _TOPICS.items() for text in say(before, after))


def _question(before: Record, after: Record) -> Iterator[str]:
    yield from _changed("The question", f"“{before.question}”", f"“{after.question}”")
    yield from _changed("The audience", before.audience.value, after.audience.value)
    yield from _changed("What was searched", _listed(before.documents), _listed(after.documents))
    yield from _changed("The language asked for", before.language or "its own", after.language or "its own")
    if before.turns != after.turns:
        yield "Other questions or answers went before it."


def _index(before: Record, after: Record) -> Iterator[str]:
    yield from _changed("The version of the index", before.index or "none", after.index or "none")


def _settings(before: Record, after: Record) -> Iterator[str]:
    yield from _changed_values("The setting", before.settings, after.settings)


def _model(before: Record, after: Record) -> Iterator[str]:
    yield from _changed("The language model", before.model or "none", after.model or "none")


def _prompts(before: Record, after: Record) -> Iterator[str]:
    yield from _changed_values("The version of the prompt", before.prompts, after.prompts)


def _standalone(before: Record, after: Record) -> Iterator[str]:
    yield from _changed("The question, as understood,", f"“{before.standalone}”", f"“{after.standalone}”")


_TOPICS: Mapping[Topic, Callable[[Record, Record], Iterator[str]]] = {
    Topic.QUESTION: _question,
    Topic.INDEX: _index,
    Topic.DOCUMENTS: differing_documents,
    Topic.SETTINGS: _settings,
    Topic.MODEL: _model,
    Topic.PROMPTS: _prompts,
    Topic.STANDALONE: _standalone,
    Topic.PASSAGES: differing_passages,
    Topic.ANSWER: differing_answers,
}


def _changed(what: str, before: str, after: str) -> Iterator[str]:
    if before != after:
        yield f"{what} was {before} and is now {after}."


def _changed_values(what: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[str]:
    for name in dict.fromkeys((*before, *after)):
        yield from _changed(f"{what} {name}", _shown(before.get(name)), _shown(after.get(name)))


def _shown(value: object) -> str:
    return "none" if value is None else str(value)


def _listed(documents: tuple[str, ...] | None) -> str:
    return "all documents" if documents is None else ", ".join(documents)
