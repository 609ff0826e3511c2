"""The edge of the terminal: settings in, one plain sentence and an exit status out."""

from __future__ import annotations

import getpass
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from bot.models import Requester
from bot.settings import Settings, load_settings
from ingest.errors import ConcordError

FAILED = 1


@contextmanager
def plain_errors() -> Iterator[None]:
    """Ends the command with one sentence where something expected went wrong; the log has the cause."""
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
    return load_settings(Path.cwd())


def asker_here(index_folder: Path) -> Requester:
    """The person at this terminal, with the documents that they talk about."""
    try:
        person = getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in many containers
        person = ""
    return Requester("terminal", str(index_folder.resolve()), person)
