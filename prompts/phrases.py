"""Looks up what Concord says in its own words."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


def phrase(name: str, language: str, **values: object) -> str:
    """The phrase `name` in `language` (`en` or `ko`) with its blanks filled in; KeyError if there is none."""
    return _phrases("phrases.toml")[language][name].format(**values)


def discord_phrase(name: str, language: str, **values: object) -> str:
    """As `phrase`, for what only the Discord bot says."""
    return _phrases("discord.toml")[language][name].format(**values)


@cache
def _phrases(file: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(files("prompts").joinpath(file).read_text(encoding="utf-8"))
