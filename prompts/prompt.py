"""Loads the prompts for language models: Markdown files with an id, a version and the variables they take.

A file opens with front matter in TOML between `+++` lines: `id`, `version` and `variables`. Its body has two
parts, `# System` and `# User`, in which `{{name}}` stands for a variable.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_FRONT = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n", re.DOTALL)
_PARTS = re.compile(r"\s*^# System\n(?P<system>.*?)^# User\n(?P<user>.*)\Z", re.DOTALL | re.MULTILINE)
_BLANK = re.compile(r"\{\{(\w+)\}\}")
_KEYS = {"id", "version", "variables"}


@dataclass(frozen=True, slots=True)
class Filled:
    """A prompt with its blanks filled in: what the model is told to be, and what it is asked."""

    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as its file has it; `variables` are exactly the blanks that stand in it."""

    id: str
    version: int
    system: str
    user: str
    variables: frozenset[str]

    def fill(self, values: Mapping[str, str]) -> Filled:
        """The prompt with `values` in its blanks; KeyError where one is missing or none of its variables.

        Blanks in the values themselves stay as they are: they are data.
        """
        if set(values) != self.variables:
            raise KeyError(f"prompt {self.id} takes {sorted(self.variables)}, not {sorted(values)}")
        return Filled(_filled(self.system, values), _filled(self.user, values))


def parse_prompt(text: str) -> Prompt:
    """The prompt in the text of a file; ValueError where something in it does not fit together."""
    front, parts = _FRONT.match(text), None
    if front is not None:
        parts = _PARTS.fullmatch(text[front.end() :])
    if front is None or parts is None:
        raise ValueError("a prompt has front matter between +++ lines, then # System, then # User")
    about = tomllib.loads(front.group(1))
    if set(about) != _KEYS:
        raise ValueError(f"a prompt's front matter has {sorted(_KEYS)}, not {sorted(about)}")
    declared, used = frozenset(about["variables"]), frozenset(_BLANK.findall(text[front.end() :]))
    if declared != used:
        raise ValueError(f"prompt {about['id']} declares {sorted(declared)} and uses {sorted(used)}")
    system, user = parts.group("system").strip(), parts.group("user").strip()
    return Prompt(about["id"], about["version"], system, user, declared)


@lru_cache(maxsize=8)
def load_prompt(name: str) -> Prompt:
    """The prompt in `prompts/<name>.md`."""
    prompt = parse_prompt(files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8"))
    if prompt.id != name:
        raise ValueError(f"{name}.md says that it is {prompt.id}")
    return prompt


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _BLANK.sub(lambda blank: values[blank.group(1)], text)
