"""Turns citations and passages into lines that say where something stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.discord.cards.clusters import clusters
from bot.discord.cards.escaping import ELLIPSIS, cut
from bot.discord.cards.model import Excerpt, NearLine, SourceLine
from bot.discord.words import say
from bot.models import Citation, Language, NearPassage

# Characters of the words around a quotation, and of a passage.
_CONTEXT = 160
_PASSAGE = 300
_SEPARATOR = " > "


def source_line(citation: Citation, language: Language) -> SourceLine:
    """Where a quotation stands."""
    return SourceLine(
        n=citation.n,
        title=citation.title or citation.document,
        section=section_of(citation.section),
        page=say("source_page", language, page=citation.page) if citation.page is not None else "",
        date=date_of(citation.date, language),
        url=citation.url,
        superseded_by=citation.superseded_by or "",
        tag=say("source_superseded", language) if citation.superseded_by else "",
    )


def near_line(passage: NearPassage) -> NearLine:
    """A passage that came near, cut to its beginning."""
    title = passage.title or passage.document
    return NearLine(title, section_of(passage.section), beginning(passage.text, _PASSAGE))


def excerpt(citation: Citation, passages: Sequence[NearPassage]) -> Excerpt:
    """The quotation between the words that stand around it, where its passage is at hand."""
    for passage in passages:
        at, end = citation.start - passage.start, citation.end - passage.start
        if passage.document == citation.document and at >= 0 and end <= len(passage.text):
            before, after = passage.text[:at], passage.text[end:]
            return Excerpt(citation.quote, _ending(before), beginning(after, _CONTEXT))
    return Excerpt(citation.quote)


def section_of(path: str) -> str:
    """The headings above a passage, outermost first."""
    return " › ".join(filter(None, (part.strip() for part in path.split(_SEPARATOR))))


def date_of(date: dt.date | None, language: Language) -> str:
    """A date as people write it, like "2 March 2026" or "2026년 3월 2일"; empty where there is none."""
    if date is None:
        return ""
    month = say("months", language).split()[date.month - 1]
    return say("source_date", language, year=date.year, month=month, day=date.day)


def beginning(text: str, most: int) -> str:
    """The text, or so many characters of it up to the end of a word."""
    if len(text) <= most:
        return text
    short = cut(text, most + len(ELLIPSIS))
    whole = short.rpartition(" ")[0]
    return whole + ELLIPSIS if whole else short


def _ending(text: str) -> str:
    if len(text) <= _CONTEXT:
        return text
    last = text[-_CONTEXT:]
    return ELLIPSIS + (last.partition(" ")[2] or "".join(clusters(last)[1:]))
