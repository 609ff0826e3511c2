"""Places and quotations are written so that a reader sees what is whose."""

from __future__ import annotations

import pytest

from bot.discord.cards.markdown import body_of, head_of, link_of, near_text, source_text
from bot.discord.cards.models import Excerpt, Line, NearLine, SourceLine, Voice

SOURCES = {
    "its place is in small print": (
        SourceLine(2, "The agreement", "Money › Funds", "p. 3", "2 March 2026"),
        "**[2] The agreement**\n-# Money › Funds · p. 3 · 2 March 2026",
    ),
    "a replaced document has a warning": (
        SourceLine(0, "The agreement", superseded_by="new.md", tag="superseded"),
        "**The agreement**\n-# ⚠️ superseded",
    ),
    "the exact words are bold": (
        SourceLine(1, "T", excerpt=Excerpt("exact *words*", before="before ", after=", after")),
        "**[1] T**\n> before **exact \\*words\\***, after",
    ),
    "lists keep their lines": (
        SourceLine(1, "T", excerpt=Excerpt("- one\n- two", before="Three:\n\n", after="\n- three")),
        "**[1] T**\n> Three:\n> **\\- one**\n> **\\- two**\n> \\- three",
    ),
}


@pytest.mark.parametrize(("source", "written"), SOURCES.values(), ids=SOURCES)
def test_a_source_is_written_so_that_a_reader_sees_what_is_whose(source: SourceLine, written: str) -> None:
    assert source_text(source) == written


def test_a_title_is_one_line_and_no_longer_than_a_title() -> None:
    text = source_text(SourceLine(1, "a\n# b" + "c" * 500))
    assert text.startswith("**[1] a \\# bc")
    assert text.endswith("c…**")
    assert len(text) <= 130


def test_a_document_is_quoted_and_a_model_is_not() -> None:
    lines = (
        Line("A model.", (1, 2), Voice.MODEL),
        Line("From here on:", voice=Voice.ASIDE),
        Line("A list:\n- one", (3,), Voice.DOCUMENT),
        Line("Another.", (4,), Voice.DOCUMENT),
    )
    assert body_of(lines) == ("A model. [1][2]\n-# From here on:\n> A list:\n> \\- one [3]\n\n> Another. [4]")


def test_a_near_passage_is_a_quotation_too() -> None:
    assert near_text(NearLine("T", "", "Some words")) == "**T**\n> Some words"


NO_LINKS = [
    "https://",
    "http:///a",
    "https://[::1",
    "https://example.org:x/",
    "https://.",
    "https://:80/",
    "https://?a",
]
LINKS = [
    "http://[::1]:8080/a",
    "https://법.한국/시행령",
    "https://example.org:8443/a?b#c",
    "https://localhost",
]


def test_only_an_address_of_a_host_that_cannot_leave_its_brackets_is_a_link() -> None:
    assert [link_of(url) for url in LINKS] == LINKS
    assert not any(map(link_of, [*NO_LINKS, "https://example.org/a> @everyone"]))


def test_how_to_read_an_answer_is_small_and_what_to_beware_of_is_not() -> None:
    plain = head_of("Help", "The documents do not say.", leads_in=False)
    assert plain == "### Help\nThe documents do not say."
    framing = "The documents say:\nNote: *A* has been superseded."
    assert (
        head_of("", framing, leads_in=True) == "-# The documents say:\n⚠️ Note: \\*A\\* has been superseded."
    )


def test_the_answer_within_a_quotation_is_bold() -> None:
    text = "The *fund* holds 90 million dollars."
    line = Line(text, (1,), Voice.DOCUMENT, answer=(17, 35))
    assert body_of((line,)) == "> The \\*fund\\* holds **90 million dollars**. [1]"
    marked = Line("It says **all** of it.", (1,), Voice.DOCUMENT, answer=(8, 15))
    assert body_of((marked,)) == "> It says **\\*\\*all\\*\\*** of it. [1]"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("90 million", (0, 10)),  # all of it: nothing stands out
        ("one\ntwo", (0, 7)),
        ("a\u200bb", (1, 2)),  # nothing that is seen
        ("a" * 300, (1, 290)),
    ],
)
def test_an_answer_that_would_not_stand_out_is_not_bold(text: str, answer: tuple[int, int]) -> None:
    assert "**" not in body_of((Line(text, (1,), Voice.DOCUMENT, answer=answer),))
