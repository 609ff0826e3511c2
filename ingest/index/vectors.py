"""Keeps and searches a generation's vectors in Chroma; the only file that knows it.

Each audience has a collection of its own, so that a search for the public cannot meet a vector of the staff's
whatever else goes wrong, and needs no filter over the whole index. Embedded, a generation is a folder that
only its builder ever writes: Chroma's embedded mode is not safe for two processes on one path. On a server, a
generation is a set of collections whose names carry the index and the generation.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from ingest.errors import ConcordError, ConfigurationError, UnavailableError
from ingest.index.storage_errors import damaged_index, full_disk, no_room_to_read
from ingest.models import Audience

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

FloatArray = npt.NDArray[np.float32]
_FOLDER = "chroma"
# Chroma passes on what SQLite and the system said in words only, and when it writes not always these.
_FULL_DISK = ("disk is full", "disk I/O error", "No space left", "File too large", "readonly database")


class VectorStore(Protocol):
    """Where the generations' vectors are kept; `folder` holds the other parts of the generation."""

    def build(self, generation: str, folder: Path) -> Vectors:
        """Empty vectors for a new generation."""

    def open(self, generation: str, folder: Path) -> Vectors:
        """The vectors of a finished generation."""

    def holds(self, generation: str, folder: Path) -> bool:
        """Whether the vectors of a finished generation are in this store, and not in another."""

    def drop_all_but(self, generation: str) -> None:
        """Remove what other generations of this index left outside their folders."""


class Vectors:
    """One generation's vectors, a Chroma collection an audience; calls `release` when it is let go."""

    def __init__(
        self, client: ClientAPI, name: Callable[[Audience], str], address: str, release: Callable[[], object]
    ) -> None:
        self._client = client
        self._name = name
        self._address = address
        self._collections: dict[Audience, Collection] = {}
        self.close = weakref.finalize(self, release)

    def create(self) -> None:
        """Make the empty collections; those of the same name that a killed build left are replaced."""
        with _translate_errors(self._address, writing=True):
            present = {collection.name for collection in self._client.list_collections()}
            for audience in Audience:
                if self._name(audience) in present:
                    self._client.delete_collection(self._name(audience))
                self._collections[audience] = self._client.create_collection(
                    self._name(audience),
                    embedding_function=None,
                    configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
                )

    def add(
        self, audience: Audience, first_row: int, vectors: FloatArray, metadata: Sequence[dict[str, str]]
    ) -> None:
        """Add `vectors` (n, d) for the rows from `first_row` on; `metadata` names each row's document."""
        size = self._client.get_max_batch_size()
        with _translate_errors(self._address, writing=True):
            for at in range(0, len(vectors), size):
                some = range(at, min(at + size, len(vectors)))
                self._collection(audience).add(
                    ids=[str(first_row + i) for i in some],
                    embeddings=vectors[at : some.stop],
                    metadatas=list(metadata[at : some.stop]),
                )

    def search(
        self, audience: Audience, vector: FloatArray, *, top: int, documents: Sequence[str] | None
    ) -> list[tuple[int, float]]:
        """The `top` nearest rows of one audience's partition with their cosine similarity, best first.

        `documents` limits the search to those ids, in the store itself.
        """
        where = {"document": {"$in": list(documents)}} if documents is not None else None
        with _translate_errors(self._address):
            result = self._collection(audience).query(
                query_embeddings=np.asarray([vector], np.float32),
                n_results=top,
                where=where,  # type: ignore[arg-type]
                include=["distances"],
            )
        distances = result["distances"] or [[]]
        return [
            (int(row), 1.0 - distance) for row, distance in zip(result["ids"][0], distances[0], strict=True)
        ]

    def count(self, audience: Audience) -> int:
        with _translate_errors(self._address):
            return self._collection(audience).count()

    def _collection(self, audience: Audience) -> Collection:
        if audience not in self._collections:
            self._collections[audience] = self._client.get_collection(
                self._name(audience), embedding_function=None
            )
        return self._collections[audience]


class EmbeddedStore:
    """Chroma in this process, a folder a generation; see `VectorStore`."""

    def build(self, generation: str, folder: Path) -> Vectors:  # noqa: ARG002
        vectors = self._open(folder, writing=True)
        vectors.create()
        return vectors

    def open(self, generation: str, folder: Path) -> Vectors:  # noqa: ARG002
        return self._open(folder, writing=False)

    def holds(self, generation: str, folder: Path) -> bool:  # noqa: ARG002
        return (folder / _FOLDER).is_dir()

    def drop_all_but(self, generation: str) -> None:
        """Nothing lies outside the folders."""

    def _open(self, folder: Path, *, writing: bool) -> Vectors:
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings

        path = str(folder / _FOLDER)
        with _translate_errors(str(folder), writing=writing), ExitStack() as undo:
            # A folder that failed to open would stay registered half made, and fail for ever.
            undo.callback(SharedSystemClient._identifier_to_system.pop, path, None)
            client = chromadb.PersistentClient(path, settings=Settings(anonymized_telemetry=False))
            undo.pop_all()
        return Vectors(client, lambda audience: f"concord-{audience}", str(folder), lambda: _close(client))


