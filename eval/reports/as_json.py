"""Summaries, comparisons and verdicts as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from pydantic import JsonValue

from eval.analysis.deciding.compare import Compared, Comparison
from eval.analysis.deciding.gate import Verdict
from eval.analysis.deciding.summary import Row, Summary


def summary_json(summary: Summary) -> dict[str, JsonValue]:
    """The figures of a run, a row for each measure and slice; bounds that are not known are NaN."""
    return {"run": summary.run, "rows": [_row(each) for each in summary.rows]}


def comparison_json(comparison: Comparison) -> dict[str, JsonValue]:
    """A comparison; `p_corrected` is after Holm's correction for all measures in it."""
    return {
        "before": comparison.before,
        "after": comparison.after,
        "cases": comparison.cases,
        "left_out": comparison.left_out,
        "changed": list(comparison.changed),
        "rows": [_compared(each) for each in comparison.rows],
        "gained": list(comparison.gained),
        "lost": list(comparison.lost),
    }


def verdicts_json(run: str, verdicts: Sequence[Verdict]) -> dict[str, JsonValue]:
    """The verdicts of a gate."""
    kept = all(each.is_kept for each in verdicts)
    return {"run": run, "is_kept": kept, "verdicts": [asdict(each) for each in verdicts]}


def _row(row: Row) -> dict[str, JsonValue]:
    return {
        "score": row.measure.name,
        "slice": row.slice,
        "higher_is_better": row.measure.higher_is_better,
        **asdict(row.estimate),
    }


def _compared(row: Compared) -> dict[str, JsonValue]:
    return {
        "score": row.measure.name,
        "before": row.before,
        "after": row.after,
        "is_better": row.is_better,
        "p_corrected": row.p,
        **{f"difference_{key}": value for key, value in asdict(row.difference).items()},
    }
