"""A language model's HTTP server on loopback that answers every request as a script says.

It speaks the wire formats of OpenAI (`/v1/chat/completions`, streamed or not, and `/v1/models`), Anthropic
(`/v1/messages`) and Ollama (`/api/chat`). Each request has a thread of its own.
"""

from __future__ import annotations

import json
import select
import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from eval.fake_llm.dialects import DIALECTS, Dialect
from eval.fake_llm.script import Asked, Script, Trouble

_PAUSE_S = 0.01


class ScriptedServer:
    """Answers with what `answer` makes of each request; a context manager.

    `asked` are the requests so far, `in_flight` how many are being answered: it falls when clients hang up.
    """

    def __init__(self, answer: Callable[[Asked], Script]) -> None:
        self._server = _Server(answer)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": _PAUSE_S})

    def __enter__(self) -> ScriptedServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.ended.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def root_url(self) -> str:
        """Where it listens, which is the base address for Anthropic and Ollama."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def base_url(self) -> str:
        """The base address for clients of OpenAI's format."""
        return f"{self.root_url}/v1"

    @property
    def asked(self) -> list[Asked]:
        with self._server.lock:
            return list(self._server.asked)

    @property
    def in_flight(self) -> int:
        with self._server.lock:
            return self._server.in_flight


class _HangUpError(Exception):
    """The client is gone, or the server ends."""


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # so many clients may come at once
    # Its threads end with `ended`; to close it is to wait for them.
    daemon_threads = False

    def __init__(self, answer: Callable[[Asked], Script]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.asked: list[Asked] = []
        self.in_flight = 0
        self.lock = threading.Lock()
        self.ended = threading.Event()

    def note(self, path: str, headers: dict[str, str], body: dict[str, Any]) -> Asked:
        with self.lock:
            asked = Asked(len(self.asked) + 1, time.monotonic(), path, headers, body)
            self.asked.append(asked)
            self.in_flight += 1
            return asked

    def done(self) -> None:
        with self.lock:
            self.in_flight -= 1


class _Handler(BaseHTTPRequestHandler):
    # A request a connection: what a client keeps open, it then keeps of its own.
    protocol_version = "HTTP/1.1"
    server: _Server
    connection: socket.socket

    def do_GET(self) -> None:
        if self.path == "/v1/models":
            self._whole(
                200, {}, json.dumps({"object": "list", "data": [{"id": "scripted", "object": "model"}]})
            )
        else:
            self._whole(404, {}, "{}")

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        asked = self.server.note(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
        try:
            self._follow(asked, self.server.answer(asked))
        except (_HangUpError, OSError):
            self.close_connection = True
        finally:
            self.server.done()

    def _follow(self, asked: Asked, script: Script) -> None:
        dialect = DIALECTS.get(asked.path)
        if script.trouble is Trouble.SILENCE:
            self._wait(None)
        self._wait(script.wait_s)
        if dialect is None:
            self._whole(404, {}, "{}")
        elif script.body is not None:
            self._whole(script.status, dict(script.headers), script.body)
        elif asked.body.get("stream", False):
            self._stream(dialect, str(asked.body.get("model")), script)
        else:
            whole = dialect.whole(str(asked.body.get("model")), script)
            self._whole(script.status, dict(script.headers), json.dumps(whole))

    def _stream(self, dialect: Dialect, model: str, script: Script) -> None:
        is_framed = script.trouble is not Trouble.QUIET_CUT
        framing = {"Transfer-Encoding": "chunked"} if is_framed else {}
        self._head(script.status, {"Content-Type": dialect.content_type} | dict(script.headers) | framing)
        send = self._frame if is_framed else self._bytes
        send(dialect.opening(model, script))
        for piece in script.pieces:
            self._wait(script.delay_s)
            send(dialect.piece(model, piece))
        send(script.raw)
        if script.trouble in (Trouble.CUT, Trouble.QUIET_CUT):
            raise _HangUpError
        if script.trouble is not Trouble.NONE:
            self._go_on(dialect, model, script)
        send(dialect.closing(model, script))
        self._bytes(b"0\r\n\r\n")

    def _go_on(self, dialect: Dialect, model: str, script: Script) -> None:
        if script.trouble is Trouble.STALL:
            self._wait(None)
        more = dialect.nothing if script.trouble is Trouble.DRIP else dialect.piece(model, script.pieces[-1])
        while True:
            self._wait(max(script.delay_s, _PAUSE_S))
            self._frame(more)

    def _wait(self, seconds: float | None) -> None:
        """Passes the time, for ever if None; raises _HangUpError once the client or the server is gone."""
        waited = 0.0
        while seconds is None or waited < seconds:
            pause = _PAUSE_S if seconds is None else min(_PAUSE_S, seconds - waited)
            if self.server.ended.wait(pause) or self._is_alone():
                raise _HangUpError
            waited += pause

    def _is_alone(self) -> bool:
        readable, _, _ = select.select([self.connection], [], [], 0)
        return bool(readable) and not self.connection.recv(1, socket.MSG_PEEK)

    def _whole(self, status: int, headers: dict[str, str], body: str) -> None:
        data = body.encode()
        sized = {"Content-Type": "application/json", "Content-Length": str(len(data))}
        self._head(status, sized | headers)
        self._bytes(data)

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (headers | {"Connection": "close"}).items():
            self.send_header(name, value)
        self.end_headers()

    def _frame(self, data: bytes) -> None:
        if data:
            self._bytes(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def _bytes(self, data: bytes) -> None:
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the standard library
        """Says nothing."""
