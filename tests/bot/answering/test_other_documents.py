"""Which documents are held for or against what is quoted."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.corroboration import Corroboration
from bot.answering.other_documents import corroboration
from bot.models import Evidence
from ingest.index.catalog import CatalogEntry
from tests.bot.answering.sayings import HOW_MUCH, entry, saying

NINETY, EIGHTY, SEVENTY = (f"The harbour fund holds {sum_} million dollars." for sum_ in (90, 80, 70))
ALSO_NINETY = "The harbour fund amounts to 90 million dollars."
QUOTED = saying(NINETY)
SURE = 0.4


def said(found: Sequence[Evidence], *others: CatalogEntry) -> Corroboration:
    """What `found` says to `QUOTED`; a document that is not among `others` is a plain one."""
    documents = {each.passage.chunk.document for each in (QUOTED, *found)}
    entries = {name: entry(name) for name in documents} | {each.id: each for each in others}
    return corroboration(QUOTED, [QUOTED, *found], HOW_MUCH, entries, SURE)


def test_other_documents_say_the_same_or_otherwise() -> None:
    same, rival = saying(ALSO_NINETY, "b.md"), saying(EIGHTY, "c.md")
    assert said([same, rival]) == Corroboration((same,), (rival,))


def test_a_document_neither_supports_nor_contradicts_itself() -> None:
    assert said([saying(ALSO_NINETY), saying(EIGHTY)]) == Corroboration()


def test_a_translation_of_the_quoted_document_does_not_count() -> None:
    same, rival = saying("항만 기금의 규모는 9천만 달러이다.", "a.ko.md"), saying(EIGHTY, "a.ko.md")
    translation = entry("a.ko.md", language="ko", translation_of="a.md")
    assert said([same]).agreeing == (same,)
    assert said([same], translation) == said([rival], translation) == Corroboration()


def test_a_document_counts_once_together_with_its_translation() -> None:
    same = saying(ALSO_NINETY, "b.md")
    found = [same, saying("항만 기금의 규모는 9천만 달러이다.", "b.ko.md")]
    assert len(said(found).agreeing) == 2
    assert said(found, entry("b.ko.md", translation_of="b.md")).agreeing == (same,)


def test_a_superseded_document_does_not_count() -> None:
    replacing = entry("c.md", supersedes="b.md"), entry("b.md")
    assert said([saying(ALSO_NINETY, "b.md")], *replacing) == Corroboration()
    assert said([saying(EIGHTY, "b.md")], *replacing) == Corroboration()


def test_beside_a_superseded_document_that_is_quoted_nothing_counts() -> None:
    rival = saying(EIGHTY, "b.md")
    assert said([rival]).differing == (rival,)
    assert said([rival], entry("b.md", supersedes="a.md")) == Corroboration()


def test_a_document_that_says_both_agrees() -> None:
    """Which of its two figures holds cannot be told; it does say what is quoted."""
    rival, same = saying(EIGHTY, "b.md"), saying(ALSO_NINETY, "b.md", score=0.8)
    assert said([rival, same]) == Corroboration((same,))


def test_where_the_quoted_document_says_both_the_other_does_not_differ() -> None:
    rival, own = saying(EIGHTY, "b.md"), saying("The harbour fund amounts to 80 million dollars.", score=0.7)
    assert said([rival]).differing == (rival,)
    assert said([rival, own]) == Corroboration()


def test_of_three_documents_that_differ_each_stands_once() -> None:
    second, third, again = saying(EIGHTY, "b.md"), saying(SEVENTY, "c.md"), saying(EIGHTY, "d.md")
    assert said([second, third, again]).differing == (second, third)


def test_what_is_no_sure_answer_is_not_held_against_another() -> None:
    # Three quarters of 0.9 are 0.675.
    assert said([saying(EIGHTY, "b.md", score=0.66)]) == Corroboration()
    assert said([saying(EIGHTY, "b.md", score=0.69)]).differing
    unsure = saying(NINETY, score=0.39)
    entries = {name: entry(name) for name in ("a.md", "b.md")}
    rival = saying(EIGHTY, "b.md", score=0.5)
    assert corroboration(unsure, [rival, unsure], HOW_MUCH, entries, SURE) == Corroboration()


def test_across_languages_only_what_answers_as_surely_agrees() -> None:
    """Words cannot be compared there, so that the score has to tell that it is the same fund."""
    korean = "항만 기금의 규모는 9천만 달러이다."
    # A quarter of 0.9 is 0.225, three quarters of it are 0.675.
    assert said([saying(ALSO_NINETY, "b.md", score=0.23)]).agreeing
    assert not said([saying(ALSO_NINETY, "b.md", score=0.22)]).agreeing
    assert not said([saying(korean, "b.md", score=0.66)]).agreeing
    assert said([saying(korean, "b.md", score=0.69)]).agreeing
