"""Parses plain text and Markdown; the only file that knows markdown-it.

In plain text, paragraphs stand apart by empty lines, and lists are as typed. CommonMark with tables and
struck-out text is rendered to HTML and parsed from there, so that HTML inside Markdown, hidden or not, is
treated exactly as it is in a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt

from ingest.models import Block, BlockKind, ParsedDocument
from ingest.parsers.cleaning import clean, decode, one_line
from ingest.parsers.frontmatter import split
from ingest.parsers.html_blocks import BlockGatherer
from ingest.parsers.html_tree import build_tree
from ingest.parsers.limits import Limits
from ingest.parsers.structure import ItemFinder


def parse_text(data: bytes, limits: Limits) -> ParsedDocument:  # noqa: ARG001 - the signature of all parsers
    """The document in the bytes of a text file; raises `DocumentError` if they are not text."""
    declared, body = split(clean(decode(data)))
    return ParsedDocument(tuple(text_blocks(body)), declared)


def text_blocks(text: str) -> Iterator[Block]:
    finder = ItemFinder()
    opening = Block(BlockKind.PARAGRAPH, "")
    held: list[str] = []
    for line in [*text.split("\n"), ""]:
        item = finder.find(line)
        if held and (item or not line.strip()):
            yield replace(opening, text=one_line(" ".join(held)))
            held = []
        if item:
            opening, held = Block(BlockKind.ITEM, "", item[0]), [item[1]]
        elif held:
            held.append(line)
        elif line.strip():
            finder.end()
            opening, held = Block(BlockKind.PARAGRAPH, ""), [line]


def parse_markdown(data: bytes, limits: Limits) -> ParsedDocument:  # noqa: ARG001 - the signature of all parsers
    """The document in a Markdown file; raises `DocumentError` for binary data or bad front matter."""
    declared, body = split(clean(decode(data)))
    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(body)
    return ParsedDocument(BlockGatherer(addresses=True).gather(build_tree(page)), declared)
