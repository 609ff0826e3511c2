"""Lays the cells of an HTML table out as rows and columns."""

from __future__ import annotations

from collections.abc import Callable

from ingest.parsers.html_tree import Node

_MAX_SPAN = 100


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
