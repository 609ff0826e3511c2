"""Batches for evaluators and journalists: JSON lines in, one JSON line out for each, in order."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.assistant import Assistant
from bot.models import Audience, Language, Passage, Reply
from ingest.errors import FixTheFile

_CITED = {"n", "document", "title", "section", "page", "quote", "start", "end", "url", "date"}
_SEARCH_TEXT = "text"


class Asked(BaseModel):
    """A line of a batch; other keys that a suite may carry are passed over."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True, populate_by_name=True)

    id: str = Field(alias="_id")
    question: str = Field(alias="text")
    turns: tuple[str, ...] = ()


def read_batch(lines: Iterable[str]) -> Iterator[Asked]:
    """The questions of a JSON Lines file (`id`/`_id`, `question`/`text`, `turns`); empty lines are skipped.

    Raises FixTheFile with the number of a line that cannot be read.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield Asked.model_validate_json(line)
        except ValidationError as invalid:
            raise FixTheFile(
                f"Line {number} is not a question; write it like "
                '{"id": "1", "question": "When does it start?"} and run again.'
            ) from invalid


def answer_line(asked: Asked, ask: Callable[[Asked], Reply]) -> dict[str, Any]:
    """The result line for one question; `latency_ms` is the time that the answer took."""
    started = time.perf_counter()
    reply = ask(asked)
    latency = (time.perf_counter() - started) * 1000
    return {"id": asked.id, **reply_values(reply), "latency_ms": round(latency, 1)}


def reply_values(reply: Reply) -> dict[str, Any]:
    """A reply as machines get it."""
    return {
        "kind": reply.kind,
        "text": reply.text,
        "citations": [each.model_dump(mode="json", include=_CITED) for each in reply.citations],
        "passages": [each.model_dump(include={"document", "section", "score"}) for each in reply.passages],
        "confidence": round(reply.confidence, 4),
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
    return lambda asked: assistant.ask(
        asked.question, audience=audience, documents=documents, language=language, turns=asked.turns
    )


def to_line(values: dict[str, Any]) -> str:
    """One line of JSON, with Korean left readable."""
    return json.dumps(values, ensure_ascii=False)
