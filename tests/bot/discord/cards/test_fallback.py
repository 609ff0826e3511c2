"""Without components a card is a few plain messages, or one with a file."""

from __future__ import annotations

from typing import Any

import discord
from hypothesis import given

from bot.discord.buttons import button_for
from bot.discord.cards import Card, Rendered, Tone, answer_card, layout, plain
from bot.discord.cards.model import Line, Voice
from bot.models import Language
from tests.bot.discord.cards.replies import QUOTE, answer, citation, prose
from tests.bot.discord.cards.test_layout import cards, often


def _messages(rendered: Rendered) -> list[str]:
    assert rendered.content is not None
    return [rendered.content, *rendered.more]


@given(cards)
@often
def test_discord_takes_any_card_plainly(card: Card) -> None:
    rendered = plain(card, button_for)
    messages = _messages(rendered)
    assert not isinstance(rendered.view, discord.ui.LayoutView)
    assert len(messages) <= 3
    assert all(0 < len(each) <= 2000 and each.strip() for each in messages)


def test_an_answer_says_its_words_and_where_they_stand() -> None:
    card = answer_card(answer(), language=Language.ENGLISH, has_model=False, owner=1, may_share=False)
    assert plain(card, button_for).content == "\n\n".join(
        (
            "-# The documents say, word for word:",
            f"> {QUOTE} [1]",
            "**[1] The harbour agreement**\n-# Money › Funds · p. 3 · 2 March 2026\n<https://example.org/harbour>",
            "-# No language model is attached: these are the documents' own words. · Answer 0192-abc",
        )
    )


def test_a_longer_answer_goes_on_in_the_next_message() -> None:
    # 60 sentences of about 55 letters: two messages.
    text = "\n".join(f"This is the sentence of a longer answer with number {n}. [1]" for n in range(60))
    card = answer_card(
        prose(text, citation()), language=Language.ENGLISH, has_model=True, owner=1, may_share=False
    )
    rendered = plain(card, button_for)
    assert len(rendered.more) == 1
    assert rendered.files == ()
    assert rendered.content is not None
    assert rendered.content.endswith(". [1]")
    assert rendered.more[0].startswith("This is the sentence")


def test_a_very_long_answer_is_one_message_and_a_file() -> None:
    text = "\n".join(f"This is the sentence of a longer answer with number {n}. [1]" for n in range(300))
    card = answer_card(
        prose(text, citation()), language=Language.ENGLISH, has_model=True, owner=1, may_share=False
    )
    rendered = plain(card, button_for)
    assert rendered.more == ()
    ((_, written),) = rendered.files
    assert "number 299" in written
    assert "answer.md" in (rendered.content or "")


def test_what_would_need_a_fourth_message_goes_into_a_file_too() -> None:
    # Four lines of 1,300 letters are fewer than three messages hold, but no message takes two of them.
    lines = tuple(Line(f"{n}" + "x" * 1300, voice=Voice.MODEL) for n in range(4))
    rendered = plain(Card(Tone.ANSWER, lines=lines), button_for)
    assert rendered.more == ()
    assert len(rendered.files) == 1


def test_progress_is_one_message() -> None:
    lines = tuple(Line("A sentence of some length. " * 3, (1,), Voice.MODEL) for _ in range(100))
    rendered = plain(Card(Tone.WORKING, framing="Writing …", lines=lines), button_for)
    assert rendered.more == ()
    assert rendered.files == ()


def test_the_buttons_of_an_answer_stand_below_its_plain_words_too() -> None:
    card = answer_card(answer(), language=Language.KOREAN, has_model=True, owner=7, may_share=True)
    view = plain(card, button_for).view
    assert view is not None
    (row,) = view.to_components()
    assert [each["label"] for each in row["components"]] == [
        "원문 보기",
        "채널에 공유",
        "도움이 됨",
        "도움이 안 됨",
    ]


def test_where_no_file_may_go_with_it_a_long_answer_says_what_to_do() -> None:
    lines = tuple(Line(f"{n} " + "x " * 600, voice=Voice.MODEL) for n in range(9))
    for rendered in (
        plain(Card(Tone.ANSWER, lines=lines), button_for, attaches=False),
        layout(Card(Tone.ANSWER, lines=lines), button_for, attaches=False),
    ):
        shown = rendered.content or str([each.content for each in _texts(rendered)])
        assert rendered.files == ()
        assert "answer.md" not in shown
        assert "/ask" in shown


def _texts(rendered: Rendered) -> list[discord.ui.TextDisplay[Any]]:
    assert rendered.view is not None
    return [each for each in rendered.view.walk_children() if isinstance(each, discord.ui.TextDisplay)]
