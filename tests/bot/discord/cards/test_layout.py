"""A card is rendered as a message that Discord takes, whatever is on it, with components or plainly."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord import ComponentType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.discord.buttons import answer_button
from bot.discord.cards import (
    Action,
    Card,
    Tone,
    answer_card,
    documents_cards,
    help_card,
    notice_card,
    render,
    render_plain,
)
from bot.discord.cards.layout import FILE, Text, lay_out
from bot.discord.cards.models import Excerpt, Line, NearLine, Rendered, SourceLine, Voice
from bot.models import Language
from ingest.index.catalog import CatalogEntry
from ingest.models import Metadata
from tests.bot.discord.cards.replies import QUOTE, answer, citation, prose
from tests.bot.discord.cards.texts import hostile, long_and_hostile

pytestmark = pytest.mark.slow

_ROW = 3  # a row with the buttons to two more pages, which may be added below
lines = st.builds(
    Line, long_and_hostile, st.lists(st.integers(1, 99), max_size=3).map(tuple), st.sampled_from(Voice)
)
sources = st.builds(
    SourceLine,
    st.integers(0, 99),
    hostile,
    hostile,
    url=st.sampled_from(["", "https://example.org/" + "a" * 300, "javascript:alert(1)"]),
    tag=st.sampled_from(["", "superseded"]),
    superseded_by=st.sampled_from(["", "new.md"]),
    excerpt=st.none() | st.builds(Excerpt, long_and_hostile, hostile, hostile),
)
cards = st.builds(
    Card,
    st.sampled_from(Tone),
    title=hostile,
    framing=long_and_hostile,
    lines=st.lists(lines, max_size=6).map(tuple),
    notice=long_and_hostile,
    sources=st.lists(sources, max_size=14).map(tuple),
    near=st.lists(st.builds(NearLine, hostile, hostile, long_and_hostile), max_size=3).map(tuple),
    footer=hostile,
    actions=st.sampled_from([(), tuple(Action)]),
    answer_id=st.just("0192-abc"),
)
often = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def _components(rendered: Rendered) -> list[dict[str, Any]]:
    assert rendered.view is not None
    components: list[dict[str, Any]] = rendered.view.to_components()
    return components


def _check(rendered: Rendered) -> None:
    """That Discord takes these components: 40 at most, 4,000 characters, no empty text, short addresses."""
    assert rendered.view is not None
    items = list(rendered.view.walk_children())
    texts = [item.content for item in items if isinstance(item, discord.ui.TextDisplay)]
    assert len(items) <= 40
    assert sum(map(len, texts)) <= 4000
    assert all(text.strip() for text in texts)
    buttons = [item for item in items if isinstance(item, discord.ui.Button)]
    assert all(len(button.url or "") <= 512 and len(button.label or "") <= 80 for button in buttons)
    files = [item.media.url for item in items if isinstance(item, discord.ui.File)]
    assert files == [f"attachment://{name}" for name, _ in rendered.files]


def _texts(rendered: Rendered) -> list[str]:
    assert rendered.view is not None
    return [
        item.content for item in rendered.view.walk_children() if isinstance(item, discord.ui.TextDisplay)
    ]


@given(cards)
@often
def test_discord_takes_any_card(card: Card) -> None:
    rendered = render(card, answer_button)
    _check(rendered)


def test_a_page_of_documents_leaves_room_for_a_row_below() -> None:
    entries = [
        CatalogEntry(
            f"{n}.md", f"{n}.md", Metadata(title=f"Document {n}", sources=("https://example.org",)), "1", 1
        )
        for n in range(30)
    ]
    for card in documents_cards(entries, language=Language.ENGLISH):
        rendered = render(card, answer_button)
        assert rendered.view is not None
        assert len(list(rendered.view.walk_children())) <= 40 - _ROW
        assert rendered.files == ()


def test_a_source_with_an_address_has_a_button_that_opens_it() -> None:
    card = answer_card(answer(), language=Language.KOREAN, has_model=True, owner=1, may_share=False)
    parts = _components(render(card, answer_button))[0]["components"]
    (section,) = [part for part in parts if part["type"] == ComponentType.section.value]
    assert section["accessory"]["url"] == "https://example.org/harbour"
    assert section["accessory"]["label"] == "열기"


def test_a_very_long_answer_comes_as_a_file_too_and_the_card_says_so() -> None:
    text = "\n".join(f"Sentence {n} of a long answer. [{n % 20 + 1}]" for n in range(300))
    reply = prose(text, *(citation(n) for n in range(1, 21)))
    card = answer_card(reply, language=Language.ENGLISH, has_model=True, owner=1, may_share=False)
    rendered = render(card, answer_button)
    shown = "\n".join(_texts(rendered))
    assert "The text goes on in the file answer.md." in shown
    assert "More sources are in the file answer.md: 12" in shown  # eight of twenty are on the card
    ((name, written),) = rendered.files
    assert name == FILE
    assert "Sentence 299 of a long answer" in written
    assert "[20] The harbour agreement" in written
    assert written.count("<https://example.org/harbour>") == 20


def test_while_an_answer_is_written_its_end_is_shown_and_no_file() -> None:
    lines = tuple(Line(f"Sentence {n} of a long answer.", voice=Voice.MODEL) for n in range(300))
    rendered = render(Card(Tone.WORKING, framing="Writing …", lines=lines), answer_button)
    shown = "\n".join(_texts(rendered))
    assert "Sentence 299 " in shown
    assert "Sentence 0 " not in shown
    assert rendered.files == ()


def test_the_buttons_are_those_of_the_card() -> None:
    card = answer_card(answer(), language=Language.ENGLISH, has_model=True, owner=7, may_share=True)
    row = _components(render(card, answer_button))[0]["components"][-1]
    assert [each["custom_id"] for each in row["components"]] == [
        f"concord:{action}:0192-abc:7" for action in ("src", "share", "up", "down")
    ]


@pytest.mark.parametrize("language", list(Language))
def test_help_and_an_empty_list_are_taken_in_both_languages(language: Language) -> None:
    for card in (
        help_card(language=language, has_model=True, sees_all=False),
        *documents_cards([], language=language),
    ):
        _check(render(card, answer_button))


@given(cards)
@often
def test_discord_takes_any_card_plainly(card: Card) -> None:
    rendered = render_plain(card, answer_button)
    assert not isinstance(rendered.view, discord.ui.LayoutView)
    assert rendered.content is not None
    assert 0 < len(rendered.content) <= 2000
    assert rendered.content.strip()


def test_a_plain_answer_says_its_words_and_where_they_stand() -> None:
    card = answer_card(answer(), language=Language.ENGLISH, has_model=False, owner=1, may_share=True)
    rendered = render_plain(card, answer_button)
    assert rendered.content == "\n\n".join(
        (
            "-# The documents say, word for word:",
            f"> {QUOTE} [1]",
            "**[1] The harbour agreement**\n-# Money › Funds · p. 3 · 2 March 2026\n<https://example.org/harbour>",
            "-# No language model is attached: these are the documents' own words. · Answer 0192-abc",
        )
    )
    assert rendered.view is not None
    (row,) = rendered.view.to_components()
    assert len(row["components"]) == 4
    assert render_plain(notice_card("Hello."), answer_button).view is None


def test_a_long_plain_answer_is_one_message_and_a_file() -> None:
    text = "\n".join(f"This is the sentence of a longer answer with number {n}. [1]" for n in range(300))
    card = answer_card(prose(text), language=Language.ENGLISH, has_model=True, owner=1, may_share=False)
    rendered = render_plain(card, answer_button)
    ((_, written),) = rendered.files
    assert "number 299" in written
    assert "answer.md" in (rendered.content or "")


def test_where_no_file_may_go_with_it_a_long_answer_says_what_to_do() -> None:
    card = Card(Tone.ANSWER, lines=tuple(Line(f"{n} " + "x " * 600, voice=Voice.MODEL) for n in range(9)))
    plain, laid_out = (
        render_plain(card, answer_button, attaches=False),
        render(card, answer_button, attaches=False),
    )
    for rendered, shown in ((plain, plain.content or ""), (laid_out, "".join(_texts(laid_out)))):
        assert rendered.files == ()
        assert "answer.md" not in shown
        assert "/ask" in shown


@pytest.mark.parametrize("room", [1960, 4000])
@pytest.mark.parametrize("near", range(0, 31, 5))
def test_what_came_near_never_takes_the_room_of_the_text(room: int, near: int) -> None:
    card = Card(
        Tone.CONTRADICTED,
        lines=(Line("The fund holds 70 million dollars.", (1,), Voice.MODEL),),
        sources=tuple(SourceLine(n, "Agreement", excerpt=Excerpt("w " * 300)) for n in range(1, 5)),
        near=tuple(NearLine("Another document", "", "near " * 60) for _ in range(near)),
    )
    texts = [block.markdown for block in lay_out(card, room) if isinstance(block, Text)]
    assert sum(map(len, texts)) <= room
    assert "The fund holds 70 million dollars" in texts[0]
