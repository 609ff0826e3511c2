"""No quotation is shown that does not stand in its document."""

from __future__ import annotations

import logging

import pytest

from bot.answering.prove import proved
from bot.models import Citation
from ingest.models import Document, Metadata

TEXT = "The fund starts in 2026. It grows until 2030."
STORED = Document("a.md", "/a.md", Metadata(title="A"), TEXT, "v")


def citation(quote: str, start: int, document: str = "a.md") -> Citation:
    return Citation(
        n=1, document=document, title="A", section="", page=None, quote=quote, start=start,
        end=start + len(quote), url="", date=None,
    )  # fmt: skip


def stored(name: str) -> Document | None:
    return STORED if name == "a.md" else None


def test_a_quotation_that_stands_at_its_range_is_kept() -> None:
    good = citation("The fund starts in 2026.", 0)
    assert proved([good], stored) == (good,)


@pytest.mark.parametrize(
    "bad",
    [
        citation("The fund starts in 2027.", 0),
        citation("The fund starts in 2026.", 1),
        citation("", 5),
        citation("The fund starts in 2026.", 0, document="unseen.md"),
    ],
)
def test_a_quotation_that_does_not_stand_there_is_withheld(
    bad: Citation, caplog: pytest.LogCaptureFixture
) -> None:
    good = citation("It grows until 2030.", 25)
    with caplog.at_level(logging.ERROR):
        assert proved([bad, good], stored) == (good,)
    assert "withheld 1" in caplog.text


def test_what_is_left_is_numbered_anew() -> None:
    kept = proved([citation("wrong", 0), citation("It grows until 2030.", 25)], stored)
    assert [each.n for each in kept] == [1]
