"""Builds evidence and retrieved contexts for tests."""

from __future__ import annotations

from bot.models import Audience, Evidence, Passage
from bot.retrieval.context import RetrievedContext
from ingest.index.catalog import CatalogEntry
from ingest.models import Chunk, Document, Metadata, Unit, UnitKind

# Where the sentences of `evidence_of` start in their documents.
START = 100


def evidence_of(text: str, document: str = "a.md", *, score: float = 0.9, span: str = "") -> Evidence:
    """One sentence, the only one of its passage; `span` is the part of it that is the answer."""
    unit = Unit(UnitKind.SENTENCE, START, START + len(text))
    chunk = Chunk(document, 0, (), None, START, START + len(text), text, (unit,))
    start = START + text.index(span)
    answer = (start, start + len(span)) if span else None
    return Evidence(Passage(chunk, "Title", 1.0), (unit,), score, answer)


def entry(document: str, **metadata: object) -> CatalogEntry:
    """A public document of the index."""
    values = {"title": f"Title of {document}", "language": "en", "audience": Audience.PUBLIC} | metadata
    return CatalogEntry(document, f"/{document}", Metadata.model_validate(values), "v", 1)


def context_of(*evidence: Evidence, entries: tuple[CatalogEntry, ...] = (), **texts: str) -> RetrievedContext:
    """The context of the evidence's passages; its documents have the quotes in place, or else `texts`."""
    documents = {}
    for each in evidence:
        name = each.passage.chunk.document
        text = texts.get(name.removesuffix(".md"), " " * each.start + each.quote)
        documents[name] = Document(name, f"/{name}", entry(name).metadata, text, "v")
    known = {name: entry(name) for name in documents} | {each.id: each for each in entries}
    return RetrievedContext("1", known, tuple(each.passage for each in evidence), documents)
