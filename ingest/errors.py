"""Errors of ingestion, named by what the person who sees them does next.

Each message is one plain sentence with the remedy, fit to be shown as it is; the cause, where there is one,
is chained and belongs in the log.
"""


class ConcordError(Exception):
    """The base of all; its text is a sentence for the user."""


class DocumentError(ConcordError):
    """This file cannot be read as it is; the others go on."""


class PossiblyStaffDocumentError(DocumentError):
    """As `DocumentError`, where the part that fails may say that the document is for staff only.

    What the public could read of it before must not go on answering.
    """


class ConfigurationError(ConcordError):
    """A setting or an argument has to change before the command can work."""


class PageNotFoundError(ConfigurationError):
    """The server says that there is no such page, or no more."""


class UnavailableError(ConcordError):
    """Something outside was unavailable (a server, a page, the lock); the same command may work later."""


class IndexNotBuiltError(ConcordError):
    """There is no index yet; `concord-ingest` makes one."""


class StorageFullError(ConcordError):
    """The disk is full or cannot be written; what was indexed before still answers."""
