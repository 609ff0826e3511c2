"""Writes a page of which a picture of the cards is taken, with an answer in each language.

`python -m bot.discord.cards.preview.picture picture.html` writes it, and
`chromium --headless --window-size=720,650 --screenshot=bot/discord/cards.png picture.html` takes the picture.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bot.discord.buttons import button_for
from bot.discord.cards.preview.page import picture
from bot.discord.cards.preview.samples import pictured
from bot.discord.cards.preview.writing import assistant_in

_TITLE = "Concord answers in Discord"


def write_picture(path: Path) -> None:
    """Writes the page to `path`; raises OSError where no file can be written there."""
    with tempfile.TemporaryDirectory() as folder:
        path.write_text(picture(pictured(assistant_in(Path(folder))), _TITLE, button_for), encoding="utf-8")


if __name__ == "__main__":
    write_picture(Path(sys.argv[1]))
