"""The edge of the terminal: settings in; one plain sentence and an exit status, or one line of JSON, out.

It loads nothing heavy, since every command begins here.
"""

from __future__ import annotations

import atexit
import gc
import getpass
import json
import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from bot.models import Requester
from ingest.errors import ConcordError

if TYPE_CHECKING:
    from bot.settings import Settings

FAILED = 1
# Allocations between two garbage collections; Python's own threshold collects thousands of times while the
# libraries are imported, a third of a short process, and finds nothing.
_RARE_COLLECTIONS, _USUAL_COLLECTIONS = (100_000, 20, 20), (700, 10, 10)

# C0 but for tab and newline, DEL, C1; the marks that turn the direction of writing; halves of characters.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_PICTURES = 0x2400  # where Unicode has a picture of each of the first 32 characters
_PICTURE_OF_DELETE = "\u2421"
_UNKNOWN = "\ufffd"


@contextmanager
def plain_errors() -> Iterator[None]:
    """End the command with one sentence where something expected went wrong; the log has the cause."""
    try:
        yield
    except ConcordError as problem:
        logging.getLogger("concord").debug("the cause", exc_info=problem)
        typer.echo(str(problem), err=True)
        raise typer.Exit(FAILED) from problem
    except BrokenPipeError:
        # Whoever read our output has gone (`concord search … | head`); Python must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(FAILED) from None


def settings_here() -> Settings:
    """The settings that hold in the working directory."""
    from bot.settings import load_settings

    return load_settings(Path.cwd())


def requester_here(index_folder: Path) -> Requester:
    """The person at this terminal, with the documents that they talk about."""
    try:
        person = getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in many containers
        person = ""
    return Requester("terminal", str(index_folder.resolve()), person)


def print_json(values: dict[str, Any]) -> None:
    """Print one line, with Korean left readable."""
    print(json.dumps(values, ensure_ascii=False), flush=True)


def printable(text: str) -> str:
    """The text with a picture in place of each control character; its length stays the same.

    Rich lets escape sequences pass: with them a text could recolour, move or hide what stands on the screen.
    """
    return _CONTROL.sub(lambda found: _picture(found.group()), text)


def _picture(character: str) -> str:
    if ord(character) < ord(" "):
        return chr(_PICTURES + ord(character))
    return _PICTURE_OF_DELETE if character == "\x7f" else _UNKNOWN


def spare_collections() -> None:
    """Collect garbage rarely, and leave all that is alive at the end to the system, which is quicker."""
    gc.set_threshold(*_RARE_COLLECTIONS)
    atexit.register(gc.freeze)


def collect_as_usual() -> None:
    """Take that back for a process that runs for weeks."""
    gc.set_threshold(*_USUAL_COLLECTIONS)
