"""The tables of summaries, comparisons and gates, alike in the terminal and in Markdown."""

from __future__ import annotations

import math
from collections.abc import Sequence

from eval.analysis.deciding.compare import Compared, Comparison
from eval.analysis.deciding.gate import Verdict
from eval.analysis.deciding.judged_run import ALL
from eval.analysis.deciding.summary import Row, Summary
from eval.benchmarks.tables import Table
from eval.scorers.catalogue import HEADLINE, How, Measure

_INTERVAL = "95 % interval"
# Seconds within these have three places behind the point; what is cheaper or more has significant digits.
_LITTLE, _MUCH = 0.1, 10.0


def measures_table(summary: Summary) -> Table:
    """Every measure over all cases."""
    found = [row for row in summary.rows if row.slice == ALL]
    rows = tuple((*_of(row, row.measure.name), _better(row.measure)) for row in found)
    return Table(summary.run, ("score", "value", _INTERVAL, "cases", "better"), rows, _notes(found))


def slices_table(summary: Summary, measure: str = HEADLINE) -> Table:
    """One measure over each slice."""
    found = [row for row in summary.rows if row.measure.name == measure]
    rows = tuple(_of(row, row.slice) for row in found)
    return Table(f"{measure}, by slice", ("slice", "value", _INTERVAL, "cases"), rows, _notes(found))


def comparison_table(comparison: Comparison) -> Table:
    """Every measure of both runs, with the difference and whether it is more than chance."""
    rows = tuple(_compared(row) for row in comparison.rows)
    columns = ("score", "from → to", "difference", "p", "sees")
    left_out = f"; {comparison.left_out} stand in one run only or differ" if comparison.left_out else ""
    notes = (
        f"{comparison.cases} cases in both runs{left_out}.",
        f"Changed: {'; '.join(comparison.changed) or 'nothing that the runs name'}.",
        "Difference: its interval of 95 %; a dash where all cases go together.",
        "p, the probability of chance, is corrected for the number of scores (Holm).",
        "Sees: the smallest true difference that these cases would have shown four times in five, alone.",
        f"Gained {len(comparison.gained)}: {', '.join(comparison.gained) or 'none'}.",
        f"Lost {len(comparison.lost)}: {', '.join(comparison.lost) or 'none'}.",
    )
    return Table(f"{comparison.before} → {comparison.after}", columns, rows, notes)


def verdicts_table(run: str, verdicts: Sequence[Verdict]) -> Table:
    """A line for each rule."""
    rows = tuple((each.rule, "kept" if each.is_kept else "FAILED", each.found) for each in verdicts)
    return Table(f"Gate of {run}", ("rule", "", "found"), rows)


def figure(measure: Measure, value: float) -> str:
    """A value in as many digits as say something; an unknown one is a dash."""
    if math.isnan(value):
        return "–"
    if measure.how is How.SHARE or _LITTLE <= abs(value) < _MUCH:
        return f"{value:.3f}"
    return f"{value:.4g}"


def _of(row: Row, first: str) -> tuple[str, ...]:
    estimate, measure = row.estimate, row.measure
    return (first, figure(measure, estimate.value), _interval(row), str(estimate.n))


def _interval(row: Row) -> str:
    """The interval; a dash where all cases go together, which leaves it open."""
    low, high = row.estimate.low, row.estimate.high
    return "–" if math.isnan(low) else f"{figure(row.measure, low)} to {figure(row.measure, high)}"


def _better(measure: Measure) -> str:
    return "higher" if measure.higher_is_better else "lower"


def _notes(rows: Sequence[Row]) -> tuple[str, ...]:
    """How to read intervals that surprise; only where there are any."""
    notes = []
    if any(math.isnan(row.estimate.low) for row in rows):
        notes.append("A dash: all these cases go together (one document or conversation), so none is known.")
    if any(row.measure.how is How.SHARE and row.estimate.value in (0, 1) for row in rows):
        notes.append(
            "Of a score of 0 or 1 the interval has one end: n independent cases without a fault still leave "
            "room for about 3 in n (the rule of three), and cases of one document count as fewer than n."
        )
    return tuple(notes)


def _compared(row: Compared) -> tuple[str, ...]:
    measure, found = row.measure, row.difference
    verdict = "" if not row.is_shown else " better" if row.is_better else " worse"
    return (
        measure.name,
        f"{figure(measure, row.before)} → {figure(measure, row.after)}",
        "–" if math.isnan(found.low) else f"{found.low:+.3f}…{found.high:+.3f}",
        f"{row.p:.3f}{verdict}",
        _seen(found.detectable),
    )


def _seen(value: float) -> str:
    if math.isnan(value):
        return "–"
    return "none" if math.isinf(value) else f"{value:.3f}"
