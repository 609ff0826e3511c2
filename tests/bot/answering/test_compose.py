"""How answers and refusals are put."""

from __future__ import annotations

from bot.answering.choose import Chosen
from bot.answering.compose import cite, compose, refuse
from bot.answering.wants import Part
from bot.models import Evidence, Language, Passage
from ingest.index.catalog import Entry
from ingest.models import Chunk, Metadata, Unit, UnitKind

TEXT = "The fund starts in 2026. It grows until 2030."
CHUNK = Chunk("old.md", 0, ("Fund", "Dates"), 3, 100, 100 + len(TEXT), TEXT, ())
FIRST = Evidence(Passage(CHUNK, "Old", 1.0), (Unit(UnitKind.SENTENCE, 100, 124),), 0.9)
SECOND = Evidence(Passage(CHUNK, "Old", 1.0), (Unit(UnitKind.SENTENCE, 125, 145),), 0.8)
ENTRIES = {
    "old.md": Entry(
        "old.md", "/old.md", Metadata(title="Old", language="en", sources=("https://a.example", "b")), "v", 1
    ),
    "new.md": Entry("new.md", "/new.md", Metadata(title="New", language="en", supersedes="old.md"), "v", 1),
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
