"""Checks what a document declares about itself, and fills in what it does not.

A slip of the pen must never make a staff document public: a key that is nearly `audience`, or a value of it
that is not one of the two, refuses the document.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import re
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

from ingest.errors import DocumentError, PossiblyStaffDocumentError
from ingest.language.hangul import is_korean
from ingest.models import Audience, BlockKind, Metadata, ParsedDocument
from ingest.parsers.cleaning import one_line

_ALIASES = {
    "author": "publisher",
    "authors": "publisher",
    "source": "sources",
    "url": "sources",
    "lang": "language",
}
_NEAR = 0.82  # difflib's ratio: `audiance` has 0.88 with `audience`, `update` 0.80 with `date`
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]+)?")
_SAMPLE_LETTERS = 20_000  # enough to tell the language, however long the document
_COUNTRY_FOR_LANGUAGE = {"kr": "ko"}


def declare(raw: Mapping[Any, object]) -> dict[str, object]:
    """The keys of `Metadata` among `raw`, in their final types; unknown keys are left out.

    `author` stands in for an absent `publisher`. Raises `DocumentError` for a key that nearly is a known one,
    and for a value that cannot be what its key says. What it returns it would return unchanged.
    """
    declared: dict[str, object] = {}
    for raw_key, value in raw.items():
        spelled = str(raw_key).strip().lower().replace("-", "_")
        key = _ALIASES.get(spelled, spelled)
        is_empty = value in (None, "", [], ()) and key != "audience"
        is_stand_in = key != spelled and key in declared
        if key not in _CHECKS:
            _refuse_near_miss(spelled)
        elif not is_empty and not is_stand_in:
            declared[key] = _CHECKS[key](value)
    return declared


def declare_leniently(raw: Mapping[str, object]) -> dict[str, object]:
    """As `declare`, for properties that a program wrote into the file: what cannot be read is left out."""
    declared: dict[str, object] = {}
    for key, value in raw.items():
        with contextlib.suppress(DocumentError):
            declared |= declare({key: value})
    return declared


def declared_audience(raw: Mapping[Any, object]) -> dict[str, object]:
    """The audience alone among `raw`, keys that Concord has no other use for; strict as `declare` is."""
    declared: dict[str, object] = {}
    for key, value in raw.items():
        spelled = str(key).strip().lower()
        if difflib.get_close_matches(spelled, ["audience"], cutoff=_NEAR):
            declared = together(declared, declare({spelled: value}))
    return declared


def together(first: Mapping[str, object], second: Mapping[str, object]) -> dict[str, object]:
    """Both declarations of one document, the first before the second; `PossiblyStaffDocumentError` if they
    differ in the audience.
    """
    if first.get("audience", second.get("audience")) != second.get("audience", first.get("audience")):
        raise PossiblyStaffDocumentError("Two different audiences are declared; keep one of them.")
    return {**second, **first}


def complete_metadata(parsed: ParsedDocument, fallback_title: str, default_audience: Audience) -> Metadata:
    """What is known of `parsed`: what it declares, else its first heading, its letters and the defaults.

    The only level-1 heading is the title wherever it stands, any other only where it opens the document.
    Raises `DocumentError` as `declare` does.
    """
    declared = declare(parsed.declared)
    declared.setdefault("title", _heading(parsed) or one_line(fallback_title))
    declared.setdefault("language", _language_of(parsed))
    declared.setdefault("audience", default_audience)
    return Metadata.model_validate(declared)


def _language_of(parsed: ParsedDocument) -> str:
    letters = (letter for block in parsed.blocks for letter in block.text if letter.isalpha())
    return "ko" if is_korean("".join(islice(letters, _SAMPLE_LETTERS))) else "en"


def _heading(parsed: ParsedDocument) -> str:
    headings = [block for block in parsed.blocks if block.kind is BlockKind.HEADING]
    top = [block for block in headings if block.level == 1]
    if len(top) != 1:  # several are chapters
        top = [block for block in headings if block is parsed.blocks[0]]
    return one_line(top[0].text) if top else ""


def _refuse_near_miss(key: str) -> None:
    near = difflib.get_close_matches(key, [*_CHECKS, *_ALIASES], n=1, cutoff=_NEAR)
    if near:
        refusal = PossiblyStaffDocumentError if near[0] == "audience" else DocumentError
        raise refusal(f"The key `{key[:40]}` is not known; did you mean `{near[0]}`?")


def _words(value: object) -> str:
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return ", ".join(one_line(item) for item in value)
    if not isinstance(value, (str, int, float, dt.date)):
        raise DocumentError(
            "Title, publisher and author have to be plain text; write each on one line, in quotes."
        )
    return one_line(str(value))


def _date(value: object) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.datetime.fromisoformat(str(value).strip()).date()
    except ValueError as error:
        raise DocumentError(f"The date `{str(value)[:40]}` is not one; write it as YYYY-MM-DD.") from error


def _language(value: object) -> str:
    match = _LANGUAGE.fullmatch(str(value).strip())
    if match is None:
        raise DocumentError(f"The language `{str(value)[:40]}` is not a code; write it as `en` or `ko`.")
    code = match[1].lower()
    return _COUNTRY_FOR_LANGUAGE.get(code, code)


def _sources(value: object) -> tuple[str, ...]:
    addresses = value if isinstance(value, (list, tuple)) else (value,)
    if not all(isinstance(address, str) for address in addresses):
        raise DocumentError("The sources have to be a list of addresses; write one a line, in quotes.")
    return tuple(one_line(str(address)) for address in addresses)


def _audience(value: object) -> Audience:
    try:
        return Audience(str(value).strip().lower())
    except ValueError as error:
        shown = "" if value is None else str(value)[:40]
        raise PossiblyStaffDocumentError(
            f"The audience `{shown}` is not known; write `public` or `staff`."
        ) from error


_CHECKS: dict[str, Callable[[object], object]] = {
    "title": _words,
    "publisher": _words,
    "date": _date,
    "language": _language,
    "sources": _sources,
    "audience": _audience,
    "supersedes": _words,
    "translation_of": _words,
}
