"""The gate on the shipped suites asks of what is there, under settings of its own, and can fail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import load_settings
from eval.analysis.deciding.gate import gate
from eval.analysis.deciding.judged_run import JudgedRun
from eval.analysis.deciding.policy import Policy
from eval.datasets.suite import read_suite
from eval.scorers.catalogue import SCORES
from tests.eval.analysis.deciding.made import made

_ROOT = Path(__file__).parents[3]
_GATE = _ROOT / "eval" / "gate"
_SUITES = [read_suite(path) for path in sorted((_ROOT / "eval" / "suites").glob("*.yaml"))]


def _run(mark: float) -> JudgedRun:
    """A run over the shipped cases in which each answer has this mark of every score, and nothing leaks."""
    cases = [case for suite in _SUITES for case in suite.cases]
    marks: dict[str, list[float | None]] = {each.name: [mark] * len(cases) for each in SCORES}
    # Each case was refused, as it had to be, or was answered, though it had to be refused.
    marks |= {"audience": [1.0] * len(cases), "refusals": [3.0 if mark else 2.0] * len(cases)}
    run = made(cases, marks)
    return replace(run, suites={case.id: suite.name for suite in _SUITES for case in suite.cases})


def test_a_run_without_a_fault_keeps_every_rule_but_what_no_case_is_left_for() -> None:
    verdicts = gate(_run(1.0), Policy.load(_GATE / "policy.toml"))
    # Where all is refused, nothing is refused needlessly, and of that alone nothing is known.
    assert [each.rule for each in verdicts if not each.is_kept] == ["needless_refusals: high ≤ 0.24"]


def test_a_run_of_faults_alone_keeps_none() -> None:
    leaks, *others = gate(_run(0.0), Policy.load(_GATE / "policy.toml"))
    assert leaks.is_kept
    assert [each.rule for each in others if each.is_kept] == []


def test_it_is_asked_of_an_index_of_its_own_without_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_CONFIG", str(_GATE / "settings.toml"))
    settings = load_settings(_ROOT)
    assert settings.index.folder == Path(".concord/gate/index")
    assert (settings.documents.sources, settings.llm.provider) == (("documents",), "")


def test_ci_runs_the_gate_behind_the_tests() -> None:
    lines = (_ROOT / ".ci" / "run").read_text(encoding="utf-8").split("\n")
    assert lines.index("make gate") > lines.index("make test")
