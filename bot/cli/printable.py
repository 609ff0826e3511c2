"""Makes control characters visible, so that text from anywhere cannot steer the terminal.

Rich lets escape sequences pass: with them a text could recolour, move or hide what stands on the screen.
"""

from __future__ import annotations

import re

# C0 but for tab and newline, DEL, C1; the marks that turn the direction of writing; halves of characters.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_PICTURES = 0x2400  # where Unicode has a picture of each of the first 32 characters
_PICTURE_OF_DELETE = "\u2421"
_UNKNOWN = "\ufffd"


def printable(text: str) -> str:
    """The text with a picture in place of each control character; its length stays the same."""
    return _CONTROL.sub(lambda found: _picture(found.group()), text)


def _picture(character: str) -> str:
    if ord(character) < ord(" "):
        return chr(_PICTURES + ord(character))
    return _PICTURE_OF_DELETE if character == "\x7f" else _UNKNOWN
