"""What the log takes of the lines that others write: theirs may quote what a person said."""

from __future__ import annotations

# Read through: at INFO and above they say nothing that a person wrote, beyond what follows a line's end.
_READ = ("bot", "ingest", "concord", "discord", "asyncio", "aiohttp", "py")
_WITHHELD = "[withheld]"


def foreign_event(logger: str, message: str, template: str) -> str:
    """The first line of the message of a logger that was read through; of another what it always says.

    `template` is the message before its values were put in; where there were none, they may stand in it.
    """
    if logger.partition(".")[0] in _READ:
        return message.partition("\n")[0]
    return template if template != message else _WITHHELD
