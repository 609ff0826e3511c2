"""What a result keeps of our own citations."""

from __future__ import annotations

from bot.models import Citation
from eval.runner.result import Cited

CITATION = Citation(
    n=1,
    document="brief.md",
    title="Brief",
    section="Money",
    page=None,
    quote="It starts in 2027.",
    start=40,
    end=58,
    url="",
    date=None,
)


def test_the_words_of_a_span_are_kept() -> None:
    # The quote begins at 40, and "2027" at its 13th character.
    assert Cited.of(CITATION.model_copy(update={"span_start": 53, "span_end": 57})).span == "2027"


def test_a_citation_without_a_span_keeps_none() -> None:
    assert Cited.of(CITATION).span == ""
