"""The real sets are run with one command, which passes over those that are missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.qa_model import onnx_model
from eval.public_datasets.__main__ import app
from eval.training.data.sets import split
from tests.bot.qa_model import parts
from tests.eval.datasets.source_samples import asked, beir, squad, written

pytestmark = pytest.mark.slow

TITLES = ("Ferry", "Harbour", "Crane_(machine)", "Bridge", "Tunnel")


def five_articles(path: Path) -> Path:
    """Five articles with a question each, of which one article is held out."""
    path.parent.mkdir(parents=True)
    data = [
        {
            "title": title,
            "paragraphs": [
                {"context": f"{title} has 400.", "qas": [asked(title, f"How many has {title}?", "400")]}
            ],
        }
        for title in TITLES
    ]
    return written(path, {"data": data})


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


def test_the_questions_may_be_those_of_held_out_articles_over_all_paragraphs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    five_articles(tmp_path / "bench/squad2/reading.json")
    monkeypatch.chdir(tmp_path)
    options = ["--only", "squad2", "--reader", "similarity", "--held-out", "--name", "real"]
    ended = CliRunner().invoke(app, [".", *options])
    assert ended.exit_code == 0, ended.output
    (title,) = split(TITLES)["held_out"]
    suite = (tmp_path / ".concord/real-sets/squad2/squad2-held-out-articles-500.jsonl").read_text("utf-8")
    assert [json.loads(line)["question"] for line in suite.splitlines()] == [f"How many has {title}?"]
    assert "1 of 5 questions" in ended.output
    assert "5 documents" in ended.output
    assert "never saw" in " ".join(ended.output.split())


def test_both_readers_are_asked_and_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    five_articles(tmp_path / "bench/squad2/reading.json")
    store = parts.store_in(tmp_path)
    monkeypatch.setenv("CONCORD_EMBEDDING__FOLDER", str(store.folder))
    monkeypatch.setattr(onnx_model, "SHIPPED", parts.written(tmp_path / "reader.safetensors"))
    monkeypatch.chdir(tmp_path)
    ended = CliRunner().invoke(app, [".", "--reader", "both", "--name", "real", "--markdown", "table.md"])
    assert ended.exit_code == 0, ended.output
    table = (tmp_path / "table.md").read_text(encoding="utf-8")
    assert "|  | SQuAD 2.0, similarity | SQuAD 2.0, trained |" in table
    assert "| questions | 1 of 5 | 1 of 5 |" in table
    assert "**real-squad2-similarity → real-squad2-trained**" in table


def test_a_reader_that_is_none_or_has_no_weights_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnx_model, "SHIPPED", tmp_path / "nowhere")
    unknown = CliRunner().invoke(app, [str(tmp_path), "--reader", "best"])
    assert (unknown.exit_code, "'best' is no reader" in unknown.output) == (1, True)
    missing = CliRunner().invoke(app, [str(tmp_path), "--reader", "trained"])
    assert (missing.exit_code, "write --reader similarity" in missing.output) == (1, True)
