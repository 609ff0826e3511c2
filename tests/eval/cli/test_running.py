"""A suite is run, shown, compared and gated from the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from eval.errors import RunError
from eval.runner.targets import ConcordTarget
from tests.eval.cli.conftest import Command

pytestmark = pytest.mark.slow

_POLICY = '[[rule]]\nscore = "right"\nlow_at_least = {}\n'


@pytest.fixture
def one(eval_command: Command) -> Command:
    ended = eval_command("run", "port.yaml", "--name", "one")
    assert (ended.status, "4/4" in ended.err) == (0, True)
    assert ".concord/runs/one" in ended.out
    assert "needless_refusals" in ended.out
    return eval_command


def _values(out: str) -> dict[str, float]:
    return {row["score"]: row["value"] for row in json.loads(out)["rows"] if row["slice"] == "all"}


def test_a_run_for_machines_has_every_figure(eval_command: Command) -> None:
    values = _values(eval_command("run", "port.yaml", "--repeats", "2", "--json").out)
    # `wrong` wants what no document says, the other three are right.
    assert values["right"] == 0.75
    assert values["audience"] == 1.0
    assert values["refusal_recall"] == 1.0
    assert values["quotes_to_the_letter"] == 1.0
    assert "exact_match" in values  # of the question that cannot be answered
    assert values["agreement"] == 1.0


def test_a_run_of_many_suites_has_a_short_name(eval_command: Command, tmp_path: Path) -> None:
    case = "- {{id: c{}, language: en, question: What does the fund hold, unanswerable: near_miss}}"
    names = [f"{i}.yaml" for i in range(4)]
    for i, name in enumerate(names):
        (tmp_path / name).write_text(case.format(i))
    eval_command("run", *names)
    eval_command("run", *names[:2])
    runs = sorted(path.name for path in (tmp_path / ".concord/runs").iterdir())
    assert [name.rsplit("-", 2)[0] for name in runs] == ["0-1", "4-suites"]


def test_the_models_are_loaded_before_the_first_question(
    eval_command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loaded(_: ConcordTarget) -> None:
        raise RunError("Loaded.")

    monkeypatch.setattr(ConcordTarget, "warm_up", loaded)
    assert eval_command("run", "port.yaml", "--name", "one").err == "Loaded.\n"


def test_runs_are_listed_and_shown_by_slice(one: Command) -> None:
    runs = json.loads(one("list", "--json").out)
    assert [(each["name"], list(each["suites"])) for each in runs] == [("one", ["port"])]
    assert "one" in one("list").out
    shown = one("show", "one").out
    assert "tag:harbour" in shown
    assert {row["slice"] for row in json.loads(one("show", "one", "--json").out)["rows"]} == {
        "all",
        "language:en",
        "tag:harbour",
    }


def test_two_settings_are_compared_with_what_flipped(one: Command) -> None:
    assert one("run", "port.yaml", "--name", "two", "--set", "answer.refuse_below=1").status == 0
    found = json.loads(one("compare", "one", "two", "--json").out)
    # Who refuses everything loses the two that were right.
    assert (found["gained"], sorted(found["lost"])) == ([], ["fund", "start"])
    rows = {row["score"]: row for row in found["rows"]}
    assert (rows["right"]["before"], rows["right"]["after"]) == (0.75, 0.25)
    shown = one("compare", "one", "two").out
    assert "0.750 → 0.250" in shown
    assert "The harbour fund holds 90 million dollars. [1]" in shown


def test_a_gate_tells_rule_by_rule_and_ends_with_a_status(one: Command, tmp_path: Path) -> None:
    (tmp_path / "low.toml").write_text(_POLICY.format(0.01))
    (tmp_path / "high.toml").write_text(_POLICY.format(0.75))  # reached by the value, not by the interval
    kept = one("gate", "one", "--policy", "low.toml")
    assert kept.status == 0
    assert kept.out.count("kept") == 2
    failed = one("gate", "one", "--policy", "high.toml", "--junit", "gate.xml")
    assert failed.status == 1
    assert "FAILED  right: low ≥ 0.75  [0.750, 0." in failed.out
    assert Xml.parse("gate.xml").getroot().attrib["failures"] == "1"
    assert json.loads(one("gate", "one", "--policy", "low.toml", "--json").out)["is_kept"] is True


def test_another_systems_answers_are_scored(eval_command: Command, tmp_path: Path) -> None:
    (tmp_path / "other.jsonl").write_text(
        '{"id": "fund", "answer": "90 million dollars"}\n{"id": "start", "answer": ""}\n'
        '{"id": "mistake", "answer": "77 million dollars."}\n'
    )
    ended = eval_command("run", "port.yaml", "--answers", "other.jsonl", "--name", "other", "--json")
    values = _values(ended.out)
    assert values["right"] == 0.25
    # The public was told what is for staff in one answer of four.
    assert values["audience"] == 0.75
    (tmp_path / "low.toml").write_text(_POLICY.format(0))
    gated = eval_command("gate", "other", "--policy", "low.toml")
    assert gated.status == 1
    assert "mistake: the public was told" in gated.out
    assert "failed 1 times, first at wrong: other.jsonl has no answer" in eval_command("show", "other").out


def test_the_same_command_goes_on_with_a_run(one: Command, tmp_path: Path) -> None:
    results = tmp_path / ".concord/runs/one/results.jsonl"
    lines = results.read_text().splitlines(keepends=True)
    results.write_text("".join(lines[:2]))
    (tmp_path / ".concord/runs/one/scores.jsonl").unlink()
    stopped = one("show", "one")
    assert (stopped.status, "did not end" in stopped.err) == (1, True)
    assert one("run", "port.yaml", "--name", "one").status == 0
    assert results.read_text().splitlines(keepends=True)[:2] == lines[:2]
    assert len(results.read_text().splitlines()) == 4


def test_a_report_is_a_page_markdown_or_json(one: Command, tmp_path: Path) -> None:
    assert one("report", "one").status == 0
    assert "75.0% right" in (tmp_path / ".concord/runs/one/report.html").read_text(encoding="utf-8")
    for name in ("a.md", "a.json"):
        assert one("report", "one", "--against", "one", "--file", name).status == 0
    assert "**one → one**" in (tmp_path / "a.md").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["comparison"]["lost"] == []
    wrong = one("report", "one", "--file", "a.txt")
    assert (wrong.status, "a.txt is none of .html, .md, .json" in wrong.err) == (1, True)


def test_who_stops_a_run_is_told_how_to_go_on(eval_command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ConcordTarget, "answer", stopped)
        ended = eval_command("run", "port.yaml", "--name", "one")
    assert ended.status == 130
    assert "Stopped; the same command with --name one goes on." in ended.err
    assert eval_command("run", "port.yaml", "--name", "one").status == 0
