"""A run as one HTML file that opens without a network: headline, tables, plots, and every case."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from importlib.resources import files

from eval.analysis.deciding.compare import Comparison, compare
from eval.analysis.deciding.judged_run import JudgedRun
from eval.analysis.deciding.summary import Summary
from eval.benchmarks.tables import Table
from eval.reports.case_html import case_html
from eval.reports.outcomes import OUTCOMES, Outcome, outcomes_of
from eval.reports.plots import plots_of
from eval.reports.tables import comparison_table, measures_table, slices_table
from eval.runner.facts import facts_of
from eval.scorers.catalogue import HEADLINE

# Of cases; a browser takes long to open more.
_MOST_CHARS = 20_000_000
# Nothing is loaded from anywhere, whatever an answer holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


def report_html(run: JudgedRun, summary: Summary, against: JudgedRun | None) -> str:
    """The page; with `against`, the other run stands before this one."""
    comparison = compare(against, run) if against is not None else None
    outcomes = outcomes_of(run)
    body = [
        f"<h1>{escape(run.name)}</h1>",
        _headline(summary, outcomes),
        _table(replace(measures_table(summary), title="All cases")),
        f'<div class="plots">{"".join(plots_of(run, summary))}</div>',
        _table(slices_table(summary)),
        *([_table(comparison_table(comparison))] if comparison is not None else []),
        _cases(run, against, comparison),
        _table(
            Table("What was run", ("", "is"), (*facts_of(run.manifest), ("machine", run.manifest.machine)))
        ),
    ]
    return _page(run.name, body)


def _headline(summary: Summary, outcomes: Sequence[Outcome]) -> str:
    row = summary.find(HEADLINE)
    scored = [each for each in outcomes if each.is_scored]
    right = sum(each.is_right for each in scored)
    leaks = sum(each.name == OUTCOMES[0] for each in outcomes)
    told = f"{leaks} leaks: this run must not ship." if leaks else "No leak."
    if row is None:
        return f'<p class="headline">No case says what an answer holds. {told}</p>'
    low, high = row.estimate.low, row.estimate.high
    interval = "no interval" if math.isnan(low) else f"95 % interval {low:.1%} to {high:.1%}"
    found = f"{row.estimate.value:.1%} right ({right} of {len(scored)}, {interval})"
    return f'<p class="headline">{found}. {told}</p>'


def _table(table: Table) -> str:
    head = "".join(f"<th>{escape(each)}</th>" for each in table.columns)
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in table.rows)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    notes = "".join(f'<p class="small">{escape(note)}</p>' for note in table.notes)
    return f"<h2>{escape(table.title)}</h2><table><tr>{head}</tr>{body}</table>{notes}"


def _cases(run: JudgedRun, against: JudgedRun | None, comparison: Comparison | None) -> str:
    """All cases, those that went wrong first, below the filters."""
    outcomes = outcomes_of(run)
    before = against.first_results() if against is not None else {}
    flipped = {*comparison.gained, *comparison.lost} if comparison is not None else set()
    ordered = sorted(outcomes, key=lambda each: OUTCOMES.index(each.name))
    drawn = (
        case_html(
            each,
            run.suites.get(each.case.id, ""),
            before.get(each.case.id) if each.case.id in flipped else None,
        )
        for each in ordered
    )
    filters = [
        _choice("outcome", (name for name in OUTCOMES if any(each.name == name for each in outcomes))),
        _choice("language", sorted({each.case.language.value for each in outcomes})),
        _choice("suite", sorted(set(run.suites.values()))),
        _choice("tag", sorted({tag for each in outcomes for tag in each.case.tags})),
        '<input id="words" type="search" placeholder="words" aria-label="words"><output id="shown"></output>',
    ]
    return (
        f'<h2>Cases</h2><div class="filters">{"".join(filters)}</div>{_as_many_as_fit(drawn, len(ordered))}'
    )


def _as_many_as_fit(drawn: Iterable[str], count: int) -> str:
    """The cases, or where a page has no room for all the first of them, and how many are left out."""
    kept: list[str] = []
    room = _MOST_CHARS
    for each in drawn:
        room -= len(each)
        if room < 0:
            left = count - len(kept)
            told = f"{left:,} more cases, the last in this order, are left out; results.jsonl has them."
            return f'{"".join(kept)}<p class="small">{told}</p>'
        kept.append(each)
    return "".join(kept)


def _choice(name: str, values: Iterable[str]) -> str:
    options = "".join(f"<option>{escape(each)}</option>" for each in values)
    return f'<select id="{name}" aria-label="{name}"><option value="">every {name}</option>{options}</select>'


def _page(title: str, body: Sequence[str]) -> str:
    style, script = (
        (files("eval.reports") / "page" / name).read_text("utf-8") for name in ("style.css", "filter.js")
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head>"
        f"<body>{''.join(body)}<script>{script}</script></body></html>\n"
    )