class ServerStore:
    """A Chroma server that may hold several indexes, told apart by what `index` returns; see `VectorStore`.

    `index` is called only when there is a generation, since it may have to write the index's name.
    """

    def __init__(self, address: str, index: Callable[[], str]) -> None:
        self._address = address
        self._host, self._port, self._ssl = _parse_address(address)
        self._index = index
        self._shared: ClientAPI | None = None
        self._lock = threading.Lock()

    @property
    def _prefix(self) -> str:
        return f"concord-{self._index()}-"

    def build(self, generation: str, folder: Path) -> Vectors:
        vectors = self.open(generation, folder)
        vectors.create()
        return vectors

    def open(self, generation: str, folder: Path) -> Vectors:  # noqa: ARG002
        prefix, client = self._prefix, self._client()
        # The client outlives the generations.
        return Vectors(
            client, lambda audience: f"{prefix}{generation}-{audience}", self._address, lambda: None
        )

    def holds(self, generation: str, folder: Path) -> bool:  # noqa: ARG002
        client = self._client()
        with _translate_errors(self._address):
            names = {collection.name for collection in client.list_collections()}
        prefix = self._prefix
        return all(f"{prefix}{generation}-{audience}" in names for audience in Audience)

    def drop_all_but(self, generation: str) -> None:
        client, prefix = self._client(), self._prefix
        with _translate_errors(self._address):
            names = [collection.name for collection in client.list_collections()]
            for name in names:
                if name.startswith(prefix) and not name.startswith(f"{prefix}{generation}-"):
                    client.delete_collection(name)

    def _client(self) -> ClientAPI:
        """The one client of this store: Chroma never quite forgets one, so generations share it."""
        import chromadb
        from chromadb.config import Settings

        with self._lock, _translate_errors(self._address):
            if self._shared is None:
                settings = Settings(anonymized_telemetry=False)
                self._shared = chromadb.HttpClient(self._host, self._port, self._ssl, settings=settings)
                weakref.finalize(self, _close, self._shared)
            return self._shared


def _parse_address(address: str) -> tuple[str, int, bool]:
    """Host, port, and whether to speak TLS."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError(
            f"The Chroma server's address {address!r} is not understood; write it like http://127.0.0.1:8000."
        )
    is_tls = parts.scheme == "https"
    return parts.hostname, port or (443 if is_tls else 8000), is_tls


def _close(client: ClientAPI) -> None:
    """Let a client go, with the connections that Chroma's own `close` leaves open."""
    # Neither `close` nor what it forgets is in the type that both kinds of client share.
    inner: Any = client
    servers = (inner._server, inner._admin_client._server)
    inner.close()
    for server in servers:
        if hasattr(server, "_session"):
            server._session.close()


@contextmanager
def _translate_errors(address: str, *, writing: bool = False) -> Iterator[None]:
    """Raise one plain sentence for what goes wrong at `address`, a server's or a generation's folder."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except (httpx.HTTPError, ConnectionError) as gone:
        raise _unreachable(address) from gone
    except ChromaError as refused:
        raise _plain(address, refused, writing=writing) from refused
    except ValueError as refused:
        # chromadb reports a server that it cannot reach at construction as a bare ValueError.
        if "Could not connect" not in str(refused):
            raise
        raise _unreachable(address) from refused


def _unreachable(address: str) -> UnavailableError:
    return UnavailableError(f"The Chroma server at {address} does not answer; start it and try again.")


def _plain(address: str, refused: Exception, *, writing: bool) -> ConcordError:
    is_full = any(words in str(refused) for words in _FULL_DISK)
    if "://" in address:
        return full_disk(address) if is_full else _index_missing(address, refused)
    if writing:
        return full_disk(address)
    return no_room_to_read(address) if is_full else damaged_index(address)


def _index_missing(address: str, refused: Exception) -> UnavailableError:
    return UnavailableError(
        f"The Chroma server at {address} does not hold this index ({type(refused).__name__}); "
        "run concord-ingest, which builds it there, and try again."
    )
