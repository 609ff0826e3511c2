"""Nothing that a document says becomes markup, a mention or a link, and no text is cut inside a character."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.discord.cards.text import clean, clusters, cut, cut_markdown, escape, in_line
from tests.bot.discord.cards.texts import MARKUP, hostile, long_and_hostile, unhurried

pytestmark = pytest.mark.slow

_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
# What opens markup, a mention or a link; `escape` parts an @ from what it would ping.
_OPENS = re.compile(
    r"[*_~`|<>\[\]\\]|@(?!\u200b)|\]\(|://|^\s*(?:-#|#{1,3}|[-+]|\d+\.)\s|discord\.gg|discordapp\.com",
    re.MULTILINE | re.IGNORECASE,
)
_MOST = 100
sizes = st.integers(60, 400)


def shown(written: str) -> str:
    """What Discord shows of escaped text."""
    return _ESCAPED.sub(r"\1", written).replace("\u200b", "")


def acts(written: str) -> bool:
    """Whether anything in it is more than letters to Discord."""
    return _OPENS.search(_ESCAPED.sub("·", written)) is not None


@given(hostile)
@unhurried
def test_any_text_is_shown_as_it_is_written(text: str) -> None:
    assert shown(escape(text)) == clean(text)
    assert not acts(escape(text))


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_is_shown_as_it_is_wherever_a_line_begins(markup: str) -> None:
    text = f"{markup}a{markup}\n{markup}b"
    assert shown(escape(text)) == clean(text)
    assert not acts(escape(text))


@pytest.mark.parametrize("text", ["**a**", "@everyone", "<@12>", "[a](b)", "# a", "1. a", "https://a", "`a`"])
def test_what_acts_is_seen_to_act_where_it_is_not_escaped(text: str) -> None:
    assert acts(text)


@given(hostile, st.integers(0, 400))
@unhurried
def test_any_text_stays_plain_where_it_is_cut(text: str, at: int) -> None:
    written = escape(text)[at:]
    if not escape(text)[:at].endswith("\\"):
        assert not acts(written)


@given(hostile)
@unhurried
def test_a_title_stays_in_one_line_and_plain(title: str) -> None:
    line = in_line(title, _MOST)
    assert not acts(line)
    assert shown(line) == cut(" ".join(clean(title).split()), _MOST)


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


CLEANED = {
    "signs of direction and of nothing": ("\u202eabc\u2066d\u200be\ufefff\u00ad\x07", "abcdef"),
    "families keep what joins them": ("👩\u200d👧 and a\u200db", "👩\u200d👧 and ab"),
    "a lone surrogate": ("a\ud83db", "a\ufffdb"),
    "a heap of accents": ("Z" + "\u0301" * 50, "Z" + "\u0301" * 6),
    "line ends and blank lines": ("a\r\nb\u2028c\n \n\n\nd", "a\nb\nc\n\nd"),
}


@pytest.mark.parametrize(("text", "cleaned"), CLEANED.values(), ids=CLEANED)
def test_what_cannot_be_seen_is_cleaned(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(hostile, st.integers(1, 60))
@unhurried
def test_a_cut_text_has_its_length_and_ends_between_two_characters(text: str, most: int) -> None:
    short = cut(clean(text), most)
    assert len(short) <= most
    rest = clean(text)[len(short.removesuffix("…")) :].lstrip()
    assert not rest or not unicodedata.combining(rest[0]) or clean(text) == short


@given(long_and_hostile, sizes)
@example("🏻" * 62, 60)
@unhurried
def test_written_text_is_cut_in_no_character_and_no_escaped_one(text: str, most: int) -> None:
    written = escape(text)
    piece = cut_markdown(written, most)
    assert len(piece) <= most
    assert written.startswith(piece)
    ends, at = {0}, 0
    for cluster in clusters(written):
        at += len(cluster)
        ends.add(at)
    # A single character longer than all of the space, such as 31 joined modifiers, is cut in its middle.
    assert len(piece) in ends or len(clusters(written)[0]) > most
    assert piece == written or (len(piece) - len(piece.rstrip("\\"))) % 2 == 0


@pytest.mark.parametrize("between", ["\n\n", "\n", ". ", " "])
def test_text_is_cut_at_paragraphs_lines_sentences_and_words(between: str) -> None:
    first = "가" * 70 + between
    assert cut_markdown(first + "b" * 60, _MOST) == first.rstrip()


def test_a_paragraph_is_preferred_to_a_later_sentence_which_keeps_its_number() -> None:
    assert cut_markdown("a" * 60 + "\n\n" + "B. " * 20, _MOST) == "a" * 60
    assert cut_markdown("a" * 60 + ". [12] " + "b " * 30, _MOST) == "a" * 60 + ". [12]"


@pytest.mark.parametrize(
    "whole",
    ["[the text](https://example.org/a)", "<https://example.org/abc>", r"\*", "**90 million**", "[7]"],
)
def test_links_bold_words_numbers_and_escaped_characters_are_never_cut(whole: str) -> None:
    for before in range(_MOST - len(whole) + 1, _MOST):
        assert cut_markdown("a" * before + whole + "b" * 50, _MOST) == "a" * before, before


def test_what_is_longer_than_there_is_room_is_cut_all_the_same() -> None:
    assert cut_markdown("[1]" * 200, _MOST) == ("[1]" * 200)[:_MOST]


@pytest.mark.parametrize(
    "whole",
    [
        "e\u0301",  # a letter and its accent
        unicodedata.normalize("NFD", "각"),  # three jamo
        "👩\u200d👩\u200d👧",
        "👍🏽",
        "🇰🇷",
        "1\ufe0f\u20e3",
        "क\u094dष",
    ],
)
def test_what_a_reader_takes_for_one_character_is_one(whole: str) -> None:
    assert clusters(f"a{whole}b") == ["a", whole, "b"]
