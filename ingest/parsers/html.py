"""Reads HTML pages: their visible blocks, and what their head declares."""

from __future__ import annotations

import re

from ingest.errors import DocumentError
from ingest.models import ParsedDocument
from ingest.parsers.cleaning import decode, one_line
from ingest.parsers.frontmatter import opens, split
from ingest.parsers.html_blocks import BlockGatherer
from ingest.parsers.html_tree import Node, build_tree
from ingest.parsers.limits import Limits
from ingest.parsers.metadata import declare_leniently, declared_audience, together

_CHARSET = re.compile(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_CHARSET_WITHIN = 4096  # bytes; browsers look at the first 1024
_MIN_MAIN = 200  # characters below which a page's <main> is taken for a mere frame
# What pages of the web say in a meta of that name, which is no Concord audience mistyped.
_EVERYBODY = frozenset({"", "all", "everyone", "general", "general public", "global"})
# The names that pages give to what Concord keeps, the better founded first.
_META = {
    "publisher": ("author", "dc.creator", "article:author", "publisher", "og:site_name"),
    "date": ("article:published_time", "dc.date", "dcterms.date", "date", "pubdate", "article:modified_time"),
    "title": ("og:title",),
}


def parse_html(data: bytes, limits: Limits) -> ParsedDocument:  # noqa: ARG001 - the signature of all parsers
    """The document in an HTML page; raises `DocumentError` if it cannot be read as one."""
    charset = _CHARSET.search(data[:_CHARSET_WITHIN])
    source = decode(data, charset[1].decode("ascii") if charset else "")
    if not source.strip():
        raise DocumentError("The page is empty; save it from the browser again.")
    declared, source = split(source) if opens(source) else ({}, source)
    tree = build_tree(source)
    declared = together(together(declared, _audience(tree)), _head(tree))
    return ParsedDocument(BlockGatherer().gather(_main(tree)), declared)


def _main(tree: Node) -> Node:
    """The page's `<main>` where it has just one with text in it, else the whole page."""
    mains = tree.find_all("main")
    return mains[0] if len(mains) == 1 and len(one_line(mains[0].text())) >= _MIN_MAIN else tree


def _head(tree: Node) -> dict[str, object]:
    meta = {_name(node): node.attributes.get("content", "") for node in reversed(tree.find_all("meta"))}
    titles = [one_line(node.text()) for node in tree.find_all("title")]
    html = next(iter(tree.find_all("html")), Node("html"))
    return declare_leniently(
        {
            "title": next(filter(None, titles), "") or _first(meta, "title"),
            "publisher": _first(meta, "publisher"),
            "date": _first(meta, "date"),
            "language": html.attributes.get("lang", ""),
            "sources": [
                link.attributes.get("href", "")
                for link in tree.find_all("link")
                if link.attributes.get("rel", "").lower() == "canonical"
                and link.attributes.get("href", "").startswith("http")
            ],
        }
    )


def _audience(tree: Node) -> dict[str, object]:
    declared: dict[str, object] = {}
    for node in tree.find_all("meta"):
        content = node.attributes.get("content", "")
        if content.strip().lower() not in _EVERYBODY:
            declared = together(declared, declared_audience({_name(node): content}))
    return declared


def _name(meta: Node) -> str:
    return (meta.attributes.get("name") or meta.attributes.get("property") or "").lower()


def _first(meta: dict[str, str], key: str) -> str:
    return next((meta[name] for name in _META[key] if meta.get(name, "").strip()), "")
