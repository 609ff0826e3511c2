"""What people say of answers: a CSV file that any spreadsheet opens, with a column to be filled in."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.datasets.case import Case
from eval.errors import FixTheLabels, FixTheRun
from eval.judge.verdict import Grade
from eval.runner.result import Result
from eval.scorers.answer_text import said_by
from eval.scorers.matching import in_words

# A case and which of its repeats.
Labels = Mapping[tuple[str, int], Grade]

FILE = "labels.csv"
_COLUMNS = ("case", "repeat", "question", "wanted", "answer", "label")
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t")
_GRADES = ", ".join(grade.value for grade in Grade)


def sample_of(found: Sequence[tuple[Case, Result]], count: int, seed: int) -> list[tuple[Case, Result]]:
    """So many of them drawn at random, in their order; all where `count` is 0 or more than there are."""
    if not count or count >= len(found):
        return list(found)
    drawn = sorted(random.Random(seed).sample(range(len(found)), count))
    return [found[place] for place in drawn]


def to_be_labelled(found: Sequence[tuple[Case, Result]]) -> str:
    """The file to be filled in; it shows neither a score nor a verdict, so that neither leads."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for case, result in found:
        asked = "\n".join([*case.asks, case.question])
        cells = (case.id, result.repeat, asked, _wanted(case), said_by(result), "")
        writer.writerow([_plain(str(each)) for each in cells])
    return out.getvalue()


def read_labels(path: Path) -> Labels:
    """The labels in a file; lines without one are passed over.

    Raises FixTheLabels with the line of what is wrong, or where nothing is labelled.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise FixTheLabels(f"{path} cannot be read as UTF-8; save it as CSV in UTF-8.") from problem
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    if not {"case", "label"} <= set(rows.fieldnames or ()):
        raise FixTheLabels(f"{path.name} has no columns case and label; `concord-eval label` writes them.")
    found: dict[tuple[str, int], Grade] = {}
    for row in rows:
        label = (row["label"] or "").strip().casefold()
        if not label:
            continue
        key = ((row["case"] or "").strip(), _repeat(row.get("repeat"), path, rows.line_num))
        if key in found:
            raise FixTheLabels(f"{path.name}, line {rows.line_num}: {key[0]!r} stands twice; remove one.")
        found[key] = _grade(label, path, rows.line_num)
    if not found:
        raise FixTheLabels(f"{path.name} has no label; write {_GRADES} into its last column.")
    return found


def keep_labels(run: Path, labels: Labels) -> None:
    """Keeps the labels in the folder of the run, where a gate finds them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(("case", "repeat", "label"))
    writer.writerows((case, repeat, grade.value) for (case, repeat), grade in labels.items())
    try:
        (run / FILE).write_text(out.getvalue(), encoding="utf-8")
    except OSError as problem:
        raise FixTheRun(f"{run / FILE} cannot be written ({problem.strerror}); mend that.") from problem


def _grade(label: str, path: Path, line: int) -> Grade:
    try:
        return Grade(label)
    except ValueError as problem:
        raise FixTheLabels(f"{path.name}, line {line}: {label!r} is none of {_GRADES}.") from problem


def _repeat(text: str | None, path: Path, line: int) -> int:
    try:
        return int(text or 0)
    except ValueError as problem:
        raise FixTheLabels(f"{path.name}, line {line}, repeat: {text!r} is no number.") from problem


def _wanted(case: Case) -> str:
    lines = [f"must: {in_words(each)}" for each in case.must]
    lines += [f"must not: {in_words(each)}" for each in case.must_not]
    lines += [f"right: {each}" for each in case.references]
    lines += [f"{each.document}: {each.quote}" for each in case.gold if each.quote]
    return "\n".join(lines)


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
