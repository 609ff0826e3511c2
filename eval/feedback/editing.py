"""Let a reviewer write a case in an editor, and show its mistakes until it is valid."""

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
from eval.datasets.dataset import read_dataset, to_yaml
from eval.errors import DatasetError
from eval.feedback.proposal import evidence_problem
from eval.files import PRIVATE, replace_text
from eval.scorers.scorer import Corpus

# Starts each of our own lines in the file, which are removed again.
_COMMENT = "#| "
_HINTS = (
    "Save and close to accept this case; empty the file to leave it.",
    "A right answer: `must:` with words, {value: …}, {pattern: …}, {any: […]}, {all: […]}, and `gold:` with",
    "`document:` and `quote:`. A right refusal: `unanswerable:` near_miss, false_premise, out_of_scope,",
    "staff_only or hostile, and neither of the two.",
)
Editor = Callable[[Path], bool]


class EditorNotFoundError(Exception):
    """No editor could be started; the text says what to do."""


def open_editor(path: Path) -> bool:
    """Open the file in $VISUAL, $EDITOR or vi and wait; whether the editor ended well."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        process = subprocess.Popen([*shlex.split(command), str(path)])
    except (OSError, ValueError) as problem:
        raise EditorNotFoundError(
            f"The editor {command!r} cannot be started; set EDITOR to yours."
        ) from problem
    while True:
        try:
            return process.wait() == 0
        except KeyboardInterrupt:  # meant for the editor, which has it too
            continue


@dataclass(frozen=True, slots=True)
class CaseEditor:
    """Edits cases whose evidence has to stand in `corpus`."""

    corpus: Corpus
    editor: Editor = open_editor

    def edit(self, draft: Path, proposed: Mapping[str, Any], comments: Sequence[str]) -> Case | None:
        """The case that somebody made of the proposed one, None where they left it.

        What was written stays in `draft`, where the next call resumes, until whoever keeps the case deletes
        it; an emptied one is deleted here.
        """
        body = _strip_comments(draft.read_text("utf-8")) if draft.exists() else to_yaml(proposed)
        mistakes: list[str] = []
        while True:
            # Below the case, so that the lines in the mistakes are right.
            below = _to_comments([*mistakes, *comments, *_HINTS])
            replace_text(draft, f"{body.rstrip()}\n{below}", mode=PRIVATE)
            if not self.editor(draft):
                return None
            before, body = body, _strip_comments(draft.read_text("utf-8", "replace"))
            if not body.strip():
                draft.unlink()
                return None
            if mistakes and body.rstrip() == before.rstrip():
                return None  # left as wrong as it was
            try:
                return self._read(draft)
            except DatasetError as problem:
                mistakes = str(problem).split("\n")

    def _read(self, draft: Path) -> Case:
        cases = read_dataset(draft).cases
        if len(cases) != 1:
            raise DatasetError(f"{draft.name} has {len(cases)} cases; leave one.")
        case = cases[0]
        problems = [
            f"{draft.name}, case {case.id}, {field}.{number}: {problem}"
            for field in ("gold", "instead")
            for number, gold in enumerate(getattr(case, field))
            if (problem := evidence_problem(gold, case.audience, self.corpus))
        ]
        if problems:
            raise DatasetError("\n".join(problems))
        return case


def _to_comments(lines: Sequence[str]) -> str:
    """Lines as comments, which nothing in them can end."""
    return "".join(f"{_COMMENT}{_to_yaml_safe(part)}\n" for line in lines for part in line.split("\n"))


def _to_yaml_safe(text: str) -> str:
    """The text without what YAML rejects even in a comment."""
    return "".join(c if c < "\ufffe" or c > "\uffff" else "\ufffd" for c in printable(text))


def _strip_comments(text: str) -> str:
    lines = text.removeprefix("\ufeff").split("\n")
    return "\n".join(line for line in lines if not line.startswith(_COMMENT.strip()))
