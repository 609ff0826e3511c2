"""A run as Markdown: what it was made of, its figures, what changed, and the cases that went wrong."""

from __future__ import annotations

from eval.analysis.deciding.compare import Comparison
from eval.analysis.deciding.judged_run import JudgedRun
from eval.analysis.deciding.summary import Summary
from eval.benchmarks.tables import Table, to_markdown
from eval.reports.confidence import confidence_tables
from eval.reports.outcomes import RIGHT, UNSCORED, outcomes_of
from eval.reports.tables import comparison_table, measures_table, slices_table
from eval.runner.facts import facts_of


def report_markdown(run: JudgedRun, summary: Summary, comparison: Comparison | None) -> str:
    """The report; the machine stands first."""
    tables = [
        _facts(run),
        measures_table(summary),
        slices_table(summary),
        *confidence_tables(run),
        *([comparison_table(comparison)] if comparison is not None else []),
        _wrong(run),
    ]
    return to_markdown(run.manifest.machine, tables)


def _facts(run: JudgedRun) -> Table:
    return Table("What was run", ("", "is"), tuple(facts_of(run.manifest)))


def _wrong(run: JudgedRun) -> Table:
    wrong = [each for each in outcomes_of(run) if each.name not in (RIGHT, UNSCORED)]
    rows = tuple(
        (each.case.id, _line(each.case.question), _line(each.result.text), _line(each.why)) for each in wrong
    )
    return Table(f"Not right: {len(wrong)}", ("case", "question", "answer", "why"), rows)


def _line(text: str) -> str:
    return " ".join(text.split())
