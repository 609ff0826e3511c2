"""What an evaluator gets wrong is told in a sentence with the remedy, and ends with status 1."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from eval.cli.running import SHIPPED
from eval.datasets.dataset import suite_schema
from tests.eval.cli.conftest import SUITE, Command

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["run", "none.yaml"], "none.yaml cannot be read"),
        (["run", "nonesuch"], "There is no suite 'nonesuch'; name a .yaml or .jsonl file"),
        (["run", "port.yaml", "again/port.yaml"], "Two of the suites are called 'port'"),
        (["run", "port.yaml", "copy.yaml"], "The id 'fund' stands in 'port' and in 'copy'; change one."),
        (["run", "port.yaml", "--set", "retrieval.top"], "--set retrieval.top sets nothing; write it like"),
        (["run", "port.yaml", "--set", "retrieval.tops=3"], "retrieval.tops is not a setting"),
        (["run", "port.yaml", "--answers", "none.jsonl"], "none.jsonl cannot be read"),
        (["run", "port.yaml", "--answers", "x", "--set", "a.b=1"], "leave out one of the two"),
        (["run", "port.yaml", "--name", "../up"], "'../up' names no run; a name has no slash"),
        (["show", "none"], "There is no run in"),
        (["compare", "none", "none"], "There is no run in"),
        (["gate", "none", "--policy", "none.toml"], "none.toml cannot be read"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(
    eval_command: Command, tmp_path: Path, arguments: list[str], told: str
) -> None:
    (tmp_path / "again").mkdir()
    for copy in ("again/port.yaml", "copy.yaml"):
        (tmp_path / copy).write_text(SUITE)
    ended = eval_command(*arguments)
    assert told in ended.err
    assert ended.status == 1
    assert "Traceback" not in ended.err


def test_without_an_index_nothing_is_asked(eval_command: Command, tmp_path: Path) -> None:
    (tmp_path / "concord.toml").write_text('[index]\nfolder = "nowhere"\n')
    ended = eval_command("run", "port.yaml", "--name", "one")
    assert (ended.status, "concord-ingest" in ended.err) == (1, True)
    assert not (tmp_path / ".concord/runs").exists()


def test_answers_of_another_system_are_judged_without_an_index(eval_command: Command, tmp_path: Path) -> None:
    (tmp_path / "concord.toml").write_text('[index]\nfolder = "nowhere"\n')
    quoted = {"document": "harbour.md", "quote": "The harbour fund holds 90 million dollars."}
    (tmp_path / "other.jsonl").write_text(
        json.dumps({"id": "fund", "answer": "90 million dollars.", "citations": [quoted]})
    )
    ended = eval_command("run", "port.yaml", "--answers", "other.jsonl", "--json")
    assert ended.status == 0
    assert "There is no index here" in ended.err
    values = {row["score"]: row["value"] for row in json.loads(ended.out)["rows"]}
    assert (values["right"], values["right_document"]) == (0.25, 1.0)  # one of four; three have no answer
    assert not {"quotes_to_the_letter", "audience"} & set(values)


def test_where_no_run_is_that_is_said(eval_command: Command) -> None:
    assert "There is no run in .concord/runs" in eval_command("list").out


def test_the_schema_knows_what_suites_are(eval_command: Command) -> None:
    schema = json.loads(eval_command("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid(yaml.load(SUITE, yaml.BaseLoader))
    assert not validator.is_valid(yaml.load(SUITE.replace("must:", "most:"), yaml.BaseLoader))
    assert not validator.is_valid(yaml.load(SUITE.replace("defaults:", "default:"), yaml.BaseLoader))
    assert not validator.is_valid(yaml.load(SUITE.replace("staff_only", "because"), yaml.BaseLoader))


def test_the_schema_takes_all_shipped_suites() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(suite_schema()))
    for file in SHIPPED.glob("*.yaml"):
        validator.validate(yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader))
