"""Checks a claim against the documents, and shows what they say to each sentence of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.cli.edge import print_json, requester_here, settings_here
from bot.factory import build_assistant
from bot.models import Citation, Request
from bot.verification.models import ClaimReply, ClaimSentence, Finding

_COLOURS = {Finding.SUPPORTED: "green", Finding.CONTRADICTED: "red", Finding.NOT_FOUND: "yellow"}
_SIGNS = {Finding.SUPPORTED: "✓", Finding.CONTRADICTED: "✗", Finding.NOT_FOUND: "?"}
_SHORT = 320


def check_claim(request: Request, *, as_json: bool) -> None:
    """Check one claim."""
    settings = settings_here()
    request = replace(request, requester=requester_here(settings.index.folder))
    reply = build_assistant(settings).check(request)
    if as_json:
        print_json(reply.model_dump(mode="json"))
    else:
        show_claim(Console(highlight=False), reply)


def show_claim(console: Console, reply: ClaimReply) -> None:
    """The finding for the whole, each sentence with the words for or against it, and what came near."""
    console.print(Text(reply.framing, style=f"bold {_COLOURS[reply.finding]}"))
    for sentence in reply.sentences:
        for part in _sentence(sentence):
            console.print(part)
    for passage in reply.passages:
        text = passage.text if len(passage.text) <= _SHORT else passage.text[:_SHORT].rpartition(" ")[0] + "…"
        place = " · ".join(filter(None, (passage.title, passage.section, passage.document)))
        console.print(Text(place, style="dim"))
        console.print(Padding(Text(text), (0, 0, 0, 4)))


def _sentence(sentence: ClaimSentence) -> Iterator[RenderableType]:
    colour = _COLOURS[sentence.finding]
    yield Text.assemble((f"{_SIGNS[sentence.finding]} ", colour), (sentence.text, "bold"))
    if sentence.why:
        yield Padding(Text(sentence.why, style="dim"), (0, 0, 0, 2))
    for citation in sentence.citations:
        yield Padding(Text.assemble((f"[{citation.n}] ", "cyan"), citation.quote), (0, 0, 0, 2))
        yield Padding(Text(_place(citation), style="dim"), (0, 0, 0, 6))


def _place(citation: Citation) -> str:
    page = f"p. {citation.page}" if citation.page is not None else ""
    date = citation.date.isoformat() if citation.date else ""
    return " · ".join(filter(None, (citation.title, citation.section, page, date, citation.document)))
