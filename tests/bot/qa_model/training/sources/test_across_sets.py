"""A translated question keeps its passage and verdict, and what is held out is hidden in every language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.qa_model.training.example import Answered
from bot.qa_model.training.sources.across_sets import MORE, QUESTIONS, Across, across_sets
from bot.qa_model.training.sources.near_misses import answer_text
from bot.qa_model.training.sources.read_sets import read_with_ids
from tests.bot.qa_model.training.made import read

NAMES = ("harbour", "library", "station", "museum", "market", "theatre")
MAYORS = ("Ada Holm", "Bo Lind", "Cy Marsh", "Di Noor", "Ed Oram", "Flo Penn")
SET = "squad1_train_sub"


def lines(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def across(tmp_path: Path) -> Across:
    """Six articles of which the last two are held out; the last question's line is not in the set."""
    rows: list[dict[str, object]] = []
    for number, (name, mayor) in enumerate(zip(NAMES, MAYORS, strict=True)):
        context = f"The {name} of the town was opened by {mayor}."
        answer = {"text": mayor, "start": context.index(mayor)}
        question = f"Who opened the {name} of the town?"
        row: dict[str, object] = {"id": f"{SET}:{number}", "lang": "en", "title": name, "question": question}
        rows.append({**row, "context": context, "answers": [answer]})
    lines(tmp_path / f"{SET}.jsonl", rows)
    asked: list[dict[str, object]] = []
    for number, name in enumerate(NAMES):
        line: dict[str, object] = {
            "set": SET,
            "id": f"{SET}:{number}",
            "question": f"{name}은 누가 열었나요?",
        }
        asked.append(line | ({"split": "test"} if number > 3 else {}))
    asked.append({"set": SET, "id": f"{SET}:99", "question": "없는 질문인가요?"})
    files = [lines(tmp_path / "questions.jsonl", asked[:2]), lines(tmp_path / "more.jsonl", asked[2:])]
    return across_sets(lambda name: read_with_ids(tmp_path / f"{name}.jsonl"), files)


def test_each_question_is_asked_of_its_own_passage_and_of_one_without_the_answer(across: Across) -> None:
    answers = dict(zip((f"{name}은 누가 열었나요?" for name in NAMES), MAYORS, strict=True))
    for part, names in ((across.training, NAMES[:4]), (across.held_out, NAMES[4:])):
        answered = [each for each in part if each.verdict == Answered.YES]
        missed = [each for each in part if each.verdict == Answered.NO]
        assert [each.first for each in answered] == [f"{name}은 누가 열었나요?" for name in names]
        assert sorted(each.first for each in missed) == sorted(each.first for each in answered)
        assert all(answer_text(each) == answers[each.first] for each in answered)
        assert all(answers[each.first] not in each.passage and each.span is None for each in missed)


def test_the_parts_share_no_passage(across: Across) -> None:
    assert not {each.passage for each in across.training} & {each.passage for each in across.held_out}


def test_held_out_passages_and_original_questions_are_held_back_from_other_sets(across: Across) -> None:
    last = f"The {NAMES[-1]} of the town was opened by {MAYORS[-1]}."
    assert across.holds_back(read(last, "What was opened?", None))
    assert across.holds_back(read("Another text.", f"Who opened the {NAMES[-1]} of the town?", None))
    assert not across.holds_back(read("Another text.", f"Who opened the {NAMES[0]} of the town?", None))


def test_the_stored_questions_are_korean_each_asked_once_and_a_share_is_held_out() -> None:
    files = [path.read_text(encoding="utf-8") for path in (QUESTIONS, MORE)]
    rows = [json.loads(line) for text in files for line in text.splitlines()]
    assert len({(row["set"], row["id"]) for row in rows}) == len(rows)
    assert all(any("가" <= letter <= "힣" for letter in row["question"]) for row in rows)
    assert all(set(row) <= {"set", "id", "question", "split"} for row in rows)
    assert sum(row.get("split") == "test" for row in rows) >= 120
