"""Lays the passages out as the numbered sources that a language model may cite.

What a model sees is data from documents that anyone may have written. Sentences that speak to the reader's
machine are left out, and so is whatever looks like a citation number of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.answering.candidates import words_of
from bot.llm.tokens import estimated_tokens
from bot.models import Passage
from bot.verification.instructions import is_instruction
from bot.verification.models import Source
from ingest.index.catalog import CatalogEntry

# [7], 【7】, [^7] and [1, 2] in a document's own text; a model would take them for its sources' numbers.
_MARKER = re.compile(r"[\[【［]\s*\^?(?:\d+\s*[,;–-]?\s*)+(?:†[^\]】］]*)?[\]】］]")
_SECTION = " > "


def sources_within(passages: Sequence[Passage], tokens: int) -> tuple[Source, ...]:
    """The best passages, numbered from 1, as many as are reckoned to fit into so many tokens."""
    kept: list[Source] = []
    for passage in passages:
        tokens -= estimated_tokens(passage.title + _SECTION.join(passage.chunk.section) + passage.chunk.text)
        if tokens < 0:
            break
        kept.append(Source(len(kept) + 1, passage))
    return tuple(kept)


def as_prompt(sources: Sequence[Source], entries: Mapping[str, CatalogEntry]) -> str:
    """The sources as the model reads them: number, title, section and date, then the words."""
    return "\n\n".join(f"[{each.number}] {_head(each, entries)}\n{_body(each)}" for each in sources)


def _head(source: Source, entries: Mapping[str, CatalogEntry]) -> str:
    passage = source.passage
    date = entries[passage.chunk.document].metadata.date
    parts = (passage.title, *passage.chunk.section[-2:], date.isoformat() if date else "")
    return " · ".join(_plain(part) for part in dict.fromkeys(parts) if part and not is_instruction(part))


def _body(source: Source) -> str:
    passage = source.passage
    words = (words_of(passage, (unit,)) for unit in passage.chunk.units)
    return "\n".join(_plain(each) for each in words if not is_instruction(each))


def _plain(text: str) -> str:
    return " ".join(_MARKER.sub(" ", text).split())
