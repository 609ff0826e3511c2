"""Errors of ingestion, named by what the person who sees them does next.

Each message is one plain sentence with the remedy, fit to be shown as it is; the cause, where there is one,
is chained and belongs in the log.
"""


class IngestError(Exception):
    """The base of all; its text is a sentence for the user."""


class FixTheFile(IngestError):
    """This file cannot be read as it is; the others go on."""


class MayBeForStaff(FixTheFile):
    """As `FixTheFile`, where the part that fails may say that the document is for staff only.

    What the public could read of it before must not go on answering.
    """


class FixTheSetting(IngestError):
    """A setting or an argument has to change before the command can work."""


class PageIsGone(FixTheSetting):
    """The server says that there is no such page, or no more."""


class TryAgain(IngestError):
    """Something outside was unavailable (a server, a page, the lock); the same command may work later."""


class BuildTheIndexFirst(IngestError):
    """There is no index yet; `concord-ingest` makes one."""


class FreeSomeSpace(IngestError):
    """The disk is full or cannot be written; what was indexed before still answers."""
