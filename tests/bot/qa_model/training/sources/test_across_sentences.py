"""A translated sentence answers the English question, and statements keep their verdicts across languages."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from bot.qa_model.training.example import Answered, Example, Kind, Support
from bot.qa_model.training.sources.across_sentences import SENTENCES, across_sentences
from bot.qa_model.training.sources.across_sets import Across
from bot.qa_model.training.sources.near_misses import answer_text
from tests.bot.qa_model.training.made import read

YEARS = range(1901, 1913)
NAMES = ("Ada", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida", "Jo", "Kay", "Lou")
NOTHING = Across((), (), frozenset(), frozenset())


def english(name: str, year: int) -> Example:
    passage = f"It is an old town. The town of {name} was founded in the year {year}. Many live there."
    return read(passage, f"In which year was {name} founded?", str(year))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sentences.jsonl"
    rows = [
        {"set": "towns", "id": name, "korean": f"{name}라는 도시는 [[{year}년]]에 세워졌다."}
        for name, year in zip(NAMES, YEARS, strict=True)
    ]
    rows.append({"set": "towns", "id": "unknown", "korean": "[[아무]]도 모른다."})
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def towns(_name: str) -> list[tuple[str, Example]]:
    return [(name, english(name, year)) for name, year in zip(NAMES, YEARS, strict=True)]


def test_an_english_question_is_answered_by_the_marked_words_of_the_korean_sentence(file: Path) -> None:
    made = across_sentences(towns, NOTHING, random.Random(1), file)
    answered = [each for each in made if each.kind is Kind.READ and each.verdict == Answered.YES]
    assert {each.first: answer_text(each) for each in answered} == {
        f"In which year was {name} founded?": f"{year}년" for name, year in zip(NAMES, YEARS, strict=True)
    }
    assert any(each.passage.count("세워졌다.") > 1 for each in answered)  # among others, at times


def test_a_question_on_another_sentence_has_no_answer_there(file: Path) -> None:
    missed = [
        each
        for each in across_sentences(towns, NOTHING, random.Random(1), file)
        if each.kind is Kind.READ and each.verdict == Answered.NO
    ]
    assert len(missed) == len(NAMES)
    assert all(each.span is None and "세워졌다" in each.passage for each in missed)


def test_statements_stand_in_the_other_language_than_their_passage(file: Path) -> None:
    made = [
        each for each in across_sentences(towns, NOTHING, random.Random(1), file) if each.kind is Kind.SUPPORT
    ]
    assert {each.verdict for each in made} == set(Support)
    for each in made:
        assert ("세워졌다" in each.first) == ("was founded" in each.passage)
    english_ones = [each for each in made if "was founded" in each.first and "not" not in each.first]
    for each in english_ones:
        name, year = (
            each.first.removeprefix("The town of ").removesuffix(".").split(" was founded in the year ")
        )
        is_told = f"{name}라는 도시는 {year}년에" in each.passage
        assert is_told == (each.verdict == Support.SUPPORTED)


def test_what_is_held_back_is_left_out(file: Path) -> None:
    hidden = Across((), (), frozenset({f"In which year was {NAMES[0]} founded?"}), frozenset())
    made = across_sentences(towns, hidden, random.Random(1), file)
    assert not [each for each in made if NAMES[0] in each.first]


def test_the_stored_sentences_are_korean_with_one_answer_marked_in_each() -> None:
    rows = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    assert len({(row["set"], row["id"]) for row in rows}) == len(rows)
    assert all(row["korean"].count("[[") == row["korean"].count("]]") == 1 for row in rows)
    assert all(any("가" <= letter <= "힣" for letter in row["korean"]) for row in rows)
