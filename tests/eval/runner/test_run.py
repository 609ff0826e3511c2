"""A run keeps each result at once, goes on where it was stopped, and is never mixed with another."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from pydantic import JsonValue

from eval.datasets.case import Case
from eval.datasets.suite import Suite
from eval.errors import FixTheRun
from eval.runner.answers_file import AnswersFile
from eval.runner.manifest import manifest_of
from eval.runner.result import Kind, Result
from eval.runner.run import run
from eval.runner.run_folder import RunFolder
from eval.scorers.score import Mark

_NOW = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
CASES = [
    Case.model_validate({"id": f"c{i}", "language": "en", "question": f"{i}?", "must": ["x"]})
    for i in range(6)
]
SUITE = Suite("six", "digest", tuple(CASES))


class Echo:
    """A system that answers with the question, and is stopped at one case as by Ctrl-C."""

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


def _begun(path: Path, system: Echo, suites: Sequence[Suite] = (SUITE,), repeats: int = 1) -> RunFolder:
    folder = RunFolder(path)
    folder.begin(manifest_of("a", system, suites, repeats=repeats, workers=2, at=_NOW), suites)
    return folder


def _quiet(done: int, of: int) -> None:
    pass


def test_every_case_is_asked_as_often_as_wanted(tmp_path: Path) -> None:
    folder, told = _begun(tmp_path / "run", Echo(), repeats=2), []
    run(CASES, Echo(), folder, workers=3, repeats=2, progress=lambda *done: told.append(done))
    assert [(each.case, each.repeat) for each in folder.results()] == [
        (case.id, repeat) for case in CASES for repeat in (0, 1)
    ]
    assert told == [(number, 12) for number in range(13)]
    assert folder.cases() == CASES


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    stopped = Echo(stop_at="c3")
    folder = _begun(tmp_path, stopped)
    with pytest.raises(KeyboardInterrupt):
        run(CASES, stopped, folder, workers=1, repeats=1, progress=_quiet)
    with (tmp_path / "results.jsonl").open("a") as file:
        file.write('{"case": "c5", "kin')  # as a kill in the middle of a line leaves it
    again = Echo()
    run(CASES, again, RunFolder(tmp_path), workers=1, repeats=1, progress=_quiet)
    assert {each for each, _ in stopped.asked} | {each for each, _ in again.asked} == {c.id for c in CASES}
    assert not {each for each, _ in stopped.asked[:3]} & {each for each, _ in again.asked}
    assert len(RunFolder(tmp_path).results()) == len(CASES)


def test_what_ends_a_line_elsewhere_may_stand_in_questions_and_answers(tmp_path: Path) -> None:
    odd = Case.model_validate({"id": "o", "language": "en", "question": "a\u2028b\x85c?", "must": ["x"]})
    folder = _begun(tmp_path, Echo(), suites=(Suite("odd", "digest", (odd,)),))
    run([odd], Echo(), folder, workers=1, repeats=1, progress=_quiet)
    folder.keep_marks({("o", 0): {"right": Mark(1.0, "a\u2029b")}})
    assert [each.text for each in folder.results()] == [each.question for each in folder.cases()]
    assert folder.marks()["o", 0]["right"].why == "a\u2029b"


def test_a_run_knows_the_suite_of_each_case(tmp_path: Path) -> None:
    suites = (Suite("one", "digest", tuple(CASES[:2])), Suite("two", "digest", tuple(CASES[2:])))
    folder = _begun(tmp_path, Echo(), suites=suites)
    assert folder.suites() == {"c0": "one", "c1": "one"} | {f"c{i}": "two" for i in range(2, 6)}
    assert folder.cases() == CASES


def test_a_folder_that_cannot_be_written_is_told_and_gone_on_with_later(tmp_path: Path) -> None:
    folder = _begun(tmp_path / "full", Echo())
    (tmp_path / "full/results.jsonl").mkdir()
    told = r"cannot be written \(Is a directory\); mend that, .* --name full goes on"
    with pytest.raises(FixTheRun, match=told):
        folder.add(Echo().answer(CASES[0], 0))
    (tmp_path / "file").touch()
    with pytest.raises(FixTheRun, match="cannot be written"):
        _begun(tmp_path / "file" / "run", Echo())


def test_a_stop_while_a_file_is_written_leaves_the_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _begun(tmp_path, Echo())
    folder.keep_marks({("c0", 0): {"right": Mark(1.0)}})
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", _stopped)
        with pytest.raises(KeyboardInterrupt):
            folder.keep_marks({})
    assert folder.marks() == {("c0", 0): {"right": Mark(1.0)}}


def _stopped(*_: object) -> None:
    raise KeyboardInterrupt


def test_no_more_are_asked_at_once_than_wanted(tmp_path: Path) -> None:
    together, most, lock = 0, 0, threading.Lock()
    both = threading.Barrier(2)

    class Counting(Echo):
        def answer(self, case: Case, repeat: int) -> Result:
            nonlocal together, most
            with lock:
                together += 1
                most = max(most, together)
            both.wait(timeout=20)
            with lock:
                together -= 1
            return super().answer(case, repeat)

    run(CASES, Counting(), _begun(tmp_path, Echo()), workers=2, repeats=1, progress=_quiet)
    assert most == 2


def test_another_run_of_that_name_is_not_gone_on_with(tmp_path: Path) -> None:
    _begun(tmp_path, Echo())
    with pytest.raises(FixTheRun, match="another name"):
        _begun(tmp_path, Echo(), suites=(Suite("six", "changed", tuple(CASES)),))
    with pytest.raises(FixTheRun, match="another name"):
        _begun(tmp_path, Echo(), repeats=2)
    _begun(tmp_path, Echo())


def test_a_run_is_not_gone_on_with_by_other_code_but_judged_anew(tmp_path: Path) -> None:
    system = Echo()
    folder = _begun(tmp_path, system)
    manifest = folder.manifest().model_copy(update={"commit": "another"})
    with pytest.raises(FixTheRun, match="begun with other code"):
        folder.begin(manifest, (SUITE,))
    run(CASES, system, folder, workers=1, repeats=1, progress=_quiet)
    folder.begin(manifest, (SUITE,))


def test_the_manifest_names_what_the_run_was_made_of(tmp_path: Path) -> None:
    kept = _begun(tmp_path, Echo()).manifest()
    assert kept == manifest_of("a", Echo(), (SUITE,), repeats=1, workers=2, at=_NOW).model_copy(
        update={"machine": kept.machine}
    )
    assert kept.suites == {"six": "digest"}
    assert "chromadb" in kept.libraries


def test_where_there_is_no_run_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(FixTheRun, match="There is no run in"):
        RunFolder(tmp_path / "none").manifest()


def test_another_systems_answers_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "other.jsonl"
    file.write_text(
        '{"id": "c0", "answer": "In 2027.", "citations": [{"document": "a.md"}]}\n'
        '\n{"id": "c1", "text": ""}\n'
    )
    system = AnswersFile.read(file)
    first, second, third = (system.answer(case, 0) for case in CASES[:3])
    assert (first.kind, first.text, first.citations[0].document) == (Kind.ANSWER, "In 2027.", "a.md")
    assert second.kind is Kind.REFUSAL
    assert third.kind is Kind.FAILURE
    assert system.name == "other"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "line 1, the line: "),
        ('{"answer": "x"}', "line 1, id: "),
        ('{"id": "a"}\n{"id": "a"}', "line 2: 'a' stands there twice"),
        ('\n{"id": "a", "confidence": 1.1}', "line 2, confidence: Input should be less than or equal to 1."),
        (
            '{"id": "a", "confidence": -0.1}',
            "line 1, confidence: Input should be greater than or equal to 0.",
        ),
        ('{"id": "a", "confidence": NaN}', "line 1, "),
        ('{"id": "a", "seconds": -1}', "line 1, seconds: "),
    ],
)
def test_a_file_that_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "other.jsonl").write_text(text)
    with pytest.raises(FixTheRun, match=told):
        AnswersFile.read(tmp_path / "other.jsonl")
