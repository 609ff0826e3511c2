"""The tables of summaries, comparisons and calibration, alike in terminal, Markdown and HTML."""

from __future__ import annotations

import math
from collections.abc import Sequence

from eval.analysis.compare import Comparison, MetricComparison
from eval.analysis.run import ALL, MetricRow, Run, Summary
from eval.reports.outcomes import RefusalStep, calibration, calibration_error, refusal_curve
from eval.scorers.metrics import HEADLINE, Aggregation, Metric
from eval.tables import Table, verdict

_INTERVAL = "95 % interval"
# Values within these have three decimals, others significant digits.
_LITTLE, _MUCH = 0.1, 10.0
_CALIBRATION_TARGET = 0.05
_COVERAGES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.25)


def figures_tables(run: Run, summary: Summary, comparison: Comparison | None) -> list[Table]:
    compared = [comparison_table(comparison)] if comparison is not None else []
    return [metrics_table(summary), slices_table(summary), *confidence_tables(run), *compared]


def metrics_table(summary: Summary) -> Table:
    rows = [row for row in summary.rows if row.slice == ALL]
    cells = tuple(
        (*_cells(row, row.metric.name), "higher" if row.metric.higher_is_better else "lower") for row in rows
    )
    return Table(
        f"{summary.run}, all cases", ("score", "value", _INTERVAL, "cases", "better"), cells, _notes(rows)
    )


def slices_table(summary: Summary, metric: str = HEADLINE) -> Table:
    rows = [row for row in summary.rows if row.metric.name == metric]
    cells = tuple(_cells(row, row.slice) for row in rows)
    return Table(f"{metric}, by slice", ("slice", "value", _INTERVAL, "cases"), cells, _notes(rows))


def comparison_table(comparison: Comparison) -> Table:
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
    columns = ("score", "from → to", "difference", "p", "sees")
    rows = tuple(map(_comparison_cells, comparison.rows))
    return Table(f"{comparison.before} → {comparison.after}", columns, rows, notes)


def confidence_tables(run: Run) -> list[Table]:
    """Calibration, and risk at each coverage; none where the system gives no confidence."""
    bins = calibration(run)
    if not bins:
        return []
    error = calibration_error(run)
    calibrated = Table(
        "Calibration",
        ("mean confidence", "right", "answers"),
        tuple((f"{b.confidence:.3f}", f"{b.right:.3f}", str(b.answers)) for b in bins),
        (
            "Answers by their confidence, the least sure first; refusals are not among them.",
            f"Target: expected calibration error at most {_CALIBRATION_TARGET:g}: "
            f"{verdict(error <= _CALIBRATION_TARGET)} ({error:.3f}).",
        ),
    )
    risks = Table(
        "Risk and coverage",
        ("refused below", "coverage", "risk"),
        tuple(
            (f"{step.threshold:.3f}", f"{step.answered:.3f}", f"{1 - step.right:.3f}")
            for step in _pick(refusal_curve(run))
        ),
        (
            "Coverage: the share of all questions that is answered where less sure answers are refused as "
            "well; risk: the share of these answers that is not right.",
        ),
    )
    return [calibrated, risks]


def _pick(steps: Sequence[RefusalStep]) -> list[RefusalStep]:
    picked = [
        next((step for step in steps if step.answered <= coverage * steps[0].answered), steps[-1])
        for coverage in _COVERAGES
    ]
    return list(dict.fromkeys(picked))


def format_value(metric: Metric, value: float) -> str:
    """A value in as many digits as say something; an unknown one is a dash."""
    if math.isnan(value):
        return "–"
    is_short = metric.aggregation is Aggregation.SHARE or _LITTLE <= abs(value) < _MUCH
    return f"{value:.3f}" if is_short else f"{value:.4g}"


def _cells(row: MetricRow, first: str) -> tuple[str, ...]:
    """A dash for the interval where all cases go together."""
    metric, estimate = row.metric, row.estimate
    low, high = format_value(metric, estimate.low), format_value(metric, estimate.high)
    interval = "–" if math.isnan(estimate.low) else f"{low} to {high}"
    return first, format_value(metric, estimate.value), interval, str(estimate.n)


def _notes(rows: Sequence[MetricRow]) -> tuple[str, ...]:
    notes = []
    if any(math.isnan(row.estimate.low) for row in rows):
        notes.append("A dash: all these cases go together (one document or conversation), so none is known.")
    if any(row.metric.aggregation is Aggregation.SHARE and row.estimate.value in (0, 1) for row in rows):
        notes.append(
            "Of a score of 0 or 1 the interval has one end: n independent cases without a fault still leave "
            "room for about 3 in n (the rule of three), and cases of one document count as fewer than n."
        )
    return tuple(notes)


def _comparison_cells(row: MetricComparison) -> tuple[str, ...]:
    metric, difference = row.metric, row.difference
    direction = " better" if row.is_better else " worse"
    seen = difference.detectable
    return (
        metric.name,
        f"{format_value(metric, row.before)} → {format_value(metric, row.after)}",
        "–" if math.isnan(difference.low) else f"{difference.low:+.3f}…{difference.high:+.3f}",
        f"{row.p:.3f}{direction if row.is_significant else ''}",
        "–" if math.isnan(seen) else "none" if math.isinf(seen) else f"{seen:.3f}",
    )
