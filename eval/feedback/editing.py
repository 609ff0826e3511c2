"""Lets somebody write a case in their editor, and gives it back with its mistakes until it is right."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.cli.edge import printable
from eval.datasets.case import Case
from eval.datasets.located import read_yaml
from eval.datasets.suite import read_suite
from eval.datasets.written import yaml_of
from eval.errors import FixTheSuite
from eval.feedback.evidence import wrong_gold
from eval.feedback.files import replace_text
from eval.scorers.score import Corpus

# Begins each line of what we say in the file; such lines are taken out again.
_OURS = "#| "
_HINTS = (
    "Save and close to accept this case; empty the file to leave it.",
    "A right answer: `must:` with words, {value: …}, {pattern: …}, {any: […]}, {all: […]}, and `gold:` with",
    "`document:` and `quote:`. A right refusal: `unanswerable:` near_miss, false_premise, out_of_scope,",
    "staff_only or hostile, and neither of the two.",
)
_PRIVATE = 0o600
Editor = Callable[[Path], bool]


class NoEditor(Exception):
    """No editor could be started; the text says what to do."""


def open_editor(path: Path) -> bool:
    """Opens the file in $VISUAL, $EDITOR or vi, and waits; whether the editor ended well.

    Raises NoEditor where there is none.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        process = subprocess.Popen([*shlex.split(command), str(path)])
    except (OSError, ValueError) as problem:
        raise NoEditor(f"The editor {command!r} cannot be started; set EDITOR to yours.") from problem
    while True:
        try:
            return process.wait() == 0
        except KeyboardInterrupt:  # meant for the editor, which has it too
            continue


@dataclass(frozen=True, slots=True)
class Desk:
    """Where cases are written; `corpus` is what their evidence has to stand in."""

    corpus: Corpus
    editor: Editor = open_editor

    def write(self, draft: Path, proposed: Mapping[str, Any], told: Sequence[str]) -> Case | None:
        """The case that somebody made of the proposed one, None where they left it.

        `told` stands above it. What was written stays in `draft`, where the next call goes on, until
        whoever keeps the case deletes it; an emptied one is deleted here.
        """
        body = _body(draft.read_text("utf-8")) if draft.exists() else yaml_of(proposed)
        mistakes: list[str] = []
        while True:
            replace_text(draft, _ours([*mistakes, *told, *_HINTS]) + body, mode=_PRIVATE)
            if not self.editor(draft):
                return None
            before, body = body, _body(draft.read_text("utf-8", "replace"))
            if not body.strip():
                draft.unlink()
                return None
            if mistakes and body == before:
                return None  # left as wrong as it was
            case, mistakes = self._checked(draft, body, [*told, *_HINTS])
            if case is not None:
                return case

    def _checked(self, draft: Path, body: str, told: Sequence[str]) -> tuple[Case | None, list[str]]:
        """The case, or what is wrong with it by the lines of the file as it will be opened again."""
        above = len(_ours(told).splitlines())
        _, mistakes = self._read(draft, body, above)
        if not mistakes:
            return self._read(draft, body, above)
        return self._read(draft, body, above + len(mistakes))

    def _read(self, draft: Path, body: str, above: int) -> tuple[Case | None, list[str]]:
        replace_text(draft, _OURS.strip() + "\n" + "\n" * (above - 1) + body, mode=_PRIVATE)
        try:
            cases = read_suite(draft).cases
        except FixTheSuite as wrong:
            return None, str(wrong).split("\n")
        if len(cases) != 1:
            return None, [f"{draft.name} has {len(cases)} cases; leave one."]
        mistakes = self._wrong_evidence(draft, cases[0])
        return (None, mistakes) if mistakes else (cases[0], [])

    def _wrong_evidence(self, draft: Path, case: Case) -> list[str]:
        located = read_yaml(draft.read_text("utf-8"), draft.name)
        top = ("cases", 0) if isinstance(located.value, dict) else (0,)
        found = []
        for field in ("gold", "instead"):
            for number, gold in enumerate(getattr(case, field)):
                wrong = wrong_gold(gold, case.audience, self.corpus)
                if wrong:
                    line = located.line((*top, field, number))
                    found.append(f"{draft.name}, line {line}, case {case.id}, {field}.{number}: {wrong}")
        return found


def _ours(lines: Sequence[str]) -> str:
    """Lines as comments, which nothing in them can end."""
    return "".join(f"{_OURS}{_fit(part)}\n" for line in lines for part in line.split("\n"))


def _fit(text: str) -> str:
    """The text without what YAML does not take even in a comment."""
    return "".join(each if each < "\ufffe" or each > "\uffff" else "\ufffd" for each in printable(text))


def _body(text: str) -> str:
    """What somebody wrote, without our lines."""
    lines = text.removeprefix("\ufeff").split("\n")
    return "\n".join(line for line in lines if not line.startswith(_OURS.strip())).lstrip("\n")
