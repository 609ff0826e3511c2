"""The rubric: what the judge is told, with a version and a digest that tell verdicts of another one apart."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

_FILE = re.compile(
    r"\A\+\+\+\n(?P<front>.*?)\n\+\+\+\n\s*^# System\n(?P<system>.*?)^# User\n(?P<user>.*)\Z",
    re.DOTALL | re.MULTILINE,
)
_BLANK = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Rubric:
    """What the judge is told to be (`system`) and asked (`user`), with blanks such as `{{key}}` to be filled
    in.

    `digest` changes with every byte of it; `name` is its id and version with the digest's beginning.
    """

    name: str
    digest: str
    system: str
    user: str

    def fill(self, values: Mapping[str, str]) -> tuple[str, str]:
        """System and user text with the blanks filled in; blanks in the values stay as they are: they are
        data.
        """
        return _filled(self.system, values), _filled(self.user, values)


def load_rubric() -> Rubric:
    """The rubric that ships."""
    return parse_rubric((files("eval.judge") / "rubric.md").read_text(encoding="utf-8"))


def parse_rubric(text: str) -> Rubric:
    """The rubric in the text of a file; ValueError where it has no front matter, `# System` or `# User`."""
    found = _FILE.match(text)
    if found is None:
        raise ValueError("a rubric has front matter between +++ lines, then # System, then # User")
    front = tomllib.loads(found["front"])
    digest = hashlib.sha256(text.encode()).hexdigest()
    name = f"{front['id']}@{front['version']}-{digest[:8]}"
    return Rubric(name, digest, found["system"].strip(), found["user"].strip())


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _BLANK.sub(lambda blank: values[blank[1]], text)
