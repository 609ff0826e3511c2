"""The page shows the very values that Discord would be sent, and runs nothing of what they say."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from hypothesis import given

from bot.discord.buttons import button_for
from bot.discord.cards import layout, plain
from bot.discord.cards.answers import answer_card
from bot.discord.cards.preview.html import component, marked_up, message
from bot.models import Language
from tests.bot.discord.cards.replies import QUOTE, answer, citation
from tests.bot.discord.cards.texts import hostile, unhurried


def _card(url: str = "https://example.org/a?b=1&c=2", title: str = "The agreement") -> Any:
    reply = answer(citation(url=url, title=title))
    return answer_card(reply, language=Language.ENGLISH, has_model=False, owner=1, may_share=True)


def test_a_laid_out_card_shows_words_sources_and_buttons() -> None:
    html = message(layout(_card(), button_for), "Concord", "09:41")
    assert f"<blockquote>{QUOTE} [1]</blockquote>" in html
    assert "<strong>[1] The agreement</strong>" in html
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html
    assert "--accent:#23a55a" in html
    assert html.count('class="button secondary"') == 4


def test_a_plain_card_shows_the_same_words() -> None:
    html = message(plain(_card(), button_for), "Concord", "09:41")
    assert QUOTE in html
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html
    assert "container" not in html


@given(hostile)
@unhurried
def test_no_text_becomes_a_tag(text: str) -> None:
    html = marked_up(text)
    allowed = (
        "strong",
        "em",
        "u",
        "s",
        "small",
        "blockquote",
        "code",
        "br",
        "a",
        "span",
        "div",
        "h1",
        "h2",
        "h3",
    )
    tags = {tag.split(">")[0].split(" ")[0].strip("/") for tag in html.split("<")[1:]}
    assert tags <= set(allowed)


def test_titles_are_not_read_as_html() -> None:
    html = message(layout(_card(title='<img src=x onerror="a()">'), button_for), "Concord", "09:41")
    assert "<img" not in html


def test_a_component_that_no_card_has_is_not_passed_over() -> None:
    with pytest.raises(ValueError, match="type 12"):
        component({"type": discord.ComponentType.media_gallery.value, "components": []}, {})
