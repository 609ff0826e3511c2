"""A file of cases is read as it is meant, and what is wrong with it is told with its file, line and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.models import Audience, Language
from eval.datasets.case import Case, EarlierTurn, Gold, Unanswerable
from eval.datasets.requirement import AllOf, AnyOf, Pattern, Value
from eval.datasets.suite import read_suite
from eval.errors import FixTheSuite

_GOOD = """\
description: Two cases
defaults: {language: en, tags: [facts]}
cases:
  - id: start
    question: When does the programme start?
    turns: ["What is the programme?", {question: "Who runs it?", answer: MSIT.}]
    must: [2027, {value: March 2026}, {any: [five years, {all: [5, {pattern: 'years?'}]}]}]
    must_not: [no]
    references: ["2027"]
    gold: [{document: brief.md, quote: It starts in 2027.}]
  - id: rocket
    language: ko
    audience: staff
    question: 로켓은 언제 발사되나요?
    unanswerable: near_miss
"""


def _written(folder: Path, text: str, name: str = "suite.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _wrong(folder: Path, text: str, name: str = "suite.yaml") -> list[str]:
    with pytest.raises(FixTheSuite) as raised:
        read_suite(_written(folder, text, name))
    return str(raised.value).splitlines()


def test_a_yaml_file_is_read_with_what_its_cases_share(tmp_path: Path) -> None:
    suite = read_suite(_written(tmp_path, _GOOD))
    assert suite.name == "suite"
    start, rocket = suite.cases
    assert start == Case(
        id="start",
        language=Language.ENGLISH,
        question="When does the programme start?",
        tags=("facts",),
        turns=("What is the programme?", EarlierTurn(question="Who runs it?", answer="MSIT.")),
        must=(
            "2027",
            Value(value="March 2026"),
            AnyOf(any=("five years", AllOf(all=("5", Pattern(pattern="years?"))))),
        ),
        must_not=("no",),
        references=("2027",),
        gold=(Gold(document="brief.md", quote="It starts in 2027."),),
    )
    assert start.asks == ("What is the programme?", "Who runs it?")
    assert (rocket.language, rocket.audience) == (Language.KOREAN, Audience.STAFF)
    assert rocket.unanswerable is Unanswerable.NEAR_MISS


def test_json_lines_hold_the_same_cases(tmp_path: Path) -> None:
    cases = read_suite(_written(tmp_path, _GOOD)).cases
    lines = "\n\n".join(case.model_dump_json() for case in cases)
    assert read_suite(_written(tmp_path, lines, "suite.jsonl")).cases == cases


def test_the_digest_changes_with_the_file(tmp_path: Path) -> None:
    before = read_suite(_written(tmp_path, _GOOD)).digest
    assert read_suite(_written(tmp_path, _GOOD)).digest == before
    assert read_suite(_written(tmp_path, _GOOD.replace("MSIT", "MOTIE"))).digest != before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("value: March", "valu: March", "suite.yaml, line 7, case start, must.1: it is neither words nor"),
        (
            "'years?'",
            "'years('",
            "suite.yaml, line 7, case start, must.2.any.1.all.1.pattern: this is no reg",
        ),
        (
            "value: March",
            "value: 3,000 won",
            "suite.yaml, line 7, case start, must.1.000 won 2026: there is no such field; correct it, or",
        ),
        ("near_miss", "maybe", "suite.yaml, line 15, case rocket, unanswerable: Input should be 'near_miss'"),
        ("language: ko", "language: fr", "suite.yaml, line 12, case rocket, language: Input should be 'en'"),
        ("    audience", "    audiense", "suite.yaml, line 13, case rocket, audiense: there is no such"),
        ("id: rocket", "id: start", "suite.yaml, line 11: the id 'start' stands on line 4 too; change one."),
        ("id: rocket", "id: a b", "suite.yaml, line 11, case a b, id: String should match pattern"),
        ("question: 로켓은 언제 발사되나요?", "note: x", "suite.yaml, line 11, case rocket, question: Field"),
        ("unanswerable: near_miss", "note: x", "suite.yaml, line 11, case rocket: it says neither what"),
        ("near_miss", "near_miss\n    must: [x]", "suite.yaml, line 11, case rocket: it is unanswerable and"),
        ("language: ko", "id: other", "suite.yaml, line 12: 'id' stands here twice; remove one."),
        ("cases:", "casses:", "suite.yaml, line 3: 'casses' is no part of a suite"),
        ("[facts]", "[facts", "suite.yaml, line 2: this is no YAML"),
        ("[facts]", "[Which facts?]", "suite.yaml, line 2: this is no YAML (expected"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_field(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in _GOOD
    (line,) = _wrong(tmp_path, _GOOD.replace(old, new))
    assert line.startswith(told), line


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    lines = _wrong(tmp_path, _GOOD.replace("near_miss", "maybe").replace("value: March", "valu: March"))
    assert [line.split(":")[0] for line in lines] == [
        "suite.yaml, line 7, case start, must.1",
        "suite.yaml, line 15, case rocket, unanswerable",
    ]


def test_a_broken_line_of_json_is_named(tmp_path: Path) -> None:
    good = '{"id": "a", "language": "en", "question": "Why?", "must": ["x"]}'
    assert _wrong(tmp_path, f"{good}\n{{\n", "s.jsonl") == [
        "s.jsonl, line 2: this is no JSON; write one object a line."
    ]
    assert _wrong(tmp_path, f"{good}\n\n{good}", "s.jsonl") == [
        "s.jsonl, line 3: the id 'a' stands on line 1 too; change one."
    ]


@pytest.mark.parametrize("text", ["", "[]", "cases: []", "- 1", "just words", "cases: {a: b}"])
def test_a_file_without_cases_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    (line,) = _wrong(tmp_path, text)
    assert line.startswith("suite.yaml")
    assert line.endswith(".")


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    assert _wrong(tmp_path, "id,question", "suite.csv") == [
        "suite.csv is neither YAML nor JSON Lines; name it suite.yaml or .jsonl."
    ]
