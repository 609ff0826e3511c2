"""What the log takes of the lines that others write: theirs may quote what a person said."""

from __future__ import annotations

import logging

# Read through: at INFO and above they say nothing that a person wrote, beyond what follows a line's end.
_READ = ("bot", "ingest", "concord", "discord", "asyncio", "aiohttp", "py")
# discord.py warns at every start that it cannot speak, which nobody asked of it.
_VOICE = "voice will NOT be supported"
_WITHHELD = "[withheld]"


def is_news(record: logging.LogRecord) -> bool:
    """Whether a line is worth keeping: of other libraries only what they warn of."""
    return (_is_read(record.name) or record.levelno >= logging.WARNING) and _VOICE not in str(record.msg)


def foreign_event(logger: str, message: str, template: str) -> str:
    """The first line of the message of a logger that was read through; of another what it always says.

    `template` is the message before its values were put in; where there were none, they may stand in it.
    """
    if _is_read(logger):
        return message.partition("\n")[0]
    return template if template != message else _WITHHELD


def _is_read(logger: str) -> bool:
    return logger.partition(".")[0] in _READ
