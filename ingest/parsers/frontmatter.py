"""Splits front matter from a text and reads it; the only reader that knows PyYAML.

Front matter stands at the very beginning, as YAML between two lines of `---` or as TOML between two of `+++`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import yaml

from ingest.errors import DocumentError, PossiblyStaffDocumentError
from ingest.parsers.metadata import declare, declared_audience

_MAX_CHARS = 64 * 1024
_OPENING = re.compile(r"\s*(---|\+\+\+)[ \t]*\r?\n")
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*\r?$", re.MULTILINE),
}
_KEY_LINE = {"---": re.compile(r"\s*\w[\w -]*:(?:\s|$)"), "+++": re.compile(r"\s*(?:\[|\w[\w-]*\s*=)")}
_STRAY_AUDIENCE = re.compile(
    r"\s*(?:\S[^\n]*\n)*?[ \t]*audience[ \t]*:[ \t]*[\"']?\w+[\"']?[ \t]*$", re.IGNORECASE | re.MULTILINE
)


def opens(text: str) -> bool:
    """Whether `text` begins as if with front matter."""
    return _OPENING.match(text) is not None


def split(text: str) -> tuple[dict[str, object], str]:
    """What the front matter of `text` declares, and the text behind it.

    Raises `PossiblyStaffDocumentError` if it is not closed, cannot be parsed or declares what cannot be,
    and if an audience is declared in the first lines without front matter around it: nobody knows then for
    whom it is.
    """
    try:
        return _split(text)
    except DocumentError as problem:
        raise PossiblyStaffDocumentError(str(problem)) from problem


def _split(text: str) -> tuple[dict[str, object], str]:
    opening = _OPENING.match(text)
    if opening is None:
        _refuse_stray(text)
        return {}, text
    fence = opening[1]
    closing = _CLOSING[fence].search(text, opening.end(), opening.end() + _MAX_CHARS)
    if closing is None:
        if _KEY_LINE[fence].match(text, opening.end()):
            raise DocumentError(
                f"The front matter is not closed; put a line of `{fence}` behind its last key."
            )
        return {}, text
    inside = text[opening.end() : closing.start()]
    keys = _parse_toml(inside) if fence == "+++" else _parse(inside)
    _refuse_nested(keys)
    return declare(keys), text[closing.end() :]


def _refuse_stray(text: str) -> None:
    if _STRAY_AUDIENCE.match(text[:2_000]):
        raise DocumentError(
            "An audience is declared outside front matter; put it between two lines of `---`."
        )


def _refuse_nested(keys: Mapping[Any, object]) -> None:
    for key, value in keys.items():
        if isinstance(value, dict) and declared_audience(value):
            raise DocumentError(
                f"An audience is declared inside `{str(key)[:40]}`; put it on a line of its own."
            )


def _parse_toml(source: str) -> dict[str, object]:
    try:
        return tomllib.loads(source.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:
        raise DocumentError(
            'The front matter is not valid TOML; write `key = "value"` lines between the two `+++`.'
        ) from error


def _parse(source: str) -> dict[object, object]:
    try:
        _refuse_twice_declared(yaml.compose(source, yaml.SafeLoader))
        keys = yaml.safe_load(source)
    # A date such as 2026-13-45 is a ValueError, deep nesting a RecursionError, an odd tag an AttributeError.
    except (yaml.YAMLError, ValueError, RecursionError, AttributeError, TypeError) as error:
        raise DocumentError(
            "The front matter is not valid YAML; write `key: value` lines, values in quotes."
        ) from error
    if keys is None:
        return {}
    if not isinstance(keys, dict):
        raise DocumentError(
            "The front matter is no list of keys; write `key: value` lines between the two `---`."
        )
    return keys


def _refuse_twice_declared(node: object) -> None:
    """PyYAML takes the last of two equal keys in silence, and with it the wrong audience."""
    pairs = getattr(node, "value", None)
    if not isinstance(pairs, list):
        return
    names = [str(pair[0].value).strip().lower() for pair in pairs if isinstance(pair, tuple)]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise DocumentError(f"The front matter declares `{min(twice)[:40]}` twice; keep one of them.")
