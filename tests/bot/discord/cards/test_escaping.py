"""Nothing that a document says becomes markup, a mention or a link, and all that it says can be read."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.cards.escaping import clean, cut, escape, in_line
from bot.discord.cards.preview.markdown import Kind, Node, read
from tests.bot.discord.cards.texts import MARKUP, hostile, unhurried

_NOTHING = "\u200b"


def _shown(nodes: tuple[Node, ...]) -> str:
    return "".join(node.value for node in nodes).replace(_NOTHING, "")


@given(hostile)
@unhurried
def test_any_text_is_shown_as_it_is_written(text: str) -> None:
    nodes = read(escape(text))
    assert {node.kind for node in nodes} <= {Kind.TEXT}
    assert _shown(nodes) == clean(text)


@given(hostile, st.integers(0, 400))
@unhurried
def test_any_text_stays_plain_where_it_is_cut(text: str, at: int) -> None:
    # The second half begins a message of its own; a cut right behind a backslash is never made.
    written = escape(text)
    at = min(at, len(written))
    if not written[:at].endswith("\\"):
        assert {node.kind for node in read(written[at:].lstrip(_NOTHING))} <= {Kind.TEXT}


@given(hostile)
@unhurried
def test_a_title_stays_one_stretch_of_bold_letters(title: str) -> None:
    line = in_line(title, 100) or "…"
    (bold,) = read(f"**[1] {line}**")
    assert bold.kind is Kind.STRONG
    assert _shown(bold.inside) == "[1] " + (cut(" ".join(clean(title).split()), 100) or "…")


@given(hostile)
@unhurried
def test_what_is_sent_can_be_encoded_and_names_nobody(text: str) -> None:
    written = escape(text)
    written.encode("utf-8")
    # Discord's servers read mentions and addresses in the raw text, whatever stands before them.
    assert not re.search(r"@everyone|@here|<[@#][!&]?\d+>|<t:\d+>|\w://", written, re.IGNORECASE)


@given(hostile)
@unhurried
def test_a_clean_text_is_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("markup", [each for each in MARKUP if each.strip() and each not in "()+ "])
def test_the_reader_of_these_tests_knows_markup_or_it_is_harmless(markup: str) -> None:
    # Else the tests above would prove nothing: what opens something is read as such where it is not escaped.
    opened = {
        "**": "**a**", "*": "*a*", "__": "__a__", "_": "_a_", "~~": "~~a~~", "||": "||a||", "`": "`a`",
        "```": "```a```", "```py\n": "```py\na```",
    }  # fmt: skip
    harmless = {"[", "]", "](", "\\", "\\\\", "[1]", "[12][3]", ":smile:", "@", "<", ">", "http://", "+ "}
    text = opened.get(markup, markup + "a")
    kinds = {node.kind for node in read(text)}
    assert (kinds == {Kind.TEXT}) == (markup in harmless)


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_is_shown_as_it_is_wherever_a_line_begins(markup: str) -> None:
    text = f"{markup}a{markup}\n{markup}b"
    assert {node.kind for node in read(escape(text))} == {Kind.TEXT}
    assert _shown(read(escape(text))) == clean(text)


def test_words_that_end_in_an_address_make_no_link_of_the_number_before_them() -> None:
    (bold,) = read(f"**[1] {in_line('a](https://evil.example)', 100)}**")
    assert {node.kind for node in bold.inside} == {Kind.TEXT}


def test_signs_of_direction_and_of_nothing_are_left_out() -> None:
    assert clean("\u202eabc\u2066d\u200be\ufefff\u00ad\x07") == "abcdef"


def test_families_and_flags_keep_what_joins_them() -> None:
    assert clean("👩\u200d👧 and a\u200db") == "👩\u200d👧 and ab"


def test_a_lone_surrogate_becomes_the_sign_for_what_cannot_be_read() -> None:
    assert clean("a\ud83db") == "a\ufffdb"


def test_a_heap_of_accents_covers_no_other_line() -> None:
    assert clean("Z" + "\u0301" * 50) == "Z" + "\u0301" * 6


def test_line_ends_become_one_kind_and_many_blank_lines_one() -> None:
    assert clean("a\r\nb\u2028c\n \n\n\nd") == "a\nb\nc\n\nd"


@given(hostile, st.integers(1, 60))
@unhurried
def test_a_cut_text_has_its_length_and_ends_between_two_characters(text: str, most: int) -> None:
    short = cut(clean(text), most)
    assert len(short) <= most
    kept = short.removesuffix("…")
    rest = clean(text)[len(kept) :].lstrip()
    assert not rest or not unicodedata.combining(rest[0]) or clean(text) == short
