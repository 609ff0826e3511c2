"""A data set is known by its content, and what is none is told in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.datasets.importers.lines import line_of
from eval.datasets.importers.reading import read_source
from eval.errors import FixTheSource
from tests.eval.datasets.importers.made import asked, squad


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"data": [', "set.json, line 1: this is no JSON (Expecting value); correct it."),
        ('{"data":\n [1,]}', "set.json, line 2: this is no JSON"),
        ("id,question\n1,Why?", "set.json, line 1: this is no JSON"),
        ("", "set.json, line 1: this is no JSON"),
        ("[" * 100_000, "set.json is no JSON that can be read; correct it."),
        ("[1]", "set.json is in none of the formats that are read: SQuAD or KorQuAD"),
        ('{"data": []}', "set.json is in none of the formats"),
        ('{"data": [{"rows": 1}]}', "set.json is in none of the formats"),
        ('{"data": [{"paragraphs": 1}]}', "set.json, line 1, data.0.paragraphs: Input should be a valid"),
    ],
)
def test_what_is_no_data_set_is_told_in_a_sentence(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "set.json").write_text(text)
    with pytest.raises(FixTheSource) as raised:
        read_source(tmp_path / "set.json")
    assert str(raised.value).startswith(told), str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(FixTheSource, match="cannot be read"):
        read_source(tmp_path / "none.json")
    (tmp_path / "latin.json").write_bytes(b"\xff")
    with pytest.raises(FixTheSource, match=r"latin.json is not UTF-8; save it as UTF-8\."):
        read_source(tmp_path / "latin.json")


def test_a_set_in_another_language_is_refused(tmp_path: Path) -> None:
    made = squad()
    french = [
        asked(n, f"Quelle est la capitale de la {n}e république française ?", "Paris") for n in range(4)
    ]
    made["data"][0]["paragraphs"][0]["qas"] += french
    (tmp_path / "set.json").write_text(json.dumps(made))
    with pytest.raises(FixTheSource, match="in another language than those that Concord answers in"):
        read_source(tmp_path / "set.json")


def test_the_line_of_a_value_is_found_by_its_path() -> None:
    text = '\n{"a": [1,\n {"b": "]}\\"",\n "c": {}}, []],\n "d": 2}'
    assert [
        line_of(text, path)
        for path in ((), ("a",), ("a", 1, "b"), ("a", 1, "c"), ("d",), ("a", 1, "none"), ("a", 9), ("d", "x"))
    ] == [2, 2, 3, 4, 5, 3, 2, 5]
