"""Says in one sentence what went wrong with Chroma, be it a server or a generation's folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ingest.errors import ConcordError, UnavailableError
from ingest.index.disk import damaged_index, full_disk, no_room_to_read

_FULL_DISK = ("disk is full", "disk I/O error", "No space left", "File too large", "readonly database")


@contextmanager
def reachable(address: str, *, writing: bool = False) -> Iterator[None]:
    """Turns what can go wrong at `address`, a server's or a generation's folder, into a sentence."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except (httpx.HTTPError, ConnectionError) as gone:
        raise _silent(address) from gone
    except ChromaError as refused:
        raise _sentence(address, refused, writing=writing) from refused
    except ValueError as refused:
        # chromadb reports a server that it cannot reach at construction as a bare ValueError.
        if "Could not connect" not in str(refused):
            raise
        raise _silent(address) from refused


def _silent(address: str) -> UnavailableError:
    return UnavailableError(f"The Chroma server at {address} does not answer; start it and try again.")


def _sentence(address: str, refused: Exception, *, writing: bool) -> ConcordError:
    # Chroma passes on what SQLite and the system said in words only, and when it writes not always these.
    is_full = any(words in str(refused) for words in _FULL_DISK)
    if "://" in address:
        return full_disk(address) if is_full else _not_there(address, refused)
    if writing:
        return full_disk(address)
    return no_room_to_read(address) if is_full else damaged_index(address)


def _not_there(address: str, refused: Exception) -> UnavailableError:
    return UnavailableError(
        f"The Chroma server at {address} does not hold this index ({type(refused).__name__}); "
        "run concord-ingest, which builds it there, and try again."
    )
