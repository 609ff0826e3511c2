"""Reports as JSON and as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

from pydantic import JsonValue, TypeAdapter

from eval.analysis.compare import Comparison, compare
from eval.analysis.gate import RuleVerdict
from eval.analysis.run import Run, Summary
from eval.reports.outcomes import RIGHT, UNSCORED, outcomes_of
from eval.reports.tables import figures_tables
from eval.tables import Table, to_markdown


def to_json(value: JsonValue) -> str:
    """Indented JSON; what is unknown (NaN, infinite) becomes null."""
    return TypeAdapter(JsonValue).dump_json(value, indent=2).decode("utf-8")


def summary_json(summary: Summary) -> dict[str, JsonValue]:
    rows: list[JsonValue] = [
        {
            "score": row.metric.name,
            "slice": row.slice,
            "higher_is_better": row.metric.higher_is_better,
            **asdict(row.estimate),
        }
        for row in summary.rows
    ]
    return {"run": summary.run, "rows": rows}


def comparison_json(comparison: Comparison) -> dict[str, JsonValue]:
    """A comparison; `p_corrected` is after Holm's correction for all metrics in it."""
    rows: list[JsonValue] = [
        {
            "score": row.metric.name,
            "before": row.before,
            "after": row.after,
            "is_better": row.is_better,
            "p_corrected": row.p,
            **{f"difference_{key}": value for key, value in asdict(row.difference).items()},
        }
        for row in comparison.rows
    ]
    return {**asdict(replace(comparison, rows=())), "rows": rows}


def verdicts_json(run: str, verdicts: Sequence[RuleVerdict]) -> dict[str, JsonValue]:
    is_kept = all(verdict.is_kept for verdict in verdicts)
    return {"run": run, "is_kept": is_kept, "verdicts": [asdict(verdict) for verdict in verdicts]}


def report_json(run: Run, summary: Summary, against: Run | None) -> str:
    report: dict[str, JsonValue] = {
        "manifest": run.manifest.model_dump(mode="json"),
        **summary_json(summary),
        **({"comparison": comparison_json(compare(against, run))} if against is not None else {}),
    }
    return to_json(report) + "\n"


def report_markdown(run: Run, summary: Summary, against: Run | None) -> str:
    wrong = [outcome for outcome in outcomes_of(run) if outcome.name not in (RIGHT, UNSCORED)]
    wrong_rows = tuple(
        tuple(" ".join(text.split()) for text in (w.case.id, w.case.question, w.result.text, w.reason))
        for w in wrong
    )
    tables = [
        Table("What was run", ("", "is"), tuple(run.manifest.facts())),
        *figures_tables(run, summary, compare(against, run) if against is not None else None),
        Table(f"Not right: {len(wrong)}", ("case", "question", "answer", "why"), wrong_rows),
    ]
    return to_markdown(run.manifest.machine, tables)
