"""What the bot says of itself is short, in the person's language, and gives nothing away."""

from __future__ import annotations

import pytest

from bot.discord.buttons import answer_button
from bot.discord.cards import Card, Tone, error_card, help_card, notice_card, render_plain
from bot.discord.i18n import t
from bot.models import Language

languages = pytest.mark.parametrize("language", list(Language))


def plain(card: Card) -> str:
    return render_plain(card, answer_button).content or ""


@languages
def test_an_error_says_its_id(language: Language) -> None:
    card = error_card("4f1c09ab", language)
    assert card.tone is Tone.ERROR
    assert "4f1c09ab" in card.footer
    assert plain(notice_card("Ask again in 7 s.")) == "Ask again in 7 s."


@languages
def test_help_names_every_command_as_it_is_called_in_that_language(language: Language) -> None:
    shown = plain(help_card(language=language, has_model=False, sees_all=True))
    for command in ("ask", "search", "documents", "forget"):
        assert f"**/{t(f'command_{command}_name', language)}**" in shown
    assert f"**{t('menu_check_claim', language)}**" in shown
    for option in ("document", "private"):
        assert f"*{t(f'option_{option}', language)}*" in shown


@languages
def test_help_says_what_cannot_be_read_and_whose_words_answers_are_in(language: Language) -> None:
    blind = plain(help_card(language=language, has_model=False, sees_all=False))
    seeing = plain(help_card(language=language, has_model=True, sees_all=True))
    assert t("help_unread", language) in blind
    assert t("help_unread", language) not in seeing
    assert t("help_no_model", language) in blind
    assert t("help_model", language) in seeing
