"""Answers, searches and lists documents: for one question, or for a batch in JSON Lines."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.cli.batch import BatchLine, run_batch
from bot.cli.edge import print_json, requester_here, settings_here
from bot.cli.show import Streaming, show_documents, show_passages, show_reply
from bot.factory import build_assistant, build_index
from bot.models import Answer, Audience, Passage, Reply, Request, Requester
from bot.text.language import written_in
from ingest.errors import ConfigurationError

_BATCH = Requester("batch", "", "")


def ask_once(request: Request, *, as_json: bool) -> None:
    """Answer one question."""
    settings = settings_here()
    request = replace(request, requester=requester_here(settings.index.folder))
    assistant = build_assistant(settings)
    if as_json:
        print_json(reply_values(assistant.ask(request)))
        return
    console = Console()
    streaming = Streaming(console, request.language or written_in(request.text))
    show_reply(console, assistant.ask(request, streaming), already=streaming.shown)


def ask_batch(file: Path, request: Request) -> None:
    """Answer a file of questions as they come; `latency_ms` is the time that an answer took."""
    assistant = build_assistant(settings_here())

    def answer(line: BatchLine) -> dict[str, Any]:
        started = time.perf_counter()
        asked = replace(request, text=line.question, turns=line.earlier_turns, requester=_BATCH)
        values = reply_values(assistant.ask(asked))
        return {**values, "latency_ms": round((time.perf_counter() - started) * 1000, 1)}

    run_batch(file, answer)


def search_once(request: Request, top: int, *, as_json: bool) -> None:
    """List the documents nearest to one query."""
    if not request.text.strip():
        raise ConfigurationError("There is nothing to search for; type a query or give a --file.")
    passages = build_assistant(settings_here()).search(request, top=top)
    if as_json:
        print_json({"id": "", "hits": hit_values(passages)})
    else:
        show_passages(Console(), passages)


def search_batch(file: Path, request: Request, top: int) -> None:
    """Search for a file of queries."""
    assistant = build_assistant(settings_here())

    def search(line: BatchLine) -> dict[str, Any]:
        return {"hits": hit_values(assistant.search(replace(request, text=line.question), top=top))}

    run_batch(file, search)


def list_documents(audience: Audience, *, as_json: bool) -> None:
    """List what the audience may read."""
    entries = build_index(settings_here()).read(lambda snapshot: snapshot.documents(audience))
    if not as_json:
        show_documents(Console(), entries)
        return
    for entry in entries:
        about = entry.metadata.model_dump(mode="json")
        print_json({"id": entry.id, "version": entry.version, "chunks": entry.chunks, **about})


def reply_values(reply: Reply) -> dict[str, Any]:
    """A reply as machines get it; `framing` carries the warnings, and is empty for a refusal."""
    return {
        "kind": reply.kind,
        "answer_id": reply.id,
        "mode": reply.mode.value if isinstance(reply, Answer) else "",
        "framing": reply.framing if isinstance(reply, Answer) else "",
        "notice": reply.notice,
        "text": reply.text,
        "citations": [citation.model_dump(mode="json") for citation in reply.citations],
        "passages": [
            passage.model_dump(include={"document", "section", "score"}) for passage in reply.passages
        ],
        "confidence": round(reply.confidence, 4),
        "unsure": isinstance(reply, Answer) and reply.is_unsure,
        "language": reply.language.value,
    }


def hit_values(passages: Iterable[Passage]) -> list[dict[str, Any]]:
    """The hits of a search as machines get them, one a document."""
    return [
        {
            "document": passage.chunk.document,
            "section": " > ".join(passage.chunk.section),
            "score": round(passage.score, 6),
            "text": passage.chunk.text,
        }
        for passage in passages
    ]
