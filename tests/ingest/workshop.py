"""Builds an index as the program does, from real parts, with the hashing embedder in place of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ingest.build import IndexBuilder
from ingest.embedding.cache import CachedEmbedder, DiskVectorCache
from ingest.errors import ConcordError, DocumentError
from ingest.index.generations import Generations
from ingest.index.snapshot import Index, Snapshot
from ingest.index.vectors import EmbeddedStore, ServerStore, VectorStore
from ingest.ingestion import Ingestion
from ingest.language.tokenizer import Tokenizer
from ingest.models import Audience, Chunk
from ingest.parsers.limits import Limits
from ingest.pipeline import embed_documents
from ingest.report import NoProgress, Outcome, Progress, Report
from ingest.settings import ChunkSettings, DocumentSettings
from ingest.sources.loader import DocumentLoader, ParsedSource
from ingest.sources.web_page import Page
from tests.ingest.hashing_embedder import HashingEmbedder

_MAX_CHARS = 300


@dataclass
class Workshop:
    """An index in `home / "index"` over the documents in `home / "documents"`."""

    home: Path
    embedder: HashingEmbedder = field(default_factory=HashingEmbedder)
    chroma_url: str = ""
    lock_wait_s: float = 0
    default_audience: Audience = Audience.PUBLIC
    limits: Limits = field(default_factory=Limits)
    pages: dict[str, Page | ConcordError] = field(default_factory=dict)

    @property
    def documents(self) -> Path:
        folder = self.home / "documents"
        folder.mkdir(exist_ok=True, parents=True)
        return folder

    @property
    def folder(self) -> Path:
        return self.home / "index"

    @property
    def generations(self) -> Generations:
        return Generations(self.folder)

    @cached_property
    def store(self) -> VectorStore:
        if self.chroma_url:
            return ServerStore(self.chroma_url, self.generations.identity)
        return EmbeddedStore()

    def write(self, files: Mapping[str, str]) -> None:
        """Makes the documents folder hold exactly these files."""
        for path in self.documents.rglob("*"):
            if path.is_file() and str(path.relative_to(self.documents)) not in files:
                path.unlink()
        for name, text in files.items():
            path = self.documents / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def ingestion(self) -> Ingestion:
        cached = CachedEmbedder(self.embedder, DiskVectorCache(self.folder / "cache.sqlite"))

        def embed(batch: Sequence[ParsedSource]) -> dict[str, list[Chunk]]:
            return embed_documents(batch, cached, _MAX_CHARS)

        return Ingestion(
            folder=self.folder,
            generations=self.generations,
            builder=IndexBuilder(self.store, cached, Tokenizer()),
            loader=DocumentLoader(embed, self.limits, self.default_audience),
            fetch=self._fetch,
            documents=DocumentSettings(default_audience=self.default_audience),
            chunks=ChunkSettings(max_chars=_MAX_CHARS),
            lock_wait_s=self.lock_wait_s,
        )

    def ingest(self, *places: str, progress: Progress | None = None) -> Report:
        return self.ingestion().run(places or [str(self.documents)], progress or NoProgress())

    def forget(self, *places: str) -> Report:
        return self.ingestion().run(places, NoProgress(), forget=True)

    def preview(self, *places: str) -> Report:
        return self.ingestion().preview(places or [str(self.documents)])

    def _fetch(self, address: str) -> Page:
        if address not in self.pages:
            raise DocumentError("The page is gone; check its address.")
        page = self.pages[address]
        if isinstance(page, ConcordError):
            raise page
        return page

    def index(self) -> Index:
        return Index(self.generations, self.store)


def outcomes(report: Report) -> dict[str, Outcome]:
    """What became of each file, by name."""
    return {each.name: each.outcome for each in report.files}


def notes(report: Report) -> dict[str, str]:
    """What is said about each file, by name."""
    return {each.name: each.note for each in report.files}


def dense(
    workshop: Workshop, text: str, audience: Audience = Audience.STAFF, documents: Sequence[str] | None = None
) -> list[str]:
    """The texts of the chunks nearest to `text`, best first, in everything that `audience` may read."""
    vector = workshop.embedder.embed_query(text)
    return _ranked(workshop, audience, lambda s, a: s.search_vectors(a, vector, top=50, documents=documents))


def keyword(
    workshop: Workshop, text: str, audience: Audience = Audience.STAFF, documents: Sequence[str] | None = None
) -> list[str]:
    """The texts of the chunks that share a word with `text`, best first."""
    terms = Tokenizer().terms(text)
    return _ranked(workshop, audience, lambda s, a: s.search_keywords(a, terms, top=50, documents=documents))


def _ranked(
    workshop: Workshop,
    audience: Audience,
    search: Callable[[Snapshot, Audience], list[tuple[int, float]]],
) -> list[str]:
    def use(snapshot: Snapshot) -> list[str]:
        scored: list[tuple[float, str]] = []
        for partition in audience.readable:
            rows = search(snapshot, partition)
            chunks = snapshot.chunks(partition, [row for row, _ in rows])
            scored += [(score, chunks[row].chunk.text) for row, score in rows]
        return [text for _, text in sorted(scored, key=lambda item: -item[0])]

    return workshop.index().read(use)


def listed(workshop: Workshop, audience: Audience = Audience.STAFF) -> dict[str, int]:
    """The number of chunks of each document, by id."""
    entries = workshop.index().read(lambda snapshot: snapshot.documents(audience))
    return {entry.id: entry.chunks for entry in entries}
