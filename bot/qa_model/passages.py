"""Passages as they are read: below their title and headings, in which no answer is looked for."""

from __future__ import annotations

from bot.models import Passage
from bot.qa_model.reading import Text
from ingest.chunking.layout import passage_text


def text_of(passage: Passage) -> Text:
    """The text of a passage, and where its own words begin in it."""
    chunk = passage.chunk
    words = passage_text(passage.title, chunk.section, chunk.text)
    return Text(words, len(words) - len(chunk.text))
