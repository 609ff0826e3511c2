"""Turns files of every supported format into plain blocks with what they declare about themselves."""

from ingest.readers.declared import declare, metadata
from ingest.readers.limits import BadPart, Limits
from ingest.readers.registry import SUFFIXES, read, read_bytes

__all__ = ["SUFFIXES", "BadPart", "Limits", "declare", "metadata", "read", "read_bytes"]
