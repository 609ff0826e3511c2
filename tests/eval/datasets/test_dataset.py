"""A dataset file is read as it is meant, and its errors name file, line, case and field."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.models import Audience, Language
from eval.datasets.case import AllOf, AnyOf, Case, EarlierTurn, Gold, Pattern, Unanswerable, Value
from eval.datasets.dataset import read_dataset, to_yaml
from eval.errors import DatasetError
from tests.eval.samples import case

pytestmark = pytest.mark.slow

GOOD = """\
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
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def write(folder: Path, text: str, name: str = "suite.yaml") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def errors(folder: Path, text: str, name: str = "suite.yaml") -> list[str]:
    with pytest.raises(DatasetError) as raised:
        read_dataset(write(folder, text, name))
    return str(raised.value).splitlines()


def test_a_yaml_file_is_read_with_what_its_cases_share(tmp_path: Path) -> None:
    dataset = read_dataset(write(tmp_path, GOOD))
    start, rocket = dataset.cases
    assert dataset.name == "suite"
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
    assert start.earlier_questions == ("What is the programme?", "Who runs it?")
    assert (rocket.language, rocket.audience) == (Language.KOREAN, Audience.STAFF)
    assert rocket.unanswerable is Unanswerable.NEAR_MISS


def test_json_lines_hold_the_same_cases(tmp_path: Path) -> None:
    cases = read_dataset(write(tmp_path, GOOD)).cases
    lines = "\n\n".join(each.model_dump_json() for each in cases)
    assert read_dataset(write(tmp_path, lines, "suite.jsonl")).cases == cases


def test_the_digest_changes_with_the_file(tmp_path: Path) -> None:
    before = read_dataset(write(tmp_path, GOOD)).digest
    assert read_dataset(write(tmp_path, GOOD)).digest == before
    assert read_dataset(write(tmp_path, GOOD.replace("MSIT", "MOTIE"))).digest != before


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("value: March", "valu: March", "suite.yaml, line 4, case start, must.1: it is neither words nor"),
        (
            "'years?'",
            "'years('",
            "suite.yaml, line 4, case start, must.2.any.1.all.1.pattern: this is no reg",
        ),
        ("value: March", "value: 3,000 won", "suite.yaml, line 4, case start, must.1.000 won 2026: there is"),
        ("near_miss", "maybe", "suite.yaml, line 11, case rocket, unanswerable: Input should be 'near_miss'"),
        ("language: ko", "language: fr", "suite.yaml, line 11, case rocket, language: Input should be 'en'"),
        ("    audience", "    audiense", "suite.yaml, line 11, case rocket, audiense: there is no such"),
        ("id: rocket", "id: start", "suite.yaml, line 11: the id 'start' stands on line 4 too; change one."),
        ("id: rocket", "id: a b", "suite.yaml, line 11, case a b, id: String should match pattern"),
        ("question: 로켓은 언제 발사되나요?", "note: x", "suite.yaml, line 11, case rocket, question: Field"),
        ("unanswerable: near_miss", "note: x", "suite.yaml, line 11, case rocket: it says neither what"),
        ("near_miss", "near_miss\n    must: [x]", "suite.yaml, line 11, case rocket: it is unanswerable and"),
        ("language: ko", "id: other", "suite.yaml, line 12: this is no YAML ('id' stands there twice)"),
        ("cases:", "casses:", "suite.yaml: 'casses' is no part of a suite"),
        ("[facts]", "[facts", "suite.yaml, line 2: this is no YAML"),
        ("[facts]", "[Which facts?]", "suite.yaml, line 2: this is no YAML (expected"),
    ],
)
def test_an_error_names_file_line_and_field(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    (line,) = errors(tmp_path, GOOD.replace(old, new))
    assert line.startswith(message), line


def test_all_errors_are_told_at_once(tmp_path: Path) -> None:
    lines = errors(tmp_path, GOOD.replace("near_miss", "maybe").replace("value: March", "valu: March"))
    assert [line.split(":")[0] for line in lines] == [
        "suite.yaml, line 4, case start, must.1",
        "suite.yaml, line 11, case rocket, unanswerable",
    ]


def test_a_broken_line_of_json_is_named(tmp_path: Path) -> None:
    good = '{"id": "a", "language": "en", "question": "Why?", "must": ["x"]}'
    expected = "s.jsonl, line 2: this is no JSON; write one object a line."
    assert errors(tmp_path, f"{good}\n{{\n", "s.jsonl") == [expected]
    expected = "s.jsonl, line 3: the id 'a' stands on line 1 too; change one."
    assert errors(tmp_path, f"{good}\n\n{good}", "s.jsonl") == [expected]


@pytest.mark.parametrize("text", ["", "[]", "cases: []", "- 1", "just words", "cases: {a: b}", "[" * 5_000])
def test_a_file_without_cases_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    (line,) = errors(tmp_path, text)
    assert line.startswith("suite.yaml")
    assert line.endswith(".")


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    expected = "suite.csv is neither YAML nor JSON Lines; name it suite.yaml or .jsonl."
    assert errors(tmp_path, "id,question", "suite.csv") == [expected]


@given(question=_TEXT, quote=_TEXT)
@example(question="\u2028a\x85", quote="\U000395f6\x85")
@example(question="a\r\n b\n\n c ", quote="\u2029")
def test_whatever_is_asked_survives_being_written_as_yaml(
    tmp_path_factory: pytest.TempPathFactory, question: str, quote: str
) -> None:
    whole = case(question=question, must=[{"value": "2027"}, {"any": ["no", {"pattern": "x+"}]}, quote])
    text = "cases:\n" + to_yaml(whole.model_dump(mode="json", exclude_defaults=True), indent=2)
    assert read_dataset(write(tmp_path_factory.mktemp("yaml"), text)).cases == (whole,)


def test_cases_of_one_document_or_conversation_share_a_cluster() -> None:
    two = [{"document": "a.md"}, {"document": "b.md"}]
    assert case(gold=two).cluster_key == case(gold=[{"document": "a.md"}], turns=["What?"]).cluster_key
    assert case(gold=two).cluster_key != case(gold=[{"document": "b.md"}]).cluster_key
    first = case(question="What is the fund?")
    follow_up = case(question="And when?", turns=["What is  the FUND?", "Why?"])
    assert first.cluster_key == follow_up.cluster_key != case(question="And when?").cluster_key
