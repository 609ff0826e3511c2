"""Walks a tree of HTML and gathers its blocks in reading order, tables as rows and columns."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from ingest.models import Block, BlockKind
from ingest.parsers.cleaning import clean, one_line, tidy_lines
from ingest.parsers.html_tree import Node
from ingest.parsers.structure import table_block

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "menu"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
     "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr",
     "html", "legend", "main", "p", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th",
     "thead", "tr"}
)  # fmt: skip
_BREAK = "\n"
_SPACE = re.compile(r"\s+")
_PARAGRAPH = Block(BlockKind.PARAGRAPH, "")
_HEAD = frozenset({"head", "title"})
_MAX_SPAN = 100


@dataclass
class BlockGatherer:
    """Collects the blocks of one tree; with `addresses`, a link's address stands behind its text."""

    addresses: bool = False
    _blocks: list[Block] = field(default_factory=list)
    _held: list[str] = field(default_factory=list)
    _opening: Block = _PARAGRAPH  # what the held text becomes
    _lists: int = 0  # how many are open

    def gather(self, node: Node) -> tuple[Block, ...]:
        self._children(node)
        self._flush()
        return tuple(self._blocks)

    def _visit(self, node: Node) -> None:
        if node.tag in _HEADINGS:
            self._enclosed(node, Block(BlockKind.HEADING, "", _HEADINGS[node.tag]))
        elif node.tag == "li":
            self._enclosed(node, Block(BlockKind.ITEM, "", max(1, self._lists)))
        elif node.tag in _LISTS:
            self._list(node)
        elif node.tag == "table" and not is_layout(node):
            self._table(node)
        elif node.tag == "pre":
            self._enclosed(Node("pre", {}, [_as_lines(node.text())]), _PARAGRAPH)
        elif node.tag in _BLOCKS:
            self._block(node)
        else:
            self._inline(node)

    def _children(self, node: Node) -> None:
        for child in node.children:
            if isinstance(child, Node):
                self._visit(child)
            else:
                self._held.append(child if node.tag == "pre" else _SPACE.sub(" ", clean(child)))

    def _enclosed(self, node: Node, opening: Block) -> None:
        self._flush()
        before, self._opening = self._opening, opening
        self._children(node)
        self._flush()
        self._opening = before

    def _block(self, node: Node) -> None:
        if self._opening is _PARAGRAPH:
            self._enclosed(node, _PARAGRAPH)
            return
        self._held.append(_BREAK)  # a paragraph in a list item or a heading is still part of it
        self._children(node)
        self._held.append(_BREAK)

    def _list(self, node: Node) -> None:
        self._flush()
        self._lists += 1
        self._children(node)
        self._flush()
        self._lists -= 1

    def _table(self, node: Node) -> None:
        self._flush()
        for caption in node.find_all("caption"):
            self._enclosed(caption, _PARAGRAPH)
        table = table_block(grid(node, self._cell))
        self._blocks += [table] if table else []

    def _cell(self, node: Node) -> str:
        return " ".join(block.text for block in BlockGatherer(self.addresses).gather(node))

    def _inline(self, node: Node) -> None:
        if node.tag == "br":
            self._held.append(_BREAK)
        elif node.tag == "a" and self.addresses:
            self._link(node)
        elif node.tag not in _HEAD:
            self._children(node)

    def _link(self, node: Node) -> None:
        address, shown = node.attributes.get("href", "").strip(), one_line(node.text())
        if shown and _bare(address) == _bare(shown):
            self._held.append(shown.replace("\\", ""))  # converters leave escapes in addresses
            return
        self._children(node)
        if shown and address.startswith(("http://", "https://", "mailto:")):
            self._held.append(f" ({address})")

    def _flush(self) -> None:
        text = tidy_lines("".join(self._held))
        self._held.clear()
        if text:
            words = text if self._opening.kind is not BlockKind.HEADING else one_line(text)
            self._blocks.append(replace(self._opening, text=words))


def _bare(address: str) -> str:
    plain = unquote(address).replace("\\", "").rstrip("/").lower()
    return plain.removeprefix("mailto:").removeprefix("https://").removeprefix("http://").removeprefix("www.")


def _as_lines(source: str) -> str:
    return clean(source).strip("\n")


def is_layout(table: Node) -> bool:
    """Whether the table only arranges the page: it says so, holds another table, or never has two columns."""
    if table.attributes.get("role") in ("presentation", "none") or len(table.find_all("table")) > 1:
        return True
    return all(len(_cells(row)) < 2 for row in table.find_all("tr"))


def grid(table: Node, cell_text: Callable[[Node], str]) -> list[list[str]]:
    """The texts of the cells; one that spans rows stands in each row, one that spans columns in the first."""
    rows: list[list[str]] = []
    carried: dict[int, tuple[int, str]] = {}  # column -> rows still to fill, and with what
    for row in table.find_all("tr"):
        cells: list[str] = []
        waiting = _cells(row)
        while waiting or any(column >= len(cells) for column in carried):
            column = len(cells)
            if column in carried:
                cells.append(_carry(carried, column))
            elif waiting:
                cell = waiting.pop(0)
                text = cell_text(cell)
                _note_spans(carried, cell, column, text)
                cells += [text, *[""] * (_span(cell, "colspan") - 1)]
            else:
                cells.append("")
        rows.append(cells)
    return rows


def _cells(row: Node) -> list[Node]:
    return [child for child in row.children if isinstance(child, Node) and child.tag in ("td", "th")]


def _carry(carried: dict[int, tuple[int, str]], column: int) -> str:
    left, text = carried.pop(column)
    if left > 1:
        carried[column] = (left - 1, text)
    return text


def _note_spans(carried: dict[int, tuple[int, str]], cell: Node, column: int, text: str) -> None:
    rows = _span(cell, "rowspan")
    for offset in range(_span(cell, "colspan") if rows > 1 else 0):
        carried[column + offset] = (rows - 1, "" if offset else text)


def _span(cell: Node, name: str) -> int:
    value = cell.attributes.get(name, "1").strip()
    return min(_MAX_SPAN, max(1, int(value))) if value.isascii() and value.isdigit() and len(value) < 6 else 1
