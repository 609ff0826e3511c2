"""Takes out of a text what must not be logged: the bot's token, and the tokens that stand in addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_HIDDEN = "[hidden]"
# Whoever has the token in such an address may write in the bot's name:
# /interactions/ID/TOKEN/callback and /webhooks/ID/TOKEN/…
_IN_ADDRESSES = re.compile(r"(/(?:interactions|webhooks)/\d+/)[^/\s?\"']+")
# A bot's token: the id in base64, a time, and a signature.
_TOKEN = re.compile(r"[\w-]{20,}\.[\w-]{5,}\.[\w-]{25,}")


def hiding(secrets: Sequence[str]) -> Callable[[str], str]:
    """A function that takes these secrets, and whatever looks like a token of Discord's, out of a text."""
    known = [each for each in secrets if each]

    def hide(text: str) -> str:
        for each in known:
            text = text.replace(each, _HIDDEN)
        return _TOKEN.sub(_HIDDEN, _IN_ADDRESSES.sub(rf"\1{_HIDDEN}", text))

    return hide
