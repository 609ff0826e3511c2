"""Batches for evaluators and journalists: JSON lines in, one JSON line out for each, in order."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.assistant import Assistant
from bot.models import Answer, Audience, Language, Passage, Reply, Request, Requester, Turn
from ingest.errors import UnavailableError

_BATCH = Requester("batch", "", "")


class Before(BaseModel):
    """An earlier turn as a batch gives it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    question: str
    answer: str = ""


class Asked(BaseModel):
    """A line of a batch; other keys that a suite may carry are passed over."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True, populate_by_name=True)

    id: str = Field(alias="_id")
    question: str = Field(alias="text")
    turns: tuple[str | Before, ...] = ()

    @property
    def before(self) -> tuple[Turn, ...]:
        """The earlier turns; one that is only a string is a question."""
        return tuple(
            Turn(each) if isinstance(each, str) else Turn(each.question, each.answer) for each in self.turns
        )


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that is no question: its id, as far as it has one, and a sentence that says what to do."""

    id: str | None
    text: str


def read_batch(lines: Iterable[str]) -> Iterator[Asked | Unread]:
    """The lines of a JSON Lines file (`id`/`_id`, `question`/`text`, `turns`); empty ones are skipped."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield Asked.model_validate_json(line)
        except ValidationError:
            yield Unread(
                _identifier(line),
                f"Line {number} is not a question; write it like "
                '{"id": "1", "question": "When does it start?"} and run again.',
            )


def result_of(line: Asked | Unread, work: Callable[[Asked], dict[str, Any]]) -> tuple[dict[str, Any], bool]:
    """What is printed for a line, and whether `work` did it; a line that fails does not stop the others."""
    if isinstance(line, Unread):
        return _error(line.id, line.text), False
    try:
        return {"id": line.id, **work(line)}, True
    except UnavailableError as problem:
        return _error(line.id, str(problem)), False


def _error(identifier: str | None, text: str) -> dict[str, Any]:
    return {"id": identifier, "kind": "error", "text": text}


def _identifier(line: str) -> str | None:
    """The id in a line that is no question, where it can be told and printed."""
    try:
        values = json.loads(line)
        found = values.get("_id", values.get("id")) if isinstance(values, dict) else None
        if isinstance(found, bool) or not isinstance(found, str | int | float):
            return None
        return str(found).encode().decode()
    except (ValueError, RecursionError):  # among them a lone surrogate, which UTF-8 cannot write
        return None


def answer_values(asked: Asked, ask: Callable[[Asked], Reply]) -> dict[str, Any]:
    """The result for one question; `latency_ms` is the time that the answer took."""
    started = time.perf_counter()
    reply = ask(asked)
    latency = (time.perf_counter() - started) * 1000
    return {**reply_values(reply), "latency_ms": round(latency, 1)}


def reply_values(reply: Reply) -> dict[str, Any]:
    """A reply as machines get it; `framing` carries the warnings, and is empty for a refusal."""
    return {
        "kind": reply.kind,
        "answer_id": reply.id,
        "mode": reply.mode.value if isinstance(reply, Answer) else "",
        "framing": reply.framing if isinstance(reply, Answer) else "",
        "notice": reply.notice,
        "text": reply.text,
        "citations": [each.model_dump(mode="json") for each in reply.citations],
        "passages": [each.model_dump(include={"document", "section", "score"}) for each in reply.passages],
        "confidence": round(reply.confidence, 4),
        "unsure": isinstance(reply, Answer) and reply.is_unsure,
        "language": reply.language.value,
    }


def hits_of(passages: Iterable[Passage]) -> list[dict[str, Any]]:
    """The hits of a search as machines get them, one a document."""
    return [
        {
            "document": each.chunk.document,
            "section": " > ".join(each.chunk.section),
            "score": round(each.score, 6),
            "text": each.chunk.text,
        }
        for each in passages
    ]


def asking(
    assistant: Assistant, audience: Audience, documents: tuple[str, ...] | None, language: Language | None
) -> Callable[[Asked], Reply]:
    """How a batch asks: every line with the same audience, documents and language."""
    bounds = Request("", audience, documents, language, requester=_BATCH)
    return lambda asked: assistant.ask(replace(bounds, text=asked.question, turns=asked.before))


def to_line(values: dict[str, Any]) -> str:
    """One line of JSON, with Korean left readable."""
    return json.dumps(values, ensure_ascii=False)
