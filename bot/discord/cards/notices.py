"""The cards in which the bot lists things or speaks of itself: search, documents, notices, errors, help."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord.cards.answers import date_of, section_of
from bot.discord.cards.models import Card, Excerpt, Line, SourceLine, Tone, Voice
from bot.discord.cards.text import cut_at_word
from bot.discord.i18n import t
from bot.models import Audience, Language, Passage
from ingest.index.catalog import CatalogEntry

# A page that a phone shows without much scrolling, and that fits into one message.
PAGE = 8
_PASSAGE_CHARS = 300
_COMMANDS = ("ask", "search", "documents", "forget")
_OPTIONS = ("document", "private")


def notice_card(text: str) -> Card:
    return Card(Tone.NOTICE, framing=text)


def error_card(error_id: str, language: Language) -> Card:
    """That something failed; the log has the cause under this id."""
    footer = t("error_id", language, id=error_id)
    return Card(Tone.ERROR, language, framing=t("error", language), footer=footer)


def help_card(*, language: Language, has_model: bool, sees_all: bool) -> Card:
    """What can be asked and how; `sees_all` is false where the bot reads only messages that address it."""
    names = ["help_ask", "help_search", "help_documents", "help_forget", "help_claim", "help_mention"]
    if not sees_all:
        names.append("help_unread")
    commands = {name: t(f"command_{name}_name", language) for name in _COMMANDS}
    options = {name: t(f"option_{name}", language) for name in _OPTIONS}
    called = {**commands, **options, "claim": t("menu_check_claim", language)}
    aside = Line(t("help_model" if has_model else "help_no_model", language), voice=Voice.ASIDE)
    return Card(
        Tone.NOTICE,
        language,
        title=t("help_title", language),
        framing=t("help", language),
        lines=(*(Line(t(name, language, **called)) for name in names), aside),
        footer=t("help_privacy", language),
    )


def search_card(passages: Sequence[Passage], *, language: Language) -> Card:
    framing = t("search_found" if passages else "search_nothing", language)
    sources = tuple(_passage(number, passage, language) for number, passage in enumerate(passages, start=1))
    return Card(Tone.NOTICE if passages else Tone.REFUSAL, language, framing=framing, sources=sources)


def documents_cards(entries: Sequence[CatalogEntry], *, language: Language) -> list[Card]:
    """The documents by their titles, some on each card; one card that says so where there are none."""
    if not entries:
        return [Card(Tone.NOTICE, language, framing=t("documents_none", language))]
    listed = sorted(entries, key=lambda entry: (entry.metadata.title.casefold(), entry.id))
    starts = range(0, len(listed), PAGE)
    count = t("documents_one" if len(listed) == 1 else "documents", language, count=len(listed))
    return [
        Card(
            Tone.NOTICE,
            language,
            framing=count,
            sources=tuple(_document(entry, language) for entry in listed[at : at + PAGE]),
            footer=t("documents_page", language, page=page, pages=len(starts)) if len(starts) > 1 else "",
        )
        for page, at in enumerate(starts, start=1)
    ]


def _passage(number: int, passage: Passage, language: Language) -> SourceLine:
    chunk = passage.chunk
    return SourceLine(
        n=number,
        title=passage.title or chunk.document,
        section=section_of(" > ".join(chunk.section)),
        page=t("source_page", language, page=chunk.page) if chunk.page is not None else "",
        excerpt=Excerpt("", before=cut_at_word(chunk.text, _PASSAGE_CHARS)),
    )


def _document(entry: CatalogEntry, language: Language) -> SourceLine:
    about = entry.metadata
    return SourceLine(
        n=0,
        title=about.title or entry.id,
        date=date_of(about.date, language),
        url=about.sources[0] if about.sources else "",
        tag="" if about.audience is Audience.PUBLIC else t("documents_staff", language),
    )
