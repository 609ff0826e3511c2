"""A run as one HTML file that opens without a network: headline, tables, and every case."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from eval.analysis.compare import Comparison, compare
from eval.analysis.run import Run, Summary
from eval.models import Result, ResultCitation
from eval.reports.outcomes import LEAKED, OUTCOMES, Outcome, outcomes_of
from eval.reports.tables import figures_tables
from eval.scorers.matching import describe
from eval.scorers.metrics import HEADLINE
from eval.tables import Table

# Of all cases together; a browser takes long to open more.
_MAX_CHARS = 20_000_000
# Nothing is loaded from anywhere, whatever an answer holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


def report_html(run: Run, summary: Summary, against: Run | None) -> str:
    """The page; with `against`, the other run stands before this one."""
    comparison = compare(against, run) if against is not None else None
    outcomes = outcomes_of(run)
    body = [
        f"<h1>{escape(run.name)}</h1>",
        _headline(summary, outcomes),
        *map(_table, figures_tables(run, summary, comparison)),
        _cases(run, outcomes, against, comparison),
        _table(Table("What was run", ("", "is"), (*run.manifest.facts(), ("machine", run.manifest.machine)))),
    ]
    page = files("eval.reports") / "page"
    style, script = ((page / name).read_text("utf-8") for name in ("style.css", "filter.js"))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(run.name)}</title><style>{style}</style></head>"
        f"<body>{''.join(body)}<script>{script}</script></body></html>\n"
    )


def _headline(summary: Summary, outcomes: Sequence[Outcome]) -> str:
    row = summary.find(HEADLINE)
    leaks = sum(outcome.name == LEAKED for outcome in outcomes)
    verdict = f"{leaks} leaks: this run must not ship." if leaks else "No leak."
    if row is None:
        return f'<p class="headline">No case says what an answer holds. {verdict}</p>'
    scored = [outcome for outcome in outcomes if outcome.is_scored]
    right = sum(outcome.is_right for outcome in scored)
    low, high = row.estimate.low, row.estimate.high
    interval = "no interval" if math.isnan(low) else f"95 % interval {low:.1%} to {high:.1%}"
    found = f"{row.estimate.value:.1%} right ({right} of {len(scored)}, {interval})"
    return f'<p class="headline">{found}. {verdict}</p>'


def _table(table: Table) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in table.columns)
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in table.rows)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    notes = "".join(f'<p class="small">{escape(note)}</p>' for note in table.notes)
    return f"<h2>{escape(table.title)}</h2><table><tr>{head}</tr>{body}</table>{notes}"


def _cases(run: Run, outcomes: Sequence[Outcome], against: Run | None, comparison: Comparison | None) -> str:
    """All cases, those that went wrong first, below the filters; as many as a page has room for."""
    before = against.first_results() if against is not None else {}
    flipped = {*comparison.gained, *comparison.lost} if comparison is not None else set()
    names = {outcome.name for outcome in outcomes}
    filters = [
        _select("outcome", (name for name in OUTCOMES if name in names)),
        _select("language", sorted({outcome.case.language.value for outcome in outcomes})),
        _select("suite", sorted(set(run.suites.values()))),
        _select("tag", sorted({tag for outcome in outcomes for tag in outcome.case.tags})),
        '<input id="words" type="search" placeholder="words" aria-label="words"><output id="shown"></output>',
    ]
    shown: list[str] = []
    room = _MAX_CHARS
    for outcome in sorted(outcomes, key=lambda outcome: OUTCOMES.index(outcome.name)):
        identifier = outcome.case.id
        other = before.get(identifier) if identifier in flipped else None
        html = _case(outcome, run.suites.get(identifier, ""), other)
        room -= len(html)
        if room < 0:
            left = f"{len(outcomes) - len(shown):,} more cases, the last in this order, are left out"
            shown.append(f'<p class="small">{left}; results.jsonl has them.</p>')
            break
        shown.append(html)
    return f'<h2>Cases</h2><div class="filters">{"".join(filters)}</div>{"".join(shown)}'


def _select(name: str, values: Iterable[str]) -> str:
    options = "".join(f"<option>{escape(value)}</option>" for value in values)
    return f'<select id="{name}" aria-label="{name}"><option value="">every {name}</option>{options}</select>'


def _case(outcome: Outcome, suite: str, before: Result | None) -> str:
    """A case, closed until it is clicked; `before` is what the other run answered, where that differs."""
    case, result = outcome.case, outcome.result
    tags = escape(json.dumps(case.tags, ensure_ascii=False), quote=True)
    repeat = f" (repeat {result.repeat + 1})" if result.repeat else ""
    rows = [
        f"<tr><td>{escape(name)}</td><td>{score.value:.4g}</td><td>{escape(score.explanation)}</td></tr>"
        for name, score in outcome.scores.items()
    ]
    parts = [
        f'<details class="case" data-outcome="{escape(outcome.name)}" data-language="{case.language.value}" '
        f'data-suite="{escape(suite)}" data-tags="{tags}">',
        f"<summary><b>{escape(case.id)}</b>{repeat} · {escape(outcome.name)} · "
        f"{escape(case.question)}</summary>",
        f'<p class="why">{escape(outcome.reason)}</p>',
        *[_text("Asked before", question) for question in case.earlier_questions],
        _text("Answer", result.text or result.failure),
        *([_text("Answer of the other run", before.text or before.failure)] if before else []),
        _text("Wanted", "\n".join(_expectations(outcome))),
        *[_citation(cited, result) for cited in result.citations],
        f"<details><summary>Scores</summary><table>{''.join(rows)}</table></details></details>",
    ]
    return "".join(parts)


def _text(title: str, words: str) -> str:
    return f'<p class="small">{escape(title)}</p><div class="text">{escape(words)}</div>'


def _expectations(outcome: Outcome) -> list[str]:
    case = outcome.case
    reason = case.unanswerable.value.replace("_", " ") if case.unanswerable else ""
    return [
        *(f"must say {describe(requirement)}" for requirement in case.must),
        *(f"must not say {describe(requirement)}" for requirement in case.must_not),
        *(f"reference: {reference}" for reference in case.references),
        *(f"stands in {gold.document}: {gold.quote or gold.section or 'anywhere'}" for gold in case.gold),
        *([f"cannot be answered ({reason})"] if reason else []),
    ]


def _citation(cited: ResultCitation, result: Result) -> str:
    """A citation, its quote marked in the passage that it was taken from, if the run kept that."""
    title = " · ".join(filter(None, (f"[{cited.n}] {cited.document}", cited.section)))
    texts = (passage.text for passage in result.passages if passage.document == cited.document)
    passage = next((text for text in texts if cited.quote and cited.quote in text), cited.quote)
    before, quote, after = passage.partition(cited.quote) if cited.quote else (passage, "", "")
    body = f"{escape(before)}<mark>{escape(quote)}</mark>{escape(after)}"
    return f'<p class="small">Cited: {escape(title)}</p><div class="text">{body}</div>'
