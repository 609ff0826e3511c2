"""Writes a file that somebody named."""

from __future__ import annotations

from pathlib import Path

from eval.errors import FixTheRun


def write_text(path: Path, text: str) -> None:
    """Writes the text as UTF-8; raises FixTheRun where that cannot be."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise FixTheRun(f"{path} cannot be written ({problem.strerror}); name another file.") from problem
