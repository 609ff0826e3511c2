"""A data set is imported and run with the commands that the import names."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from eval.datasets.importers.source import clean
from tests.eval.cli.conftest import Command
from tests.eval.datasets.source_samples import beir, squad, written, written_lines

pytestmark = pytest.mark.slow


def _values(out: str) -> dict[str, float]:
    return {row["score"]: row["value"] for row in json.loads(out)["rows"]}


def test_an_imported_set_runs_with_the_command_that_is_told(eval_command: Command, tmp_path: Path) -> None:
    source = written(tmp_path / "reading.json", squad())
    imported = eval_command("import", str(source), "ferries")
    assert imported.status == 0, imported.err
    assert "3 of 3 questions, on 1 articles or conversations, and 2 documents lie in ferries." in imported.out
    command = shlex.split(imported.out.split("Next:")[1])
    assert command[:3] == ["concord-eval", "run", "ferries/ferries.jsonl"]
    values = _values(eval_command(*command[1:], "--json").out)
    # The ferry's hour and the ticket's price are quoted from their paragraphs, and stand in what was found.
    assert values["right_document"] == 1.0
    assert values["recall_at_5"] == 1.0
    assert values["citation_precision"] == 1.0
    assert values["quotes_to_the_letter"] == 1.0  # in the index that was asked, not in the one of this folder
    assert values["right"] >= 2 / 3


def test_what_is_stored_is_what_quotes_were_looked_for_in(eval_command: Command, tmp_path: Path) -> None:
    made = squad()
    odd = "The\u00a0fare\u200b is\u2028 ten\twon.\u0085Cafe\u0301 prices  differ.\ufeff"
    made["data"][0]["paragraphs"][0]["context"] = odd
    assert eval_command("import", str(written(tmp_path / "set.json", made)), "odd").status == 0
    # Of what is asked, nothing but the stored text is of interest here.
    (tmp_path / "a.jsonl").write_text(
        json.dumps(
            {
                "id": "a2",
                "answer": "x",
                "citations": [{"document": "Jeju_ferry-1", "quote": each} for each in clean(odd).split("\n")],
            }
        )
    )
    (tmp_path / "concord.toml").write_text('[index]\nfolder = "odd/index"\n')
    values = _values(eval_command("run", "odd/odd.jsonl", "--answers", "a.jsonl", "--json").out)
    assert values["quotes_to_the_letter"] == 1.0


def test_retrieval_alone_leaves_right_unscored_and_is_reported(eval_command: Command, tmp_path: Path) -> None:
    folder = beir(tmp_path / "tiny")
    assert eval_command("import", str(folder), "found").status == 0
    options = ("--name", "f", "--set", "index.folder=found/index", "--json")
    values = _values(eval_command("run", "found/found.jsonl", *options).out)
    assert "right" not in values
    assert "exact_match" not in values
    assert 0 < values["recall_at_5"] <= 1
    # "Who paid?" is not judged, so nobody asks it.
    assert len((tmp_path / "found/found.jsonl").read_text().splitlines()) == 2
    assert eval_command("report", "f").status == 0
    page = (tmp_path / ".concord/runs/f/report.html").read_text(encoding="utf-8")
    assert "No case says what an answer holds. No leak." in page


def test_conversations_without_documents_are_asked_of_the_index_that_is_there(
    eval_command: Command, tmp_path: Path
) -> None:
    asks = [{"role": "user", "content": "How much does the harbour fund hold?"}]
    line = {"messages": asks, "ideal": "90 million dollars"}
    source = written_lines(tmp_path / "chats.jsonl", line)
    imported = eval_command("import", str(source), "chats")
    assert not (tmp_path / "chats/documents.jsonl").exists()
    command = shlex.split(imported.out.split("Next:")[1])
    assert "--set" not in command
    assert _values(eval_command(*command[1:], "--json").out)["right"] == 1.0


def test_without_an_index_the_ingest_is_told_too(eval_command: Command, tmp_path: Path) -> None:
    imported = eval_command("import", str(beir(tmp_path / "tiny")), "my sets", "--no-index")
    assert imported.out.split("Next:\n")[1] == (
        "  CONCORD_INDEX__FOLDER='my sets/index' concord-ingest 'my sets/documents.jsonl'\n"
        "  concord-eval run 'my sets/my sets.jsonl' --name 'my sets' --set 'index.folder=my sets/index'\n"
    )


def test_samples_and_halves_lie_beside_each_other(eval_command: Command, tmp_path: Path) -> None:
    source = str(beir(tmp_path / "tiny"))
    assert eval_command("import", source, "some", "--limit", "1", "--no-index").status == 0
    assert eval_command("import", source, "some", "--half", "dev", "--no-index").status == 0
    assert sorted(each.name for each in (tmp_path / "some").iterdir()) == [
        "documents.jsonl",
        "some-1.jsonl",
        "some-dev.jsonl",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["none.json", "out"], "none.json cannot be read"),
        (["tiny", "out", "--half", "third"], "'third' is no half; write --half dev or --half held-out."),
        (["one.json", "out", "--half", "held-out"], "one.json has one article or document only"),
        (["tiny", "port.yaml"], "port.yaml"),
        (["tiny", "taken"], "taken/taken.jsonl is there already, and differs; remove it or name another"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(
    eval_command: Command, tmp_path: Path, arguments: list[str], told: str
) -> None:
    beir(tmp_path / "tiny")
    written(tmp_path / "one.json", squad())
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/taken.jsonl").write_text("mine")
    ended = eval_command("import", *arguments, "--no-index")
    assert (ended.status, told in ended.err) == (1, True), ended.err
    assert (tmp_path / "taken/taken.jsonl").read_text() == "mine"
