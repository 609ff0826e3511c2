"""The cards that list things: what a search found, and the documents that are indexed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord.cards.model import Card, Excerpt, SourceLine, Tone
from bot.discord.cards.sources import beginning, date_of, section_of
from bot.discord.words import say
from bot.models import Audience, Language, Passage
from ingest.index.catalog import CatalogEntry

# A page that a phone shows without much scrolling, and that fits into one message.
PAGE = 8
_PASSAGE = 300


def search_card(passages: Sequence[Passage], *, language: Language) -> Card:
    """What a search found, best first."""
    framing = say("search_found" if passages else "search_nothing", language)
    sources = tuple(_found(number, each, language) for number, each in enumerate(passages, start=1))
    return Card(Tone.NOTICE if passages else Tone.REFUSAL, language, framing=framing, sources=sources)


def documents_cards(entries: Sequence[CatalogEntry], *, language: Language) -> list[Card]:
    """The documents by their titles, some on each card; one card that says so where there are none."""
    if not entries:
        return [Card(Tone.NOTICE, language, framing=say("documents_none", language))]
    listed = sorted(entries, key=lambda each: (each.metadata.title.casefold(), each.id))
    starts = range(0, len(listed), PAGE)
    count = say("documents_one" if len(listed) == 1 else "documents", language, count=len(listed))
    return [
        Card(
            Tone.NOTICE,
            language,
            framing=count,
            sources=tuple(_document(each, language) for each in listed[at : at + PAGE]),
            footer=say("documents_page", language, page=page, pages=len(starts)) if len(starts) > 1 else "",
        )
        for page, at in enumerate(starts, start=1)
    ]


def _found(number: int, passage: Passage, language: Language) -> SourceLine:
    chunk = passage.chunk
    return SourceLine(
        n=number,
        title=passage.title or chunk.document,
        section=section_of(" > ".join(chunk.section)),
        page=say("source_page", language, page=chunk.page) if chunk.page is not None else "",
        excerpt=Excerpt("", before=beginning(chunk.text, _PASSAGE)),
    )


def _document(entry: CatalogEntry, language: Language) -> SourceLine:
    about = entry.metadata
    return SourceLine(
        n=0,
        title=about.title or entry.id,
        date=date_of(about.date, language),
        url=about.sources[0] if about.sources else "",
        tag="" if about.audience is Audience.PUBLIC else say("documents_staff", language),
    )
