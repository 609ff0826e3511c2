"""Labels are written for any spreadsheet, and read as people save them, with messages that name the line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from eval.errors import FixTheLabels
from eval.judge.agreement import agreement
from eval.judge.labels import keep_labels, read_labels, sample_of, to_be_labelled
from eval.judge.verdict import Grade, Verdict
from tests.eval.analysis.deciding.made import case
from tests.eval.judge.scripts import CASE, answer


def _labels(folder: Path, text: str) -> Path:
    path = folder / "labels.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_file_shows_what_is_to_be_judged_and_neither_score_nor_verdict(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(to_be_labelled([(CASE, answer("=1+1\nIt holds dollars. [1]"))]), encoding="utf-8")
    with path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row == {
        "case": "fund",
        "repeat": "0",
        "question": "What does the fund hold?",
        "wanted": "must: USD 90 million",
        "answer": "'=1+1\nIt holds dollars.",  # no formula, whoever opens it
        "label": "",
    }


@pytest.mark.parametrize(
    "text",
    [
        "case,repeat,label\nfund,0,right\nother,0,\n",
        '\ufeffcase;repeat;question;label\r\nfund;0;"What;\r\nthen?"; Right \r\n',
        "case\tlabel\nfund\tRIGHT\n",
    ],
)
def test_what_spreadsheets_save_is_read(tmp_path: Path, text: str) -> None:
    assert read_labels(_labels(tmp_path, text)) == {("fund", 0): Grade.RIGHT}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "labels.csv has no columns case and label"),
        ("case,label\nfund,\n", "labels.csv has no label; write right, partly, wrong"),
        ("case,label\nfund,good\n", "labels.csv, line 2: 'good' is none of right, partly, wrong."),
        ("case,label\nfund,right\nfund,wrong\n", "labels.csv, line 3: 'fund' stands twice"),
        ("case,repeat,label\nfund,x,right\n", "labels.csv, line 2, repeat: 'x' is no number"),
        ("case,label\nfund\n", "labels.csv has no label"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(FixTheLabels) as problem:
        read_labels(_labels(tmp_path, text))
    assert told in str(problem.value)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "labels.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FixTheLabels, match="save it as CSV in UTF-8"):
        read_labels(tmp_path / "labels.csv")


def test_kept_labels_are_those_that_were_read(tmp_path: Path) -> None:
    labels = {("a", 0): Grade.PARTLY, ("b,c", 1): Grade.WRONG}
    keep_labels(tmp_path, labels)
    assert read_labels(tmp_path / "labels.csv") == labels


def test_a_sample_is_the_same_for_the_same_seed_and_keeps_the_order() -> None:
    pairs = [(case(f"c{i}"), answer(case=f"c{i}")) for i in range(50)]
    drawn = [each.id for each, _ in sample_of(pairs, 10, seed=1)]
    assert drawn == [each.id for each, _ in sample_of(pairs, 10, seed=1)]
    assert drawn != [each.id for each, _ in sample_of(pairs, 10, seed=2)]
    assert drawn == sorted(drawn, key=lambda name: int(name[1:]))
    assert sample_of(pairs, 0, seed=1) == sample_of(pairs, 99, seed=1) == pairs


def _verdict(name: str, grade: Grade) -> Verdict:
    return Verdict(case=name, repeat=0, grade=grade, reason="", model="m", rubric="r", asked="")


def test_agreement_is_over_the_labelled_answers_that_have_a_verdict() -> None:
    cases = {name: case(name) for name in "abcd"}
    verdicts = [_verdict("a", Grade.RIGHT), _verdict("b", Grade.WRONG), _verdict("d", Grade.WRONG)]
    found = agreement(cases, verdicts, {("a", 0): Grade.RIGHT, ("b", 0): Grade.RIGHT, ("c", 0): Grade.WRONG})
    assert (found.raw.value, found.raw.n, found.unjudged) == (0.5, 2, 1)
    # Both say right of half and of all: by chance they would agree on half, as they do.
    assert found.kappa.value == 0.0
    with pytest.raises(FixTheLabels, match="no case 'x'"):
        agreement(cases, verdicts, {("x", 0): Grade.RIGHT})
    with pytest.raises(FixTheLabels, match="No labelled answer has a verdict"):
        agreement(cases, verdicts, {("c", 0): Grade.RIGHT})
