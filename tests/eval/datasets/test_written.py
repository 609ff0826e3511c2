"""A case that is written as YAML is read again as the same case, and stands where it was to stand."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eval.datasets.case import Case
from eval.datasets.suite import read_suite
from eval.datasets.written import place_for_next, values_of, yaml_of

CASE = Case.model_validate(
    {
        "id": "fund",
        "language": "en",
        "question": "How much: 'no' or #1?",
        "tags": ["a"],
        "turns": ["What is it?", {"question": "And?", "answer": "Yes."}],
        "must": [{"value": "2027"}, {"any": ["no", {"pattern": "x+"}]}],
        "gold": [{"document": "harbour.md", "quote": "The fund holds: 90."}],
    }
)
_WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def _read(text: str) -> tuple[Case, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "s.yaml"
        path.write_bytes(text.encode())
        return read_suite(path).cases


@pytest.mark.parametrize("indent", [0, 2, 4])
def test_a_case_survives_being_written(indent: int) -> None:
    assert _read(("cases:\n" if indent else "") + yaml_of(values_of(CASE), indent=indent)) == (CASE,)


@given(question=_WORDS, quote=_WORDS)
@example(question="\u2028a\x85", quote="\U000395f6\x85")
@example(question="a\r\n b\n\n c ", quote="\u2029")
def test_whatever_is_asked_survives(question: str, quote: str) -> None:
    case = CASE.model_copy(update={"question": question, "must": (quote,)})
    assert _read("cases:\n" + yaml_of(values_of(case), indent=2)) == (case,)


def test_what_goes_without_saying_is_left_out_unless_defaults_would_change_it() -> None:
    assert "audience" not in values_of(CASE)
    assert values_of(CASE, always={"audience": "staff"})["audience"] == "public"
    assert list(values_of(CASE))[:2] == ["id", "language"]


@pytest.mark.parametrize(
    ("text", "rest", "indent"),
    [
        ("- id: a\n", "", 0),
        ("cases:\n- id: a\n# the end\n", "", 0),
        ("cases:\n    - id: a\n", "", 4),
        (
            "cases:\n  - id: a\n    must: [x] # why\n# next\ndefaults: {}\n",
            "# next\n",
            2,
        ),
        ("cases:\n  - id: a\n    note: |\n      words\n\ndefaults: {}\n", "", 2),
        ("cases:\n  - id: a\ndefaults: {}", "", 2),
    ],
)
def test_the_next_case_goes_behind_the_last(text: str, rest: str, indent: int) -> None:
    place = place_for_next(text)
    assert place is not None
    assert place.indent == indent
    assert text[place.offset :].removesuffix("defaults: {}\n").removesuffix("defaults: {}") == rest


@pytest.mark.parametrize("text", ["[{id: a}]", "cases: [{id: a}]", "cases: 1", "word", ""])
def test_where_cases_do_not_stand_a_block_each_there_is_no_place(text: str) -> None:
    assert place_for_next(text) is None
