"""A real HTTP server on loopback, whose paths behave as the web does at its worst."""

from __future__ import annotations

import datetime as dt
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ENDLESS_PIECE = b"x" * 65_536


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, Server)
        server.seen.append((self.path, self.headers.get("Host", "")))
        path = self.path.partition("?")[0]
        if path == "/hang":
            server.ended.wait()
        elif path == "/drip-head":
            self._drip(b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 10_000)
        elif path == "/drip-body":
            self._answer(200, {"Content-Type": "text/plain", "Content-Length": "1000"}, b"")
            self._drip(b"x" * 1000)
        elif path == "/endless":
            self._answer(200, {"Content-Type": "text/plain"}, b"")
            self._endless(server)
        elif path in server.answers:
            self._answer(*server.answers[path])
        else:
            self._answer(404, {"Content-Type": "text/html"}, b"<p>nothing here</p>")

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def _drip(self, data: bytes) -> None:
        server = self.server
        assert isinstance(server, Server)
        for byte in data:
            if server.ended.wait(0.05):
                return
            try:
                self.wfile.write(bytes([byte]))
            except OSError:
                return

    def _endless(self, server: Server) -> None:
        while not server.ended.is_set():
            try:
                self.wfile.write(ENDLESS_PIECE)
            except OSError:
                return

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the standard library
        """Says nothing."""


class Server(ThreadingHTTPServer):
    """`answers` gives status, headers and body by path; `seen` collects path and host of each request."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing of clients that hang up, as they do on a false certificate."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.seen: list[tuple[str, str]] = []
        self.ended = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def address(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, content_type: str, body: bytes) -> None:
        self.answers[path] = (200, {"Content-Type": content_type}, body)

    def redirect(self, path: str, target: str, status: int = 302) -> None:
        self.answers[path] = (status, {"Location": target}, b"")


@contextmanager
def serving() -> Iterator[Server]:
    """A running server."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()


def speak_tls(server: Server, folder: Path) -> list[str]:
    """Puts `server` behind TLS with a certificate nobody signed; collects the names that clients ask for."""
    asked: list[str] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(folder / "certificate.pem"))
    context.sni_callback = lambda _socket, name, _context: asked.append(str(name))
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    return asked


def _certificate(path: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "pact.example")])
    now = dt.datetime.now(dt.UTC)
    unsigned = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + dt.timedelta(days=1))
    )
    signed = unsigned.sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path
