"""A question is what somebody wrote, without Discord's own markup."""

from __future__ import annotations

import unicodedata

import pytest

from bot.discord.conversation.wording import thread_name, words_of


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<@123> How much is it?", "How much is it?"),
        ("How much <@!123> is it?", "How much is it?"),
        ("<@&5> <#77> 얼마인가요?", "얼마인가요?"),
        ("see </ask:9> and </admin status:9> <:wave:12> <a:wave:12> <t:1700000000:R> now", "see and now"),
        ("first line\n\n<@123> second  line", "first line\n\nsecond line"),
        ("a < b and c > d", "a < b and c > d"),
        ("<b>bold</b> <https://example.org/x>", "<b>bold</b> <https://example.org/x>"),
        ("<@123>", ""),
        ("<@123> ?! …", ""),
        ("", ""),
    ],
)
def test_markup_is_taken_out_and_words_are_kept(content: str, words: str) -> None:
    assert words_of(content) == words


def test_a_long_question_names_a_thread_with_whole_words() -> None:
    name = thread_name("word " * 40)
    # 19 words and the blanks between them have 94 characters; a 20th would leave no room for the dots.
    assert name == ("word " * 19).strip() + "…"


@pytest.mark.parametrize("length", [99, 100, 101, 400])
def test_a_threads_name_fits_even_without_a_blank(length: int) -> None:
    name = thread_name("가" * length + "\nmore")
    assert len(name) == min(length, 100)
    assert name.startswith("가" * 99)


def test_a_long_name_without_a_blank_is_cut_between_letters() -> None:
    # Each is one letter to a reader: a family of seven code points, a Korean syllable of three.
    for letter in ("👩‍👩‍👧‍👦", unicodedata.normalize("NFD", "각")):
        name = thread_name(letter * 60)
        assert len(name) <= 100
        assert name == letter * (99 // len(letter)) + "…"
