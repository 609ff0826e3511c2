"""Cuts what somebody claims into sentences, without the marks and markup of a message or a card."""

from __future__ import annotations

import re

from bot.verification.markers import cited
from bot.verification.markup import without_markup
from bot.verification.streaming import SentenceStream

# An address states nothing; what stands before and behind it is apart.
_ADDRESS = re.compile(r"<?\bhttps?://\S+")


def sentences_of(text: str) -> list[str]:
    """The sentences of `text` in their order, each once, in plain words and without web addresses."""
    stream = SentenceStream()
    written = [*stream.feed(_ADDRESS.sub("\n", text)), *stream.end()]
    plain = (without_markup(cited(each).text) for each in written)
    return [each for each in dict.fromkeys(plain) if any(character.isalnum() for character in each)]
