"""The passages as the numbered sources in the prompt of a language model.

Documents are data that anyone may have written: sentences that instruct a machine are left out, and so is
whatever looks like a citation number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.answering.candidates import text_of_units
from bot.llm.tokens import estimated_tokens
from bot.models import Passage
from bot.verification.instructions import is_instruction
from bot.verification.models import Source
from ingest.index.catalog import CatalogEntry

# [7], 【7】, [^7] and [1, 2], which a model would take for the numbers of its sources.
_MARKER = re.compile(r"[\[【［]\s*\^?(?:\d+\s*[,;–-]?\s*)+(?:†[^\]】］]*)?[\]】］]")


def number_sources(passages: Sequence[Passage], max_tokens: int) -> tuple[Source, ...]:
    """The best passages that are estimated to fit, numbered from 1."""
    sources: list[Source] = []
    for passage in passages:
        head = passage.title + " > ".join(passage.chunk.section)
        max_tokens -= estimated_tokens(head + passage.chunk.text)
        if max_tokens < 0:
            break
        sources.append(Source(len(sources) + 1, passage))
    return tuple(sources)


def format_sources(sources: Sequence[Source], entries: Mapping[str, CatalogEntry]) -> str:
    """Each source with its number, title, section and date on the first line, a line for each unit."""
    return "\n\n".join(
        f"[{each.number}] {_head(each.passage, entries)}\n{_body(each.passage)}" for each in sources
    )


def _format(source: Source, entries: Mapping[str, CatalogEntry]) -> str:
    return f"[{source.number}] {_head(source.passage, entries)}\n{_body(source.passage)}"


def _head(passage: Passage, entries: Mapping[str, CatalogEntry]) -> str:
    date = entries[passage.chunk.document].metadata.date
    parts = (passage.title, *passage.chunk.section[-2:], date.isoformat() if date else "")
    return " · ".join(_cleaned(part) for part in dict.fromkeys(parts) if part and not is_instruction(part))


def _body(passage: Passage) -> str:
    texts = (text_of_units(passage, (unit,)) for unit in passage.chunk.units)
    return "\n".join(_cleaned(text) for text in texts if not is_instruction(text))


def _cleaned(text: str) -> str:
    return " ".join(_MARKER.sub(" ", text).split())
