"""Looks at the words just before a place in a text."""

from __future__ import annotations

import re

# Enough for the longest qualifier with its filler words ("an amount of no more than about").
_REACH = 40


def before(form: re.Pattern[str], text: str, place: int) -> re.Match[str] | None:
    """What a form that ends in "$" finds right before `place`; looking further costs time."""
    return form.search(text, max(0, place - _REACH), place)
