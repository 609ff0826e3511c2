"""`concord-eval report`: writes a run as a page, as Markdown or as JSON, by the ending of the file's name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import typer
from pydantic import JsonValue

from eval.analysis.deciding.compare import compare
from eval.analysis.deciding.judged_run import JudgedRun
from eval.analysis.deciding.summary import Summary, summarise
from eval.cli.edge import known
from eval.cli.naming import run_folder
from eval.cli.writing import write_text
from eval.errors import FixTheRun
from eval.reports.as_json import comparison_json, summary_json
from eval.reports.html import report_html
from eval.reports.markdown import report_markdown

_Report = Callable[[JudgedRun, Summary, JudgedRun | None], str]


def write_report(name: str, against: str, file: Path | None, runs: Path) -> None:
    """Writes the report of a run, where nothing else is said as a page into its folder."""
    folder = run_folder(name, runs)
    place = file or folder.path / "report.html"
    form = _FORMS.get(place.suffix.lower())
    if form is None:
        raise FixTheRun(f"{place.name} is none of {', '.join(_FORMS)}; name the report by one of these.")
    run = JudgedRun.read(folder)
    other = JudgedRun.read(run_folder(against, runs)) if against else None
    write_text(place, form(run, summarise(run), other))
    typer.echo(f"The report lies in {place}.")


def _markdown(run: JudgedRun, summary: Summary, against: JudgedRun | None) -> str:
    return report_markdown(run, summary, compare(against, run) if against is not None else None)


def _json(run: JudgedRun, summary: Summary, against: JudgedRun | None) -> str:
    found: dict[str, JsonValue] = {
        "manifest": run.manifest.model_dump(mode="json"),
        **summary_json(summary),
        **({"comparison": comparison_json(compare(against, run))} if against is not None else {}),
    }
    return json.dumps(known(found), ensure_ascii=False, indent=2) + "\n"


_FORMS: Mapping[str, _Report] = {".html": report_html, ".md": _markdown, ".json": _json}
