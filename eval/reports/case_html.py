"""A case in the report: question, answer, what it was to say, its citations in their passages, and why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from eval.reports.outcomes import Outcome
from eval.runner.result import Cited, Result
from eval.scorers.matching import in_words


def case_html(outcome: Outcome, suite: str, before: Result | None) -> str:
    """The case, closed until it is clicked; `before` is what the other run answered, where there is one."""
    case, result = outcome.case, outcome.result
    tags = escape(json.dumps(case.tags, ensure_ascii=False), quote=True)
    repeat = f" (repeat {result.repeat + 1})" if result.repeat else ""
    parts = [
        f'<details class="case" data-outcome="{escape(outcome.name)}" data-language="{case.language.value}" '
        f'data-suite="{escape(suite)}" data-tags="{tags}">',
        f"<summary><b>{escape(case.id)}</b>{repeat} · {escape(outcome.name)} · "
        f"{escape(case.question)}</summary>",
        f'<p class="why">{escape(outcome.why)}</p>',
        *[_text("Asked before", each) for each in case.asks],
        _text("Answer", result.text or result.failure),
        *([_text("Answer of the other run", before.text or before.failure)] if before else []),
        _wanted(outcome),
        *[_cited(each, result) for each in result.citations],
        _marks(outcome),
        "</details>",
    ]
    return "".join(parts)


def _text(title: str, words: str) -> str:
    return f'<p class="small">{escape(title)}</p><div class="text">{escape(words)}</div>'


def _wanted(outcome: Outcome) -> str:
    case = outcome.case
    lines = [f"must say {in_words(each)}" for each in case.must]
    lines += [f"must not say {in_words(each)}" for each in case.must_not]
    lines += [f"reference: {each}" for each in case.references]
    lines += [f"stands in {each.document}: {each.quote or each.section or 'anywhere'}" for each in case.gold]
    if case.unanswerable is not None:
        lines.append(f"cannot be answered ({case.unanswerable.value.replace('_', ' ')})")
    return _text("Wanted", "\n".join(lines))


def _cited(cited: Cited, result: Result) -> str:
    """A citation, its quotation marked in the passage that it was taken from, if the run kept that."""
    title = " · ".join(each for each in (f"[{cited.n}] {cited.document}", cited.section) if each)
    passage = next(
        (
            each.text
            for each in result.passages
            if each.document == cited.document and cited.quote and cited.quote in each.text
        ),
        cited.quote,
    )
    before, quote, after = passage.partition(cited.quote) if cited.quote else (passage, "", "")
    body = f"{escape(before)}<mark>{escape(quote)}</mark>{escape(after)}"
    return f'<p class="small">Cited: {escape(title)}</p><div class="text">{body}</div>'


def _marks(outcome: Outcome) -> str:
    rows: Sequence[str] = [
        f"<tr><td>{escape(name)}</td><td>{mark.value:.4g}</td><td>{escape(mark.why)}</td></tr>"
        for name, mark in outcome.marks.items()
    ]
    return f"<details><summary>Scores</summary><table>{''.join(rows)}</table></details>"
