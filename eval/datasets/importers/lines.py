"""Finds the line on which a value of a JSON text stands, for messages that name it."""

from __future__ import annotations

import json
import re

_BLANK = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def line_of(text: str, path: tuple[str | int, ...]) -> int:
    """The line, from 1, of the value at `path`, or of the nearest one around it that is there.

    `text` is valid JSON.
    """
    at = _past_blanks(text, 0)
    for step in path:
        inner = _inside(text, at, step)
        if inner is None:
            break
        at = inner
    return text.count("\n", 0, at) + 1


def _inside(text: str, at: int, step: str | int) -> int | None:
    """Where the value of a key or a place begins in the object or list that begins at `at`."""
    if text[at] != ("[" if isinstance(step, int) else "{"):
        return None
    is_object, place = text[at] == "{", 0
    at = _past_blanks(text, at + 1)
    while text[at] not in "]}":
        key: str | int = place
        if is_object:
            key, at = _DECODER.raw_decode(text, at)
            at = _past_blanks(text, _past_blanks(text, at) + 1)  # the colon
        if key == step:
            return at
        at = _past_blanks(text, _DECODER.raw_decode(text, at)[1])
        if text[at] == ",":
            at = _past_blanks(text, at + 1)
        place += 1
    return None


def _past_blanks(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
