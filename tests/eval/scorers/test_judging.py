"""All results are judged by all scores; cases that go together are known; a run keeps its marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.errors import FixTheRun
from eval.runner.result import Result
from eval.runner.run_folder import RunFolder
from eval.scorers.agreement import agreement
from eval.scorers.catalogue import JUDGED, MEASURES, SCORES, measure
from eval.scorers.clusters import cluster_of
from eval.scorers.judging import judged
from eval.scorers.score import Mark
from tests.eval.scorers.made import Papers, answer, case, refusal


def test_each_result_gets_the_marks_of_the_scores_that_have_something_to_say() -> None:
    asked = case(id="asked", must=["2027"])
    found = judged([asked], [answer(case="asked"), answer(case="gone")], Papers())
    assert set(found) == {("asked", 0)}
    marks = found["asked", 0]
    assert marks["right"] == Mark(1.0, "it says all that is required")
    assert "exact_match" not in marks  # it has no references
    assert "agreement" not in marks  # it was asked once


def test_the_agreement_of_repeats_is_marked_once() -> None:
    repeats = [
        answer(case="c", repeat=i, text=text) for i, text in enumerate(["In 2027.", "In  2027.", "2028"])
    ]
    found = judged([case()], repeats, Papers())
    # Of the three pairs one is alike.
    assert found["c", 0]["agreement"].value == pytest.approx(1 / 3)
    assert "agreement" not in found["c", 1]


def test_an_answer_and_a_refusal_in_the_same_words_do_not_agree() -> None:
    pair: list[Result] = [answer("Nothing."), refusal("Nothing.")]
    assert agreement(pair) == Mark(0.0, "2 replies in 2")


def test_cases_of_one_document_or_conversation_go_together() -> None:
    gold = {"gold": [{"document": "a.md"}, {"document": "b.md"}]}
    assert cluster_of(case(**gold)) == cluster_of(case(gold=[{"document": "a.md"}], turns=["What?"]))
    assert cluster_of(case(**gold)) != cluster_of(case(gold=[{"document": "b.md"}]))
    first = case(question="What is the fund?")
    follow = case(question="And when?", turns=["What is  the FUND?", "Why?"])
    assert cluster_of(first) == cluster_of(follow)
    assert cluster_of(first) != cluster_of(case(question="And when?"))


def test_names_are_told_apart_and_each_measure_has_its_score() -> None:
    names, scores = [each.name for each in MEASURES], {each.name for each in SCORES}
    assert len(set(names)) == len(names)
    assert len(scores) == len(SCORES)
    # What repeats say together and what a language model says are marked elsewhere.
    assert {each.score for each in MEASURES} == scores | {"agreement", JUDGED}
    assert measure("right") is MEASURES[0]
    assert measure("wrong") is None


def test_a_run_keeps_its_marks(tmp_path: Path) -> None:
    marks = {("c", 0): {"right": Mark(1.0, "it says so")}, ("c", 1): {}}
    RunFolder(tmp_path).keep_marks(marks)
    assert RunFolder(tmp_path).marks() == marks


def test_a_run_that_did_not_end_or_is_damaged_is_told(tmp_path: Path) -> None:
    with pytest.raises(FixTheRun, match="There is no run in"):
        RunFolder(tmp_path).marks()
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(FixTheRun, match="did not end"):
        RunFolder(tmp_path).marks()
    with pytest.raises(FixTheRun, match="is damaged"):
        RunFolder(tmp_path).manifest()
