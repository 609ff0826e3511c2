"""A run is judged by a model, its verdicts are compared with people's, and only then heard by a gate."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.fake_llm.script import Asked, Script, fail
from eval.fake_llm.server import ScriptedServer
from tests.eval.cli.conftest import Command
from tests.eval.judge.test_judge import honest

pytestmark = pytest.mark.slow

_SUITE = "defaults: {{language: en}}\ncases:\n{}"
_CASE = """  - id: c{}
    question: How much does the harbour fund hold?
    must: [{{value: {}}}]
    gold: [{{document: d{}.md}}]
"""
_POLICY = '[judge]\nkappa_at_least = {}\n[[rule]]\nscore = "judged"\nlow_at_least = 0.1\n'


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer(honest) as running:
        yield running


def _judge(server: ScriptedServer) -> tuple[str, ...]:
    settings = ("llm.provider=openai-compatible", "llm.model=scripted", f"llm.base_url={server.base_url}")
    return tuple(word for each in settings for word in ("--set", each))


def _run(command: Command, folder: Path, wrong: int = 0) -> Command:
    """The commands, after a run `one` of twenty cases, of which so many are answered wrongly."""
    cases = [_CASE.format(i, "USD 90 million", i) for i in range(20)]
    (folder / "twenty.yaml").write_text(_SUITE.format("".join(cases)), encoding="utf-8")
    answers = [{"id": f"c{i}", "answer": "The tide." if i < wrong else "90 million."} for i in range(20)]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, answers)), encoding="utf-8")
    assert command("run", "twenty.yaml", "--answers", "a.jsonl", "--name", "one").status == 0
    return command


@pytest.fixture
def one(eval_command: Command, tmp_path: Path) -> Command:
    """The commands, after a run `one` of twenty right answers."""
    return _run(eval_command, tmp_path)


def _label(path: Path, labels: dict[str, str]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "label": labels.get(row["case"], "right")} for row in rows)


def test_a_run_is_judged_once_and_shown_with_the_verdicts(one: Command, server: ScriptedServer) -> None:
    judged = one("judge", "one", *_judge(server))
    assert judged.status == 0
    assert "20 of 20 answers have a verdict" in judged.out
    assert len(server.asked) == 40  # in both orders
    assert one("judge", "one", *_judge(server)).status == 0
    assert len(server.asked) == 40
    rows = json.loads(one("show", "one", "--json").out)["rows"]
    assert [row["value"] for row in rows if (row["score"], row["slice"]) == ("judged", "all")] == [1.0]
    assert one("report", "one").status == 0


def test_what_the_model_fails_at_is_unscored_and_tried_again(one: Command, server: ScriptedServer) -> None:
    def failing(asked: Asked) -> Script:
        return fail(400) if asked.number > 4 else honest(asked)

    with ScriptedServer(failing) as broken:
        settings = (*_judge(broken), "--set", "llm.breaker_failures=100")
        first = one("judge", "one", "--workers", "1", *settings)
    assert "2 of 20 answers have a verdict" in first.out
    assert "Without a verdict, 18 times: the model failed: it answered with the status 400." in first.out
    rows = json.loads(one("show", "one", "--json").out)["rows"]
    assert next((row["value"], row["n"]) for row in rows if row["score"] == "judged") == (1.0, 2)
    assert "20 of 20" in one("judge", "one", *_judge(server)).out
    assert len(server.asked) == 36


def test_verdicts_of_another_model_are_dropped(one: Command, server: ScriptedServer) -> None:
    one("judge", "one", *_judge(server))
    assert one("judge", "one", *_judge(server), "--set", "llm.model=another").status == 0
    assert len(server.asked) == 80


def test_people_are_compared_with_the_judge_before_a_gate_hears_it(
    one: Command, server: ScriptedServer, tmp_path: Path
) -> None:
    for name, least in (("strict", 0.9), ("lax", 0.01)):
        (tmp_path / f"{name}.toml").write_text(_POLICY.format(least))
    one("judge", "one", *_judge(server))
    assert "nobody has labelled" in one("gate", "one", "--policy", "lax.toml").out
    assert "20 answers stand in l.csv" in one("label", "one", "l.csv").out
    # The judge says right of all; people say so of nineteen: kappa is 0, whatever the share.
    _label(tmp_path / "l.csv", {"c3": "wrong"})
    compared = one("judge", "one", "--labels", "l.csv", *_judge(server))
    assert "0.000" in compared.out
    assert "0.950" in compared.out
    gated = one("gate", "one", "--policy", "lax.toml")
    assert (gated.status, "its score counts from a lower end of 0.01" in gated.out) == (1, True)


def test_a_judge_whom_people_agree_with_is_heard(
    eval_command: Command, server: ScriptedServer, tmp_path: Path
) -> None:
    one = _run(eval_command, tmp_path, wrong=10)
    for name, least in (("strict", 0.9), ("lax", 0.5)):
        (tmp_path / f"{name}.toml").write_text(_POLICY.format(least))
    one("label", "one", "l.csv")
    _label(tmp_path / "l.csv", {f"c{i}": "wrong" for i in range(10)})
    one("judge", "one", *_judge(server))
    # Without a model the verdicts that are there are compared.
    assert "1.000" in one("judge", "one", "--labels", "l.csv").out
    assert one("gate", "one", "--policy", "lax.toml").status == 0
    strict = one("gate", "one", "--policy", "strict.toml")
    assert (strict.status, "kappa with people is 1.000, 0." in strict.out) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["judge", "one"], "There is no language model to judge; set llm.provider and llm.model."),
        (["judge", "none"], "There is no run in"),
        (["judge", "one", "--labels", "none.csv"], "none.csv cannot be read"),
        (["label", "one", "twenty.yaml"], "twenty.yaml is there already"),
        (
            ["gate", "one", "--policy", "unasked.toml"],
            "a rule is on 'judged'; say in [judge] from which kappa",
        ),
    ],
)
def test_a_mistake_is_told_in_a_sentence(
    one: Command, tmp_path: Path, arguments: list[str], told: str
) -> None:
    (tmp_path / "unasked.toml").write_text('[[rule]]\nscore = "judged"\nlow_at_least = 0.1\n')
    ended = one(*arguments)
    assert (ended.status, told in ended.err) == (1, True), ended.err
