"""Buttons and the form keep within what Discord takes, and a share that may stand is told apart."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock

import aiohttp
import pytest
from discord import ui

from bot.discord.buttons import AnswerButton, answer_button
from bot.discord.cards import Action, Card, Tone
from bot.discord.views.feedback import form_for
from bot.discord.views.share import MayStandError, SharedAnswerWriter
from bot.models import Language

# Discord takes 100 characters of a custom id, 80 of a button's label, 45 of a form's title and labels.
_LONGEST_ID, _LONGEST_USER = "0" * 40, (1 << 63) - 1
languages = pytest.mark.parametrize("language", list(Language))


@languages
def test_the_form_is_one_that_discord_opens(language: Language) -> None:
    form = form_for(_LONGEST_ID, language)
    assert 1 <= len(form.title) <= 45
    assert len(form.custom_id) <= 100
    labels = [item for item in form.children if isinstance(item, ui.Label)]
    assert [1 <= len(label.text) <= 45 for label in labels] == [True, True]


@languages
def test_the_buttons_are_ones_that_discord_shows_and_knows_again(language: Language) -> None:
    card = Card(Tone.ANSWER, language, actions=tuple(Action), answer_id=_LONGEST_ID, owner=_LONGEST_USER)
    for action in card.actions:
        button: Any = answer_button(action, card)
        assert 1 <= len(button.item.label) <= 80
        assert len(button.custom_id) <= 100
        match = AnswerButton.__discord_ui_compiled_template__.fullmatch(button.custom_id)
        again = asyncio.run(AnswerButton.from_custom_id(SimpleNamespace(), button.item, match))  # type: ignore[arg-type]
        assert (again.action, again.answer, again.owner) == (action, _LONGEST_ID, _LONGEST_USER)


async def test_of_a_share_only_one_whose_connection_broke_may_stand() -> None:
    refused = aiohttp.ClientConnectorError(SimpleNamespace(ssl=None), OSError())  # type: ignore[arg-type]
    for problem, told in ((aiohttp.ServerDisconnectedError(), MayStandError), (refused, type(refused))):
        interaction: Any = SimpleNamespace(followup=SimpleNamespace(send=AsyncMock(side_effect=problem)))
        with pytest.raises(told):
            await SharedAnswerWriter(interaction, AsyncMock(return_value=True)).send(content="Hello.")
