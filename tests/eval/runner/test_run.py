"""A run keeps each result at once, resumes where it was stopped, and is never mixed with another."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from pydantic import JsonValue

from eval.datasets.case import Case
from eval.datasets.dataset import Dataset
from eval.errors import RunError
from eval.models import Kind, Result, Score
from eval.runner.manifest import Manifest
from eval.runner.run_folder import RunFolder, run_cases
from tests.eval.samples import MANIFEST, case

_NOW = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
CASES = [case(id=f"c{i}", question=f"{i}?") for i in range(6)]
SUITE = Dataset("six", "digest", tuple(CASES))


class Echo:
    """A target that answers with the question, and is stopped at one case as by Ctrl-C."""

    name = "echo"

    def __init__(self, stop_at: str = "") -> None:
        self.asked: list[tuple[str, int]] = []
        self._stop_at = stop_at

    def answer(self, case: Case, repeat: int) -> Result:
        if case.id == self._stop_at:
            raise KeyboardInterrupt
        self.asked.append((case.id, repeat))
        return Result(case=case.id, repeat=repeat, kind=Kind.ANSWER, text=case.question)

    def describe(self) -> Mapping[str, JsonValue]:
        return {"echo": True}


def start(path: Path, target: Echo, suites: Sequence[Dataset] = (SUITE,), repeats: int = 1) -> RunFolder:
    folder = RunFolder(path)
    manifest = Manifest.create("a", target, suites, repeats=repeats, workers=2, at=_NOW)
    folder.start(manifest, suites)
    return folder


def ask(folder: RunFolder, target: Echo, cases: Sequence[Case] = CASES, workers: int = 1) -> None:
    run_cases(cases, target, folder, workers=workers, repeats=1, progress=lambda *_: None)


def test_every_case_is_asked_as_often_as_wanted(tmp_path: Path) -> None:
    folder, progress = start(tmp_path / "run", Echo(), repeats=2), []
    run_cases(CASES, Echo(), folder, workers=3, repeats=2, progress=lambda *done: progress.append(done))
    expected = [(each.id, repeat) for each in CASES for repeat in (0, 1)]
    assert [(result.case, result.repeat) for result in folder.results()] == expected
    assert progress == [(number, 12) for number in range(13)]
    assert folder.cases() == CASES


def test_a_run_that_was_stopped_resumes_where_it_was(tmp_path: Path) -> None:
    stopped, again = Echo(stop_at="c3"), Echo()
    folder = start(tmp_path, stopped)
    with pytest.raises(KeyboardInterrupt):
        ask(folder, stopped)
    with (tmp_path / "results.jsonl").open("ab") as file:
        file.write('{"case": "c5", "text": "한'.encode()[:-1])  # as a kill within a character leaves it
    ask(RunFolder(tmp_path), again)
    assert {name for name, _ in (*stopped.asked, *again.asked)} == {each.id for each in CASES}
    assert not {name for name, _ in stopped.asked[:3]} & {name for name, _ in again.asked}
    assert len(RunFolder(tmp_path).results()) == len(CASES)


def test_unusual_line_ends_may_stand_in_questions_answers_and_scores(tmp_path: Path) -> None:
    odd = case(id="o", question="a\u2028b\x85c?")
    folder = start(tmp_path, Echo(), suites=(Dataset("odd", "digest", (odd,)),))
    ask(folder, Echo(), [odd])
    folder.write_scores({("o", 0): {"right": Score(1.0, "a\u2029b")}})
    assert [result.text for result in folder.results()] == [odd.question]
    assert folder.scores()["o", 0]["right"].explanation == "a\u2029b"


def test_a_run_knows_the_suite_of_each_case(tmp_path: Path) -> None:
    suites = (Dataset("one", "digest", tuple(CASES[:2])), Dataset("two", "digest", tuple(CASES[2:])))
    folder = start(tmp_path, Echo(), suites=suites)
    assert folder.suites() == {"c0": "one", "c1": "one"} | {f"c{i}": "two" for i in range(2, 6)}
    assert folder.cases() == CASES


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    folder = start(tmp_path / "full", Echo())
    (tmp_path / "full/results.jsonl").mkdir()
    with pytest.raises(RunError, match=r"cannot be written \(Is a directory\); mend that, .* --name full"):
        folder.add(Echo().answer(CASES[0], 0))
    (tmp_path / "file").touch()
    with pytest.raises(RunError, match="cannot be written"):
        start(tmp_path / "file" / "run", Echo())


def test_a_stop_while_a_file_is_written_leaves_the_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    folder = start(tmp_path, Echo())
    scores = {("c0", 0): {"right": Score(1.0)}, ("c1", 0): {}}
    folder.write_scores(scores)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            folder.write_scores({})
    assert folder.scores() == scores


def test_no_more_are_asked_at_once_than_wanted(tmp_path: Path) -> None:
    together, most, lock = 0, 0, threading.Lock()
    both = threading.Barrier(2)

    class Counting(Echo):
        def answer(self, case: Case, repeat: int) -> Result:
            nonlocal together, most
            with lock:
                together += 1
                most = max(most, together)
            both.wait(timeout=60)
            with lock:
                together -= 1
            return super().answer(case, repeat)

    ask(start(tmp_path, Echo()), Counting(), workers=2)
    assert most == 2


def test_another_run_of_that_name_is_not_resumed(tmp_path: Path) -> None:
    start(tmp_path, Echo())
    with pytest.raises(RunError, match="another name"):
        start(tmp_path, Echo(), suites=(Dataset("six", "changed", tuple(CASES)),))
    with pytest.raises(RunError, match="another name"):
        start(tmp_path, Echo(), repeats=2)
    start(tmp_path, Echo())


def test_a_run_is_not_resumed_by_other_code_but_may_be_scored_anew(tmp_path: Path) -> None:
    folder = start(tmp_path, Echo())
    manifest = folder.manifest().model_copy(update={"commit": "another"})
    with pytest.raises(RunError, match="begun with other code"):
        folder.start(manifest, (SUITE,))
    ask(folder, Echo())
    folder.start(manifest, (SUITE,))


def test_a_run_that_is_missing_stopped_or_damaged_is_told(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    for read in (folder.manifest, folder.scores):
        with pytest.raises(RunError, match="There is no run in"):
            read()
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(RunError, match="did not end"):
        folder.scores()
    with pytest.raises(RunError, match="is damaged"):
        folder.manifest()


def test_the_manifest_names_what_the_run_was_made_of(tmp_path: Path) -> None:
    kept = start(tmp_path, Echo()).manifest()
    assert (kept.system, kept.described, kept.suites) == ("echo", {"echo": True}, {"six": "digest"})
    assert "chromadb" in kept.libraries


def test_facts_of_two_runs_differ_in_what_may_change_an_answer() -> None:
    settings = {"settings": {"retrieval": {"top": 8, "candidates": 100}}, "index": "g1"}
    before = MANIFEST.model_copy(update={"described": settings, "workers": 2})
    facts = dict(before.facts())
    assert (facts["settings.retrieval.top"], facts["index"], facts["workers"]) == ("8", "g1", "2")
    changed = {"settings": {"retrieval": {"top": 12, "candidates": 100}}}
    after = before.model_copy(
        update={"described": changed, "name": "after", "workers": 4, "suites": {"made": "another"}}
    )
    assert before.changes(after) == (
        "suite made: digest → another",
        "settings.retrieval.top: 8 → 12",
        "index: g1 → –",
    )
    assert before.changes(before) == ()
