"""Measures the trained reader with the paragraph given, on articles that it was not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.factory import build_reading
from bot.models import Language
from bot.qa_model.reading import PairReading, Text
from bot.settings import load_settings
from eval.benchmarks.reading_sets import ReadingQuestion, ReadingSet, held_out_set, misplaced
from eval.benchmarks.tables import Table, verdict
from eval.training.scores import (
    Marked,
    area_under_curve,
    at_threshold,
    best_threshold,
    calibration_error,
    marked,
    risk_at,
)

_SETS = (("squad2", Language.ENGLISH), ("korquad", Language.KOREAN))
# The least F1 that is aimed at, and at what others reached it.
_GOALS = {"squad2": (75.6, "MiniLM-L6, trained on all of SQuAD 2.0"), "korquad": (88.9, "XLM-R-base")}
_ERROR_TARGET = 0.05
_COVERAGES = (0.25, 0.5, 0.75, 1.0)


def measure_reading(data: Path) -> tuple[Table, Table]:
    """The table of exact spans, and that of what the probabilities are worth; `data` holds the sets."""
    model = build_reading(load_settings(Path.cwd()))
    sets = [held_out_set(data, name, language) for name, language in _SETS]
    read = {each.name: read_all(model, each.questions, each.language) for each in sets}
    for each in sets:
        if all(question.answers for question in each.questions):
            elsewhere = read_all(model, misplaced(each.questions), each.language)
            read[f"{each.name}, twice"] = [*read[each.name], *elsewhere]
    return _spans(sets, read), _probabilities(read)


def read_all(model: PairReading, questions: Sequence[ReadingQuestion], language: Language) -> list[Marked]:
    """The marks of each question's reading."""
    marks = []
    for each in questions:
        (reading,) = model.read(each.question, [Text(each.paragraph)])
        best = reading.spans[0] if reading.spans else None
        said = each.paragraph[best.start : best.end] if best else ""
        marks.append(marked(said, reading.probability, each.answers, language))
    return marks


def _spans(sets: Sequence[ReadingSet], read: dict[str, list[Marked]]) -> Table:
    rows, notes = (
        [],
        [
            "Questions on held out articles, the paragraph given. EM and F1 in percent; in Korean by "
            "character. All: at the threshold with the best F1, as SQuAD 2.0's script reports it."
        ],
    )
    for each in sets:
        marks = read[each.name]
        has = [mark for mark in marks if mark.is_answerable]
        threshold, best = best_threshold(marks)
        exact, _ = at_threshold(marks, threshold)
        always = at_threshold(has, 0.0)
        kept = [mark for mark in marks if not mark.is_answerable]
        silent = _percent(at_threshold(kept, threshold)[1]) if kept else ""
        found = [_percent(value) for value in (*always, *at_threshold(has, threshold))]
        rows.append((each.name, str(len(marks)), *found, silent, _percent(exact), _percent(best)))
        goal, peer = _GOALS[each.name]
        reached = 100 * (best if kept else always[1])
        notes.append(
            f"Goal on {each.name}: F1 above {goal:g} ({peer}): {verdict(reached > goal)} ({reached:.1f})."
        )
    columns = (
        "reading", "questions", "span EM", "span F1", "HasAns EM", "HasAns F1", "NoAns", "all EM", "all F1",
    )  # fmt: skip
    return Table("Reading", columns, tuple(rows), tuple(notes))


def _probabilities(read: dict[str, list[Marked]]) -> Table:
    rows = [
        (
            name,
            str(len(marks)),
            f"{area_under_curve(marks):.3f}",
            f"{calibration_error([(mark.sure, mark.is_answerable) for mark in marks]):.3f}",
            *(f"{risk_at(marks, coverage):.3f}" for coverage in _COVERAGES),
        )
        for name, marks in read.items()
        if not all(mark.is_answerable for mark in marks)
    ]
    worst = max((float(row[3]) for row in rows), default=0.0)
    notes = (
        "AUC: how often a question with an answer is surer than one without. Risk: 1 less the mean F1 of the "
        "surest share of all questions, where an answer to one that has none scores 0. Twice: each question "
        "also beside another paragraph of its article, which does not have the answer.",
        f"Target: calibration error at most {_ERROR_TARGET:g}: {verdict(worst <= _ERROR_TARGET)} "
        f"({worst:.3f}).",
    )
    columns = ("sureness", "questions", "AUC", "calibration error", *(f"risk at {c:.0%}" for c in _COVERAGES))
    return Table("Sureness of the reader", columns, tuple(rows), notes)


def _percent(value: float) -> str:
    return f"{100 * value:.1f}"
