"""Lines broken at a fixed width become whole again; lists, verses and headings keep their lines."""

from __future__ import annotations

from ingest.parsers.jsonl import unwrapped

# Broken by hand at 66 characters: each line ends where the next one's first word would have passed it.
BROKEN = (
    "The two ministries will publish the agenda of the joint programme\n"
    "in the first half of 2027, once the agencies of both countries\n"
    "have agreed on it."
)
WHOLE = (
    "The two ministries will publish the agenda of the joint programme in the first half of 2027, once the "
    "agencies of both countries have agreed on it."
)


def test_a_sentence_broken_over_lines_is_one_again() -> None:
    assert unwrapped(BROKEN) == WHOLE


def test_a_list_beside_a_broken_sentence_keeps_its_lines() -> None:
    listed = "\n\npublic health\nagricultural trade\ncustoms"
    assert unwrapped(BROKEN + listed) == WHOLE + listed


def test_a_line_that_ends_a_sentence_stays_a_line() -> None:
    # 66 characters, so the width is known from it, and the next word would not have fitted.
    line = "The agenda of the joint research programme is made every two years."
    assert unwrapped(f"{line}\nIt is public.") == f"{line}\nIt is public."


def test_short_lines_tell_of_no_width() -> None:
    assert unwrapped("Health\nTrade and industry\nCustoms") == "Health\nTrade and industry\nCustoms"


def test_long_lines_are_paragraphs_as_they_are() -> None:
    text = f"{WHOLE}\nin other words"
    assert unwrapped(text) == text
