"""Word lists and regular expressions that ship as data beside the modules that use them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_PART = re.compile(r"\{([a-z_]+)\}")


def load_words(name: str) -> frozenset[str]:
    """One list of `words.toml`."""
    return frozenset(_read("bot.text", "words.toml")[name].split())


def load_patterns(package: str, section: str) -> dict[str, str]:
    """The regular expressions in one section of the `patterns.toml` of a package.

    The lines of one are joined, the forms of a list become alternatives, and `{name}` is an earlier one.
    """
    patterns: dict[str, str] = {}
    for name, value in _read(package, "patterns.toml")[section].items():
        patterns[name] = _PART.sub(lambda part: patterns[part.group(1)], _join(value))
    return patterns


def load_lines(package: str, name: str) -> list[str]:
    """The lines of a file of a package, without blank lines and remarks behind `#`."""
    lines = _read_text(package, name).splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _join(value: str | list[str]) -> str:
    if isinstance(value, list):
        return "|".join(f"(?:{_join(form)})" for form in value)
    return "".join(line.strip() if "\n" in value else line for line in value.splitlines())


@cache
def _read(package: str, name: str) -> dict[str, Any]:
    return tomllib.loads(_read_text(package, name))


def _read_text(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")


FUNCTION_WORDS = load_words("function_words")
"""English words that end a noun phrase."""
EMPTY_TOKENS = load_words("empty_tokens")
"""Tokens of both languages that say nothing by themselves."""
