"""No quotation is shown that does not stand in its document."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from bot.answering.citations import CitationNumbering, build_citations
from bot.models import Evidence, Passage
from ingest.models import Chunk, Unit, UnitKind
from tests.bot.answering.evidence import context_of, entry, evidence_of

TEXT = "The fund starts in 2026. It grows until 2030."
CHUNK = Chunk("old.md", 0, ("Fund", "Dates"), 3, 100, 100 + len(TEXT), TEXT, ())
FIRST = Evidence(Passage(CHUNK, "Old", 1.0), (Unit(UnitKind.SENTENCE, 100, 124),), 0.9, (119, 123))
SECOND = Evidence(Passage(CHUNK, "Old", 1.0), (Unit(UnitKind.SENTENCE, 125, 145),), 0.8)
ENTRIES = (entry("old.md", sources=("https://a.example", "b")), entry("new.md", supersedes="old.md"))
CONTEXT = context_of(FIRST, entries=ENTRIES, old=" " * 100 + TEXT)


def test_a_citation_says_where_its_quote_stands() -> None:
    first, second = build_citations((FIRST, SECOND), CONTEXT)
    assert (first.n, first.quote, first.start, first.end) == (1, "The fund starts in 2026.", 100, 124)
    assert first.span_in_quote == (19, 23)
    assert (first.section, first.page, first.url) == ("Fund > Dates", 3, "https://a.example")
    assert first.superseded_by == "new.md"
    assert (second.n, second.quote) == (2, "It grows until 2030.")


@pytest.mark.parametrize(
    "stored",
    ["The fund starts in 2027.", " The fund starts in 2026.", "", None],
    ids=["changed", "moved", "gone", "not seen"],
)
def test_a_quotation_that_does_not_stand_in_its_document_is_withheld_and_the_rest_numbered_anew(
    stored: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = evidence_of("The fund starts in 2026.", "bad.md"), evidence_of("It grows until 2030.")
    context = context_of(bad, good, bad=" " * 100 + (stored or ""))
    if stored is None:
        context = replace(context, documents={"a.md": context.documents["a.md"]})
    with caplog.at_level(logging.ERROR):
        citations = build_citations([bad, good], context)
    assert [(each.n, each.quote) for each in citations] == [(1, "It grows until 2030.")]
    assert "withheld 1" in caplog.text
    assert CitationNumbering(context).cite([bad, good]) == ()


def test_a_document_with_the_same_sentence_is_named_where_its_stored_text_has_it() -> None:
    quoted = evidence_of("It holds 90 million dollars.", "a.md")
    copied = evidence_of("It holds 90 million\ndollars.", "b.md")
    other = evidence_of("It holds 91 million dollars.", "c.md")
    changed = evidence_of("It holds 90 million dollars.", "d.md")
    context = context_of(quoted, copied, other, changed, d=" " * 100 + other.quote)
    (citation,) = build_citations([quoted], context)
    assert citation.also_in == ("b.md",)


def test_a_few_words_are_no_sentence_that_another_document_could_share() -> None:
    quoted, same = evidence_of("AI Verify", "a.md"), evidence_of("AI Verify", "b.md")
    assert build_citations([quoted], context_of(quoted, same))[0].also_in == ()


def test_the_same_words_of_a_document_keep_their_number() -> None:
    numbering = CitationNumbering(CONTEXT)
    assert [each.n for each in numbering.cite([FIRST])] == [1]
    assert [(each.n, each.start) for each in numbering.cite([SECOND, FIRST])] == [(1, 100), (2, 125)]
