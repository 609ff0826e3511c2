"""The held out questions of a data set in SQuAD's format."""

from __future__ import annotations

import json
from pathlib import Path

from bot.models import Language
from eval.benchmarks.reading_sets import (
    ReadingQuestion,
    held_out,
    held_out_ids,
    held_out_set,
    held_out_titles,
    misplaced,
)
from eval.training.data.sets import split

TITLES = [f"Title {number}" for number in range(13)]


def test_what_is_held_out_here_is_what_training_holds_out() -> None:
    assert held_out(TITLES) == split(TITLES)["held_out"]
    assert len(held_out(TITLES)) == 3  # a fifth, rounded up


def test_the_questions_of_the_held_out_articles_are_read_with_every_answer_once(tmp_path: Path) -> None:
    answers = [{"text": "2027", "answer_start": 0}, {"text": "2027", "answer_start": 0}]
    asked = [{"question": "When?", "answers": answers}, {"question": "Who?", "answers": []}]
    data = [{"title": title, "paragraphs": [{"context": f"2027 {title}", "qas": asked}]} for title in TITLES]
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "reading.json").write_text(json.dumps({"data": data}))
    found = held_out_set(tmp_path, "small", Language.ENGLISH)
    assert {each.article for each in found.questions} == held_out(TITLES)
    assert len(found.questions) == 6
    assert [each.answers for each in found.questions[:2]] == [("2027",), ()]


def test_titles_and_questions_of_the_held_out_articles_are_named(tmp_path: Path) -> None:
    data = [
        {"title": title, "paragraphs": [{"context": title, "qas": [{"id": number}]}]}
        for number, title in enumerate(TITLES)
    ]
    file = tmp_path / "reading.json"
    file.write_text(json.dumps({"data": data}))
    assert held_out_titles(file) == held_out(TITLES)
    assert {TITLES[int(name)] for name in held_out_ids(file)} == held_out(TITLES)


def test_a_question_is_put_beside_a_paragraph_that_has_not_its_answer() -> None:
    one, same, other = "It is 5.", "It is still 5.", "It is red."
    questions = [
        ReadingQuestion("a", "how many?", one, ("5",)),
        ReadingQuestion("a", "how many still?", same, ("5",)),
        ReadingQuestion("a", "what colour?", other, ("red",)),
        ReadingQuestion("a", "who?", other, ()),
        ReadingQuestion("b", "where?", "Here.", ("Here",)),
    ]
    assert [(each.question, each.paragraph, each.answers) for each in misplaced(questions)] == [
        ("how many?", other, ()),
        ("how many still?", other, ()),
        ("what colour?", one, ()),
    ]
