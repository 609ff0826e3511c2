"""Concord says the same things in each of its languages."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path

PHRASES = tomllib.loads((Path(__file__).parents[2] / "prompts" / "phrases.toml").read_text(encoding="utf-8"))


def blanks(phrase: str) -> set[str | None]:
    return {field for _, field, _, _ in string.Formatter().parse(phrase) if field is not None}


def test_every_phrase_exists_in_both_languages() -> None:
    assert PHRASES["en"].keys() == PHRASES["ko"].keys()


def test_a_phrase_has_the_same_blanks_in_both_languages() -> None:
    for name, phrase in PHRASES["en"].items():
        assert blanks(phrase) == blanks(PHRASES["ko"][name]), name
