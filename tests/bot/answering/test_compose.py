"""How answers and refusals are put."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.answering.choose import Chosen
from bot.answering.compose import cite, compose, refuse, with_agreeing
from bot.answering.wants import Part
from bot.models import Evidence, Language, Passage
from ingest.index.catalog import CatalogEntry
from ingest.models import Chunk, Document, Metadata, Unit, UnitKind
from tests.bot.answering.sayings import entry, saying

TEXT = "The fund starts in 2026. It grows until 2030."
CHUNK = Chunk("old.md", 0, ("Fund", "Dates"), 3, 100, 100 + len(TEXT), TEXT, ())
FIRST = Evidence(Passage(CHUNK, "Old", 1.0), (Unit(UnitKind.SENTENCE, 100, 124),), 0.9)
SECOND = Evidence(Passage(CHUNK, "Old", 1.0), (Unit(UnitKind.SENTENCE, 125, 145),), 0.8)
ENTRIES = {
    "old.md": CatalogEntry(
        "old.md", "/old.md", Metadata(title="Old", language="en", sources=("https://a.example", "b")), "v", 1
    ),
    "new.md": CatalogEntry(
        "new.md", "/new.md", Metadata(title="New", language="en", supersedes="old.md"), "v", 1
    ),
}


def chosen(confidence: float = 0.9, silent: tuple[Part, ...] = (), *, is_unsure: bool = False) -> Chosen:
    return Chosen((FIRST, SECOND), confidence, silent, is_unsure)


def test_a_citation_says_where_its_quote_stands() -> None:
    first, second = cite((FIRST, SECOND), ENTRIES)
    assert (first.n, first.quote, first.start, first.end) == (1, "The fund starts in 2026.", 100, 124)
    assert (first.section, first.page, first.url) == ("Fund > Dates", 3, "https://a.example")
    assert (second.n, second.quote) == (2, "It grows until 2030.")


def test_the_text_is_the_quotes_with_their_numbers() -> None:
    answer = compose(Language.ENGLISH, cite((FIRST, SECOND), ENTRIES), ENTRIES, near=(), chosen=chosen())
    assert answer.text == "The fund starts in 2026. [1]\nIt grows until 2030. [2]"


def test_a_replaced_document_that_answers_says_what_replaced_it() -> None:
    answer = compose(Language.ENGLISH, cite((FIRST,), ENTRIES), ENTRIES, near=(), chosen=chosen())
    assert "Old has been superseded by New" in answer.framing


def test_the_framing_is_in_the_questions_language_and_says_when_the_words_are_not() -> None:
    answer = compose(Language.KOREAN, cite((FIRST,), ENTRIES), ENTRIES, near=(), chosen=chosen())
    assert "다른 언어로 된 문서" in answer.framing
    assert answer.text.startswith("The fund")


def test_an_answer_in_which_there_is_little_confidence_says_so() -> None:
    unsure = chosen(0.2, is_unsure=True)
    answer = compose(Language.ENGLISH, cite((FIRST,), ENTRIES), ENTRIES, near=(), chosen=unsure)
    assert "may not answer" in answer.framing
    assert answer.is_unsure
    assert not compose(Language.ENGLISH, cite((FIRST,), ENTRIES), ENTRIES, near=(), chosen=chosen()).is_unsure


def test_a_part_that_nothing_answers_is_named() -> None:
    silent = chosen(silent=(Part("who pays?", frozenset()),))
    answer = compose(Language.ENGLISH, cite((FIRST,), ENTRIES), ENTRIES, near=(), chosen=silent)
    assert "do not say: who pays?" in answer.framing


def test_a_refusal_is_in_the_questions_language() -> None:
    assert refuse(Language.KOREAN, "silent").text.startswith("문서에는")
    assert (
        refuse(Language.ENGLISH, "too_long", limit=5).text
        == "The question is longer than 5 characters; shorten it."
    )


NEWER, OLDER = saying("The fund holds 90 million dollars.", "b.md"), saying("It holds 80 million.", "a.md")
DATED = {"b.md": entry("b.md", dt.date(2026, 3, 2)), "a.md": entry("a.md")}


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            Language.ENGLISH,
            "The documents differ on this; from the newest to the oldest: "
            "[1] Title of b.md (2026-03-02); [2] Title of a.md (undated).",
        ),
        (
            Language.KOREAN,
            "이 내용은 문서마다 다릅니다. 최근 문서부터 적습니다. "
            "[1] Title of b.md (2026-03-02); [2] Title of a.md (날짜 없음).",
        ),
    ],
)
def test_documents_that_differ_are_named_with_number_and_date(language: Language, line: str) -> None:
    both = Chosen((NEWER, OLDER), 0.9, (), is_unsure=False, differing=((NEWER, OLDER),))
    answer = compose(language, cite(both.evidence, DATED), DATED, near=(), chosen=both)
    assert line in answer.framing.splitlines()


def test_nothing_is_said_to_differ_from_a_quote_that_was_withheld() -> None:
    """Of two pieces that differ only one is shown where the other does not stand in its document."""
    both = Chosen((NEWER, OLDER), 0.9, (), is_unsure=False, differing=((NEWER, OLDER),))
    answer = compose(Language.ENGLISH, cite((NEWER,), DATED), DATED, near=(), chosen=both)
    assert "differ" not in answer.framing


def test_a_document_that_says_the_same_is_named_only_where_its_words_are_proved() -> None:
    same, forged = saying("It has 90 million.", "c.md"), saying("It owns 90 million.", "d.md")
    entries = DATED | {name: entry(name) for name in ("c.md", "d.md")}
    stored = {
        each.passage.chunk.document: _document(each, " " * 100 + each.quote) for each in (NEWER, OLDER, same)
    } | {"d.md": _document(forged, " " * 100 + forged.quote.replace("90", "91"))}
    chosen = replace(Chosen((NEWER, OLDER), 0.9, (), is_unsure=False), agreeing={NEWER.place: (same, forged)})
    named = with_agreeing(cite(chosen.evidence, entries), chosen, entries, stored.get)
    assert [(each.document, each.also_in) for each in named] == [("b.md", ("c.md",)), ("a.md", ())]


def _document(evidence: Evidence, text: str) -> Document:
    name = evidence.passage.chunk.document
    return Document(name, f"/{name}", entry(name).metadata, text, "v")
