"""Concord says the same things in each of its languages."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path

import pytest

_FOLDER = Path(__file__).parents[2] / "prompts"
PHRASES, DISCORD = (
    tomllib.loads((_FOLDER / name).read_text(encoding="utf-8")) for name in ("phrases.toml", "discord.toml")
)
both = pytest.mark.parametrize("phrases", [PHRASES, DISCORD], ids=["phrases", "discord"])


def blanks(phrase: str) -> set[str | None]:
    return {field for _, field, _, _ in string.Formatter().parse(phrase) if field is not None}


@both
def test_every_phrase_exists_in_both_languages(phrases: dict[str, dict[str, str]]) -> None:
    assert phrases["en"].keys() == phrases["ko"].keys()


@both
def test_a_phrase_has_the_same_blanks_in_both_languages(phrases: dict[str, dict[str, str]]) -> None:
    for name, phrase in phrases["en"].items():
        assert blanks(phrase) == blanks(phrases["ko"][name]), name
