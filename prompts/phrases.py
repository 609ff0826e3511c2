"""Looks up what Concord says in its own words."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files


def phrase(name: str, language: str, **values: object) -> str:
    """The phrase `name` in `language` (`en` or `ko`) with its blanks filled in; KeyError if there is none."""
    return _phrases()[language][name].format(**values)


@lru_cache(maxsize=1)
def _phrases() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("prompts").joinpath("phrases.toml").read_text(encoding="utf-8"))
