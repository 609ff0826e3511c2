"""Says which reader a fetched page is for, and in which encoding its text came; pure."""

from __future__ import annotations

import codecs
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote

from ingest.errors import DocumentError

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


def suffix_of(content_type: str, path: str) -> str:
    """The suffix that stands for what was sent: by its content type, or by the path where that is vague.

    Raises `DocumentError` for a type that no reader is for.
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
    charset = charset_of(content_type)
    if not charset or suffix not in _TEXT or data.startswith((codecs.BOM_UTF8, b"\xff\xfe", b"\xfe\xff")):
        return data
    try:
        return codecs.BOM_UTF8 + data.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return data


def charset_of(content_type: str) -> str:
    """The declared charset in lower case, or nothing."""
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'").lower()
    return ""
