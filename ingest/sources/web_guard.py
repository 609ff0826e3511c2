"""Lets only public addresses be fetched, and ends every wait at one deadline; knows httpcore.

A name is resolved once for a connection and the connection goes to what was resolved, so that a name which
answers differently the second time (DNS rebinding) leads nowhere. The host in the request and in TLS is the
name all the same.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import httpcore
import httpx

from ingest.errors import ConfigurationError, UnavailableError

_MAX_TRIED = 4  # addresses of one name
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
Clock = Callable[[], float]


def check_address(address: str) -> httpx.URL:
    """The parsed address; raises `ConfigurationError` unless it is a plain http or https one with a host."""
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise ConfigurationError("This is no web address; write it as https://host/path.") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise ConfigurationError("Only http and https addresses are fetched; write it as https://host/path.")
    if url.port is not None and not 0 < url.port < 65_536:
        raise ConfigurationError("The port in the address does not exist; write it as https://host/path.")
    if url.userinfo:
        raise ConfigurationError(
            "The address holds a name or password; take it out and save the page to a file."
        )
    return url


def is_public(ip: str) -> bool:
    """Whether an IP address is on the public internet, whichever of the IPv6 ways to write IPv4 it uses."""
    try:
        parsed = ipaddress.ip_address(ip)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.is_site_local:
            return False
        inner = _embedded(parsed)
        if inner is not None:
            return is_public(str(inner))
    return parsed.is_global and not (
        parsed.is_multicast or parsed.is_reserved or parsed.is_unspecified or parsed.is_loopback
    )


def _embedded(parsed: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that packets to `parsed` end up at: mapped, 6to4, Teredo or NAT64."""
    if parsed.ipv4_mapped or parsed.sixtofour:
        return parsed.ipv4_mapped or parsed.sixtofour
    if parsed.teredo:
        return parsed.teredo[1]
    return ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF) if parsed in _NAT64 else None


class Resolver(Protocol):
    """Turns a host name into IP addresses."""

    def __call__(self, host: str) -> list[str]:
        """The addresses of `host`; raises OSError if there are none."""


def resolve(host: str) -> list[str]:
    entries = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in entries))


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on the monotonic `clock`, in seconds, after which nothing is waited for."""

    at: float
    clock: Clock = time.monotonic

    def cap(self, timeout_s: float | None) -> float:
        """The seconds that may still be waited, at most `timeout_s`.

        Raises `UnavailableError` when time is up.
        """
        left = self.at - self.clock()
        if left <= 0:
            raise UnavailableError("The page took too long to arrive; try again later or save it to a file.")
        return left if timeout_s is None else min(left, timeout_s)


@dataclass(frozen=True, slots=True)
class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections for httpcore, to public addresses only unless `allow_private`."""

    resolver: Resolver
    deadline: Deadline
    allow_private: bool

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to a checked address of `host`.

        Raises `ConfigurationError` if any of them is private.
        """
        network = httpcore.SyncBackend()
        failure: Exception = UnavailableError(
            f"The name {host} was not found; check the address and the connection."
        )
        for ip in self._checked(host)[:_MAX_TRIED]:
            try:
                left = self.deadline.cap(timeout)
                stream = network.connect_tcp(ip, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self.deadline)
        raise failure

    def _checked(self, host: str) -> list[str]:
        try:
            addresses = self.resolver(host)
        except (OSError, UnicodeError) as error:
            raise UnavailableError(
                f"The name {host} was not found; check the address and the connection."
            ) from error
        if not self.allow_private and not all(is_public(ip) for ip in addresses):
            raise ConfigurationError(
                f"{host} is on this machine or in a private network and is not fetched; save the page to a "
                "file, or set `web.allow_private` if you trust every address in your list."
            )
        return addresses


@dataclass(frozen=True, slots=True)
class _TimedStream(httpcore.NetworkStream):
    """A connection of which every wait ends at the deadline, also for a server that drips byte by byte."""

    inner: httpcore.NetworkStream
    deadline: Deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, self.deadline.cap(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, self.deadline.cap(timeout))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self.inner.start_tls(ssl_context, server_hostname, self.deadline.cap(timeout))
        return _TimedStream(stream, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


def guarded_transport(backend: GuardedBackend) -> httpx.HTTPTransport:
    """A transport that opens its connections through `backend`."""
    transport = httpx.HTTPTransport(trust_env=False)
    transport._pool = httpcore.ConnectionPool(
        ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=backend
    )
    return transport
