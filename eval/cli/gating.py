"""`concord-eval gate`: a line for each rule, and whether the run may ship."""

from __future__ import annotations

from pathlib import Path

import typer

from eval.analysis.deciding.gate import gate
from eval.analysis.deciding.judged_run import JudgedRun
from eval.analysis.deciding.junit import to_junit
from eval.analysis.deciding.policy import Policy
from eval.cli.edge import print_json
from eval.cli.judging import agreement_in
from eval.cli.naming import run_folder
from eval.cli.writing import write_text
from eval.reports.as_json import verdicts_json


def is_shippable(name: str, policy: Path, junit: Path | None, runs: Path, *, as_json: bool) -> bool:
    """Prints the verdicts on a run, and as JUnit XML if wanted; tells whether all rules are kept."""
    rules = Policy.load(policy)
    run = JudgedRun.read(run_folder(name, runs))
    trusted = rules.judge and run_folder(rules.judge.run or name, runs)
    verdicts = gate(run, rules, agreement_in(trusted) if trusted else None)
    if junit is not None:
        write_text(junit, to_junit(run.name, verdicts))
    if as_json:
        print_json(verdicts_json(run.name, verdicts))
    else:
        for each in verdicts:
            typer.echo(f"{'kept  ' if each.is_kept else 'FAILED'}  {each.rule}  [{each.found}]")
    return all(each.is_kept for each in verdicts)
