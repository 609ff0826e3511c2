"""The real sets are run with one command, which passes over those that are missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.terminal.real_sets import app
from tests.eval.importers.made import beir, squad, written


def test_sets_that_are_there_are_run_and_missing_ones_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = tmp_path / "data" / "bench"
    (bench / "squad2").mkdir(parents=True)
    written(bench / "squad2" / "reading.json", squad())
    beir(bench / "feedbackqa")
    monkeypatch.chdir(tmp_path)
    ended = CliRunner().invoke(app, ["data", "--limit", "2", "--name", "real", "--markdown", "table.md"])
    assert ended.exit_code == 0, ended.output
    assert "KorQuAD 1.0 is not there (data/bench/korquad/reading.json), so it is left out." in ended.output
    table = (tmp_path / "table.md").read_text(encoding="utf-8")
    assert "|  | SQuAD 2.0 | FeedbackQA |" in table
    assert "| questions | 2 of 3 | 2 of 2 |" in table
    runs = tmp_path / ".concord/real-sets/runs"
    assert sorted(each.name for each in runs.iterdir()) == ["real-feedbackqa", "real-squad2"]


def test_without_data_it_says_so_and_goes_on(tmp_path: Path) -> None:
    ended = CliRunner().invoke(app, [str(tmp_path)])
    assert (ended.exit_code, ended.output.count("is not there")) == (0, 3)
    unknown = CliRunner().invoke(app, [str(tmp_path), "--only", "bench"])
    assert (unknown.exit_code, "'bench' is no set" in unknown.output) == (1, True)
