"""The connections of one call to a model's server, which another thread can cut at any moment.

A thread that waits for bytes cannot be told to stop, but the socket that it waits on can be shut. All the
providers' libraries use httpx, which names each socket that it opens in the request extension `trace`, and
shows each response's head to a hook; so nothing here depends on a provider.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

_OPENED = ("connect_tcp.complete", "start_tls.complete")


class _Closeable(Protocol):
    def close(self) -> None: ...


_Client = TypeVar("_Client", bound=_Closeable)


class Wire:
    """What one call opens; `status` and `retry_after` are those of the latest response, once one came."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._close: Callable[[], None] | None = None
        self._is_cut = False
        self.status: int | None = None
        self.retry_after = ""

    def open(self, kind: Callable[..., _Client], timeout_s: float, **options: Any) -> _Client:
        """An HTTP client of this kind, whose connections are this wire's; `options` are handed to it."""
        hooks = {"request": [self._watch], "response": [self._note]}
        client = kind(event_hooks=hooks, timeout=timeout_s, **options)
        self._close = client.close
        return client

    @property
    def was_connected(self) -> bool:
        """Whether a server was reached at all."""
        with self._lock:
            return bool(self._sockets)

    def cut(self) -> None:
        """Ends every wait on the connections, those of now and those to come; from any thread."""
        with self._lock:
            self._is_cut = True
            for each in self._sockets:
                _shut(each)

    def close(self) -> None:
        """Closes the connections; from the thread that uses them."""
        if self._close is not None:
            self._close()

    def _watch(self, request: Any) -> None:
        request.extensions["trace"] = self._trace

    def _trace(self, event: str, details: Mapping[str, Any]) -> None:
        if not event.endswith(_OPENED):
            return
        opened = details["return_value"].get_extra_info("socket")
        with self._lock:
            self._sockets.append(opened)
            if self._is_cut:
                _shut(opened)

    def _note(self, response: Any) -> None:
        self.status = int(response.status_code)
        self.retry_after = str(response.headers.get("Retry-After", ""))


def _shut(each: socket.socket) -> None:
    # An encrypted socket's own `shutdown` would change what the waiting thread reads with.
    with contextlib.suppress(OSError):
        socket.socket.shutdown(each, socket.SHUT_RDWR)
