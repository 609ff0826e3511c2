"""The text under which a chunk is searched."""

from __future__ import annotations

from collections.abc import Sequence


def passage_text(title: str, section: Sequence[str], text: str) -> str:
    """A chunk's title and headings, then its words, so that it is found and understood on its own."""
    headings = [title, *(words for words in section if words != title)]
    path = " > ".join(words for words in headings if words)
    return f"{path}\n{text}" if path else text
