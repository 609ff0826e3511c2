"""Lists show titles for people, in pages that fit."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.discord.cards import Tone, documents_cards, search_card
from bot.discord.cards.notices import PAGE
from bot.models import Audience, Language, Passage
from ingest.index.catalog import CatalogEntry
from ingest.models import Chunk, Metadata, Unit, UnitKind

_TEXT = "The fund holds 90 million dollars."


def _entry(title: str, **about: object) -> CatalogEntry:
    metadata = Metadata(title=title).model_copy(update=about)
    return CatalogEntry(f"{title}.md", f"{title}.md", metadata, "1", 1)


def _passage(text: str = _TEXT) -> Passage:
    unit = Unit(UnitKind.SENTENCE, 0, len(text), 0)
    chunk = Chunk("harbour.md", 0, ("Money", "Funds"), 3, 0, len(text), text, (unit,))
    return Passage(chunk, "The harbour agreement", 0.5)


def test_a_search_shows_passages_with_their_places() -> None:
    card = search_card([_passage()], language=Language.ENGLISH)
    (source,) = card.sources
    assert (source.n, source.title, source.section, source.page) == (
        1,
        "The harbour agreement",
        "Money › Funds",
        "p. 3",
    )
    assert source.excerpt is not None
    assert source.excerpt.before == _TEXT


def test_a_long_passage_is_cut_at_a_word() -> None:
    (source,) = search_card([_passage("word " * 200)], language=Language.ENGLISH).sources
    assert source.excerpt is not None
    assert len(source.excerpt.before) <= 301
    assert source.excerpt.before.endswith("word…")


@pytest.mark.parametrize("language", list(Language))
def test_a_search_that_finds_nothing_says_so(language: Language) -> None:
    card = search_card([], language=language)
    assert card.tone is Tone.REFUSAL
    assert card.framing


def test_documents_are_listed_by_title_with_date_and_audience() -> None:
    entries = [
        _entry("banana", audience=Audience.STAFF),
        _entry("Apple", date=dt.date(2026, 3, 2), sources=("https://example.org",)),
    ]
    (card,) = documents_cards(entries, language=Language.KOREAN)
    assert "2건" in card.framing
    assert [(each.title, each.date, each.tag, each.url) for each in card.sources] == [
        ("Apple", "2026년 3월 2일", "", "https://example.org"),
        ("banana", "", "직원 전용", ""),
    ]


def test_many_documents_come_in_pages() -> None:
    cards = documents_cards(
        [_entry(f"Document {n:02}") for n in range(2 * PAGE + 1)], language=Language.ENGLISH
    )
    assert [len(card.sources) for card in cards] == [PAGE, PAGE, 1]
    assert cards[1].footer == "Page 2 of 3"
    assert {card.framing for card in cards} == {f"I answer from {2 * PAGE + 1} documents:"}
    (untitled,) = documents_cards([_entry("")], language=Language.ENGLISH)
    assert [source.title for source in untitled.sources] == [".md"]
    (nothing,) = documents_cards([], language=Language.ENGLISH)
    assert "no document" in nothing.framing
