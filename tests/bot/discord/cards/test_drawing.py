"""A card with a text, sources and passages that came near fits, however its room is divided among them."""

from __future__ import annotations

import pytest

from bot.discord.cards import Card, Tone
from bot.discord.cards.drawing import Text, drawn
from bot.discord.cards.model import Excerpt, Line, NearLine, SourceLine, Voice

_NEAR = 300  # characters that are shown of a passage


@pytest.mark.parametrize("letters", [1960, 4000, 6000])
@pytest.mark.parametrize("near", range(0, 31, 2))
def test_what_came_near_never_takes_the_room_of_the_text(letters: int, near: int) -> None:
    card = Card(
        Tone.CONTRADICTED,
        lines=(Line("The fund holds 70 million dollars.", (1,), Voice.MODEL),),
        sources=tuple(SourceLine(n, "Agreement", excerpt=Excerpt("w " * 300)) for n in range(1, 5)),
        near=tuple(NearLine("Another document", "", "near " * (_NEAR // 5)) for _ in range(near)),
    )
    texts = [each.markdown for each in drawn(card, letters).blocks if isinstance(each, Text)]
    assert sum(map(len, texts)) <= letters
    assert "The fund holds 70 million dollars" in texts[0]
