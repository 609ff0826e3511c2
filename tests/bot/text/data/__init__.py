"""Reads tables of cases: a row a line, columns between tabs, `#` before a remark."""

from __future__ import annotations

from pathlib import Path

_VERIFICATION = Path(__file__).parents[2] / "verification" / "data"


def read_rows(name: str, folder: Path = Path(__file__).parent) -> list[list[str]]:
    """The rows of the table of this name."""
    lines = (folder / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def verification_rows(name: str, kind: str = "") -> list[list[str]]:
    """The rows of a table of the verification's tests; with a `kind`, those of it, without that column."""
    rows = read_rows(name, _VERIFICATION)
    return [row[1:] for row in rows if row[0] == kind] if kind else rows
