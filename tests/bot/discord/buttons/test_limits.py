"""Buttons and the form keep within what Discord takes, in both languages and with the longest ids."""

from __future__ import annotations

import pytest
from discord import ui

from bot.discord.buttons import button_for
from bot.discord.buttons.form import form_for
from bot.discord.cards import Action, Card, Tone
from bot.models import Language
from eval.loopback_discord.limits.components import check_components
from eval.loopback_discord.limits.form import Form
from eval.loopback_discord.limits.modals import check_modal

_LONGEST_ID, _LONGEST_USER = "0" * 40, (1 << 63) - 1
languages = pytest.mark.parametrize("language", list(Language))


@languages
def test_the_form_is_one_that_discord_opens(language: Language) -> None:
    form = Form()
    check_modal(form, form_for(_LONGEST_ID, language).to_dict())
    assert form.flaws == []


@languages
def test_the_buttons_are_ones_that_discord_shows(language: Language) -> None:
    card = Card(Tone.ANSWER, language, actions=tuple(Action), answer_id=_LONGEST_ID, owner=_LONGEST_USER)
    row = ui.ActionRow(*(button_for(action, card) for action in card.actions))
    form = Form()
    check_components(form, [row.to_component_dict()], is_v2=True, files=set())
    assert form.flaws == []
