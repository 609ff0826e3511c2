"""Reads plain text: paragraphs apart by empty lines, their lines joined, and lists as they are typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.models import Block, BlockKind, ParsedDocument
from ingest.parsers.cleaning import clean, one_line
from ingest.parsers.decoding import decode
from ingest.parsers.frontmatter import split
from ingest.parsers.limits import Limits
from ingest.parsers.lists import ItemFinder


def read_text(data: bytes, limits: Limits) -> ParsedDocument:  # noqa: ARG001 - the signature of all readers
    """The document in the bytes of a text file; raises `DocumentError` if they are not text."""
    declared, body = split(clean(decode(data)))
    return ParsedDocument(tuple(text_blocks(body)), declared)


def text_blocks(text: str) -> Iterator[Block]:
    """The paragraphs and list items of cleaned text."""
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
