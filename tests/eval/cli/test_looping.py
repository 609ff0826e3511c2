"""From what was asked and said in the chat to a regression suite that runs, by the commands alone."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from bot.factory import build_storage
from bot.models import Audience
from bot.settings import load_settings
from eval.cli.commands import app
from eval.datasets.dataset import read_dataset
from tests.eval.cli.chat import HEIGHT, KIM, WHEN, Chat
from tests.eval.cli.conftest import Command

pytestmark = pytest.mark.slow


def _harvested(command: Command, *options: str) -> dict[str, int]:
    found: dict[str, int] = json.loads(command("harvest", "--json", *options).out)
    return found


def _reviewed(typed: str, *options: str) -> str:
    ended = CliRunner().invoke(app, ["review", *options], input=typed)
    assert ended.exit_code == 0, ended.output
    return ended.output


@pytest.mark.usefixtures("asked")
def test_what_did_not_help_and_was_refused_is_reviewed_and_runs_as_a_suite(
    loop_command: Command, tmp_path: Path
) -> None:
    told = loop_command("harvest")
    assert told.out.startswith("2 new, 2 to review in")
    out = _reviewed("a\na\no\n")
    assert "2 accepted, 0 rejected, 0 skipped; 0 left." in out
    suite = tmp_path / "index" / "regressions.yaml"
    assert f"concord-eval run {suite}" in out
    first, second = read_dataset(suite).cases
    assert (first.question, first.gold[0].document) == (WHEN, "harbour.md")
    assert (second.question, second.unanswerable) == (HEIGHT, "out_of_scope")
    values = json.loads(loop_command("run", str(suite), "--name", "one", "--json").out)["rows"]
    right = next(row for row in values if (row["score"], row["slice"]) == ("right", "all"))
    assert right["n"] == 2
    assert _harvested(loop_command)["added"] == 0
    assert "There is nothing to review" in loop_command("review").out


@pytest.mark.usefixtures("asked")
def test_to_harvest_again_adds_nothing_and_brings_back_nothing_rejected(loop_command: Command) -> None:
    assert _harvested(loop_command)["added"] == 2
    assert (_harvested(loop_command)["added"], _harvested(loop_command)["candidates"]) == (0, 2)
    _reviewed("r\nq\n")
    again = _harvested(loop_command)
    assert (again["added"], again["candidates"], again["decided"]) == (0, 1, 1)


def test_options_bound_what_is_added(loop_command: Command, asked: Chat) -> None:
    staff = asked.ask("Which figure is a mistake?", Audience.STAFF)
    asked.object(staff, Audience.STAFF, right="77 million dollars")
    tomorrow = (dt.datetime.now(dt.UTC) + dt.timedelta(days=1)).strftime("%Y-%m-%d")
    assert _harvested(loop_command, "--since", tomorrow)["added"] == 0
    limited = _harvested(loop_command, "--limit", "1")
    assert (limited["added"], limited["over"], limited["for_staff"]) == (1, 1, 1)
    assert _harvested(loop_command, "--audience", "staff")["added"] == 2
    assert loop_command("harvest", "--audience", "all").status == 2


def test_staffs_cases_go_beside_the_named_suite(loop_command: Command, chat: Chat, tmp_path: Path) -> None:
    staff = chat.ask("Which figure is a mistake?", Audience.STAFF)
    chat.object(staff, Audience.STAFF, right="77 million dollars")
    assert "1 left aside: staff asked; --audience staff includes them." in loop_command("harvest").out
    loop_command("harvest", "--audience", "staff", "--candidates", "mine.jsonl")
    out = _reviewed("a\n", "--candidates", "mine.jsonl", "--suite", "ours.yaml")
    assert "1 accepted" in out
    assert not (tmp_path / "ours.yaml").exists()
    assert read_dataset(tmp_path / "ours-staff.yaml").cases[0].audience is Audience.STAFF


@pytest.mark.usefixtures("asked")
def test_a_review_that_is_interrupted_goes_on_behind_the_last_decision(
    loop_command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["r"])

    def read_key(*_: object, **__: object) -> str:
        for key in typed:
            return key
        raise KeyboardInterrupt

    loop_command("harvest")
    with monkeypatch.context() as patch:
        patch.setattr(Console, "input", read_key)
        stopped = loop_command("review")
    assert (stopped.status, "Stopped; what was decided is kept" in stopped.err) == (130, True)
    assert "0 accepted, 0 rejected, 1 skipped; 0 left." in _reviewed("s\n")


@pytest.mark.usefixtures("asked")
def test_who_asked_is_in_no_file_of_the_loop(loop_command: Command, tmp_path: Path) -> None:
    loop_command("harvest")
    _reviewed("a\nr\n")
    key = build_storage(load_settings(tmp_path)).feedback.key_of(KIM)
    files = [*(tmp_path / "index").glob("candidates*"), tmp_path / "index" / "regressions.yaml"]
    text = "".join(each.read_text() for each in files)
    assert len(files) == 3
    assert not any(each in text for each in (KIM.person, KIM.place, key))


def test_what_is_forgotten_leaves_the_candidates(loop_command: Command, asked: Chat, tmp_path: Path) -> None:
    loop_command("harvest")
    asked.forget()
    assert "2 taken out" in loop_command("harvest").out
    assert (tmp_path / "index" / "candidates.jsonl").read_text() == ""


def test_where_nothing_was_asked_nothing_is_made(loop_command: Command, tmp_path: Path) -> None:
    assert loop_command("harvest").out.startswith("0 new, 0 to review")
    assert "nothing to review" in loop_command("review").out
    assert not (tmp_path / "index" / "candidates.jsonl").exists()
