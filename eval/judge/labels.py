"""People's labels of answers: a CSV file that any spreadsheet opens, with a column to fill in."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.datasets.case import Case
from eval.errors import LabelError, RunError
from eval.judge.judge import expectations
from eval.judge.verdicts import Grade
from eval.models import Result, ResultKey
from eval.scorers.scorer import answer_text

Labels = Mapping[ResultKey, Grade]

LABELS_FILE = "labels.csv"
_COLUMNS = ("case", "repeat", "question", "wanted", "answer", "label")
# A spreadsheet would take a cell that starts with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t")
_GRADES = ", ".join(Grade)


def draw_sample(answers: Sequence[tuple[Case, Result]], count: int, seed: int) -> list[tuple[Case, Result]]:
    """Draw `count` answers at random, in their order; all if it is 0 or more than there are."""
    if not count or count >= len(answers):
        return list(answers)
    places = sorted(random.Random(seed).sample(range(len(answers)), count))
    return [answers[place] for place in places]


def label_sheet(answers: Sequence[tuple[Case, Result]]) -> str:
    """The file to fill in; it shows neither score nor verdict, which would lead people."""
    rows = [
        (
            case.id,
            result.repeat,
            "\n".join([*case.earlier_questions, case.question]),
            "\n".join(expectations(case)),
            answer_text(result),
            "",
        )
        for case, result in answers
    ]
    return _to_csv([_COLUMNS, *([_escape(str(cell)) for cell in row] for row in rows)])


def read_labels(path: Path) -> Labels:
    """The labels in a file; lines without one are skipped.

    Raises LabelError with the line of what is wrong, or where nothing is labelled.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise LabelError(f"{path} cannot be read as UTF-8; save it as CSV in UTF-8.") from problem
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    if not {"case", "label"} <= set(rows.fieldnames or ()):
        raise LabelError(f"{path.name} has no columns case and label; `concord-eval label` writes them.")
    labels: dict[ResultKey, Grade] = {}
    for row in rows:
        label, where = (row["label"] or "").strip().casefold(), f"{path.name}, line {rows.line_num}"
        if not label:
            continue
        repeat = row.get("repeat") or "0"
        if not repeat.isdecimal():
            raise LabelError(f"{where}, repeat: {repeat!r} is no number.")
        if label not in list(Grade):
            raise LabelError(f"{where}: {label!r} is none of {_GRADES}.")
        key = ((row["case"] or "").strip(), int(repeat))
        if key in labels:
            raise LabelError(f"{where}: {key[0]!r} stands twice; remove one.")
        labels[key] = Grade(label)
    if not labels:
        raise LabelError(f"{path.name} has no label; write {_GRADES} into its last column.")
    return labels


def keep_labels(run: Path, labels: Labels) -> None:
    """Keep the labels in the folder of the run, where a gate finds them."""
    rows = [(case, repeat, grade.value) for (case, repeat), grade in labels.items()]
    try:
        (run / LABELS_FILE).write_text(_to_csv([("case", "repeat", "label"), *rows]), encoding="utf-8")
    except OSError as problem:
        raise RunError(f"{run / LABELS_FILE} cannot be written ({problem.strerror}); mend that.") from problem


def _to_csv(rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()


def _escape(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
