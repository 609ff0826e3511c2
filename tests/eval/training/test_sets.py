"""Sets are read as they are on disk, and split by article once and for all."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from eval.training.data.example import Answered, Span, Support, most_frequent_span
from eval.training.data.sets import TrainingData, split

TITLES = [f"article {number}" for number in range(30)]


def test_the_answer_that_most_people_gave_is_taught() -> None:
    assert most_frequent_span([("the king", 4), ("king", 8), ("king", 8)]) == Span(8, 12)
    assert most_frequent_span([("a", 1), ("b", 2)]) == Span(1, 2)
    assert most_frequent_span([]) is None


def test_an_impossible_question_has_no_answer_even_where_a_plausible_one_is_listed(tmp_path: Path) -> None:
    answers = [{"text": "Mina", "answer_start": 0}]
    qas = [
        {"id": "1", "question": " Who came? ", "answers": answers, "is_impossible": False},
        {"id": "2", "question": "Who left?", "answers": answers, "is_impossible": True},
    ]
    articles = [{"title": "T", "paragraphs": [{"context": "Mina came.", "qas": qas}]}]
    path = tmp_path / "bench" / "squad2" / "reading.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"data": articles}), encoding="utf-8")
    data = TrainingData(tmp_path)
    possible, impossible = data.bench("squad2", "held_out")  # a fifth of one article, rounded up
    assert (possible.first, possible.answer, possible.answers) == ("Who came?", "Mina", ("Mina",))
    assert (impossible.label, impossible.span, impossible.answers) == (Answered.NO, None, ())
    assert data.digests()["bench/squad2/reading.json"] == sha256(path.read_bytes()).hexdigest()
    assert "data/files/mixtures.toml" in data.digests()


def test_a_claim_supported_in_part_is_not_supported(tmp_path: Path) -> None:
    row = {"lang": "en", "premise": "P", "hypothesis": "H", "label": "partially_supported"}
    (tmp_path / "train").mkdir()
    (tmp_path / "train" / "made.jsonl").write_text(json.dumps(row) + "\n")
    examples = TrainingData(tmp_path).statements("made", "held_out")
    assert [example.label for example in examples] == [Support.NEITHER]


def test_a_fifth_is_held_out_and_a_fifteenth_calibrated_on_whatever_the_order() -> None:
    parts = split(TITLES)
    assert sorted([*parts["training"], *parts["calibration"], *parts["held_out"]]) == sorted(TITLES)
    assert len(parts["held_out"]) == 6  # 30 / 5
    assert len(parts["calibration"]) == 2  # 30 / 15
    assert split([*reversed(TITLES), *TITLES]) == parts
