"""Turns files of every supported format into plain blocks with what they declare about themselves."""

from ingest.parsers.declared import declare, metadata
from ingest.parsers.limits import BadPart, Limits
from ingest.parsers.registry import SUFFIXES, read, read_bytes

# Changes whenever the readers find another text in the same file: every file is then read anew.
READERS_VERSION = "3"

__all__ = ["READERS_VERSION", "SUFFIXES", "BadPart", "Limits", "declare", "metadata", "read", "read_bytes"]
