"""The edge of the evaluation's terminal: a plain sentence and an exit status out, or strict JSON."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import typer
from pydantic import JsonValue

from bot.cli import edge
from eval.errors import EvalError


@contextmanager
def plain_errors() -> Iterator[None]:
    """Ends the command with one sentence where something expected went wrong, here or in the assistant."""
    try:
        with edge.plain_errors():
            yield
    except EvalError as problem:
        logging.getLogger("concord").debug("the cause", exc_info=problem)
        typer.echo(str(problem), err=True)
        raise typer.Exit(edge.FAILED) from problem


def print_json(value: JsonValue) -> None:
    """Prints a value as JSON; what is not known (NaN) becomes null."""
    typer.echo(json.dumps(known(value), ensure_ascii=False, indent=2))


def known(value: JsonValue) -> JsonValue:
    """The value with null for every number that is not known, which JSON has no word for."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: known(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [known(each) for each in value]
    return value
