"""Reads Markdown; the only file that knows markdown-it.

CommonMark with tables and struck-out text is rendered to HTML and read from there, so that HTML inside
Markdown, hidden or not, is treated exactly as it is in a page.
"""

from __future__ import annotations

from ingest.models import ParsedDocument
from ingest.parsers.cleaning import clean
from ingest.parsers.decoding import decode
from ingest.parsers.frontmatter import split
from ingest.parsers.html_blocks import BlockGatherer
from ingest.parsers.html_tree import parse_html
from ingest.parsers.limits import Limits


def read_markdown(data: bytes, limits: Limits) -> ParsedDocument:  # noqa: ARG001 - the signature of all readers
    """The document in a Markdown file; raises `DocumentError` for binary data or bad front matter."""
    from markdown_it import MarkdownIt

    declared, body = split(clean(decode(data)))
    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(body)
    return ParsedDocument(BlockGatherer(addresses=True).gather(parse_html(page)), declared)
