"""Fits lines into one message of Discord's, and file names into a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

# Of Discord's 2,000 characters a message: the rest is for the line that says how many are left out.
_MOST_CHARS = 1_900
_MOST_NAME = 200


def fitted(lines: Sequence[str], left_out: Callable[[int], str]) -> str:
    """The lines, as many as one message takes; `left_out` says how many are not shown."""
    text = ""
    for shown, line in enumerate(lines):
        longer = f"{text}\n{line}" if text else line
        if len(longer) > _MOST_CHARS:
            return f"{text}\n{left_out(len(lines) - shown)}".lstrip("\n")
        text = longer
    return text


def as_code(text: str) -> str:
    """The text as it is, in one line: without markup, mentions and links of its own, and cut where long."""
    plain = " ".join(text.replace("`", "'").split())
    return f"`{plain if len(plain) <= _MOST_NAME else plain[: _MOST_NAME - 1] + '…'}`"
