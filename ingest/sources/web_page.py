"""Fetches one web page: every hop is checked, size and time are bounded, and its type is told."""

from __future__ import annotations

import codecs
import time
from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote

import httpx

from ingest.errors import ConfigurationError, DocumentError, PageNotFoundError, UnavailableError
from ingest.parsers.limits import in_words
from ingest.sources.web_guard import (
    Deadline,
    GuardedBackend,
    Resolver,
    check_address,
    guarded_transport,
    resolve,
)

_MIB = 1024 * 1024
_HEADERS = {
    "User-Agent": "concord (document reader)",
    "Accept": "text/html, text/plain, text/markdown, application/pdf, */*;q=0.5",
    "Accept-Encoding": "identity",  # what is not compressed cannot swell
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_CLOSED = frozenset({401, 402, 403, 407, 451})
_SUFFIX_OF = MappingProxyType(
    {
        "text/html": ".html",
        "application/xhtml+xml": ".html",
        "text/plain": ".txt",
        "text/markdown": ".md",
        "text/x-markdown": ".md",
        "application/pdf": ".pdf",
        "application/x-pdf": ".pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
        "application/x-hwp": ".hwp",
        "application/haansofthwp": ".hwp",
        "application/vnd.hancom.hwp": ".hwp",
        "application/hwp+zip": ".hwpx",
        "application/haansofthwpx": ".hwpx",
        "application/vnd.hancom.hwpx": ".hwpx",
        "application/jsonl": ".jsonl",
        "application/x-jsonlines": ".jsonl",
        "application/x-ndjson": ".jsonl",
    }
)
# Types that servers send for any file they do not know; the name in the address says more.
_VAGUE = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/zip", "text/plain"})
_NAMED = frozenset({*_SUFFIX_OF.values(), ".markdown", ".htm", ".text", ".ndjson"})
_TEXT = frozenset({".html", ".txt", ".md", ".jsonl", ".markdown", ".htm", ".text", ".ndjson"})


@dataclass(frozen=True, slots=True)
class WebLimits:
    """Bounds of one fetch: body in bytes, waits in seconds; `read_s` is the wait for the next bytes."""

    max_bytes: int = 50 * _MIB
    total_s: float = 60.0
    connect_s: float = 10.0
    read_s: float = 15.0
    max_redirects: int = 5
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: the bytes, the suffix of the parser they are for, and where they came from at last."""

    data: bytes
    suffix: str
    final_address: str


def fetch_page(address: str, limits: WebLimits, resolver: Resolver = resolve) -> Page:
    """The page at `address`, behind its redirects.

    Raises `ConfigurationError` for an address that is wrong, closed or private, its kind
    `PageNotFoundError` for one that holds nothing, `DocumentError` for a page that is
    too large or of a type that is not read, and `UnavailableError` where the server or the connection failed.
    """
    url = check_address(address)
    deadline = Deadline(time.monotonic() + limits.total_s)
    transport = guarded_transport(GuardedBackend(resolver, deadline, limits.allow_private))
    timeout = httpx.Timeout(limits.read_s, connect=limits.connect_s)
    try:
        with httpx.Client(transport=transport, timeout=timeout, headers=_HEADERS, trust_env=False) as client:
            return _follow(client, url, limits)
    except httpx.TimeoutException as error:
        raise UnavailableError("The server did not answer in time; try again later.") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise UnavailableError(
            "The connection to the server failed; check the address or try again later."
        ) from error


def _follow(client: httpx.Client, url: httpx.URL, limits: WebLimits) -> Page:
    for _ in range(limits.max_redirects + 1):
        with client.stream("GET", url) as answer:
            target = answer.headers.get("location") if answer.status_code in _REDIRECTS else None
            if target is None:
                return _page(answer, url, limits)
        url = check_address(str(url.join(target)))
    raise ConfigurationError(
        "The address leads in circles; open it in a browser and use the address it ends at."
    )


def _page(answer: httpx.Response, url: httpx.URL, limits: WebLimits) -> Page:
    _refuse_status(answer.status_code)
    content_type = answer.headers.get("content-type", "")
    suffix = suffix_of(content_type, url.path)
    data = as_utf8(_body(answer, limits.max_bytes), content_type, suffix)
    return Page(data, suffix, str(url))


def _refuse_status(status: int) -> None:
    if status in _GONE:
        raise PageNotFoundError(f"There is no such page (the server answers {status}); check the address.")
    if status in _CLOSED:
        raise ConfigurationError(
            f"The page is not open to all (the server answers {status}); save it to a file."
        )
    if status >= 500 or status in (408, 425, 429):
        raise UnavailableError(f"The server cannot send the page now (it answers {status}); try again later.")
    if not 200 <= status < 300:
        raise ConfigurationError(f"The server answers {status} instead of a page; check the address.")


def _body(answer: httpx.Response, most: int) -> bytes:
    too_large = DocumentError(f"The page is larger than {in_words(most)}; save the part you need to a file.")
    declared = answer.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > most:
        raise too_large
    if answer.headers.get("content-encoding", "identity").lower() != "identity":
        raise DocumentError("The server sends the page compressed though asked not to; save it to a file.")
    body = bytearray()
    for piece in answer.iter_raw():
        body += piece
        if len(body) > most:
            raise too_large
    return bytes(body)


def suffix_of(content_type: str, path: str) -> str:
    """The suffix that stands for what was sent: by its content type, or by the path where that is vague.

    Raises `DocumentError` for a type that no parser is for.
    """
    media = content_type.partition(";")[0].strip().lower()
    named = PurePosixPath(unquote(path)).suffix.lower()
    known = _SUFFIX_OF.get(media)
    if (media in _VAGUE or known is None) and named in _NAMED:
        return named
    if known is None:
        kind = media[:60] or "no known type"
        raise DocumentError(f"The page is {kind}, which is not read; save it in a supported format.")
    return known


def as_utf8(data: bytes, content_type: str, suffix: str) -> bytes:
    """`data` as UTF-8 with its mark if it is text of a charset that the server declared and it fits."""
    header = Message()
    header["content-type"] = content_type
    charset = header.get_content_charset()
    if not charset or suffix not in _TEXT or data.startswith((codecs.BOM_UTF8, b"\xff\xfe", b"\xfe\xff")):
        return data
    try:
        return codecs.BOM_UTF8 + data.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return data
