"""The synthetic texts are the same in every run, and no two are alike."""

import json
from pathlib import Path

from eval.benchmarks.texts import fact, questions, read_queries, write_chunks, write_passages, write_queries


def test_no_two_facts_are_alike_and_both_languages_alternate() -> None:
    facts = [fact(number) for number in range(2000)]
    assert len({each.sentence for each in facts}) == len(facts)
    assert [each.language for each in facts[:4]] == ["en", "ko", "en", "ko"]
    assert facts == [fact(number) for number in range(2000)]


def test_chunks_are_written_one_section_each(tmp_path: Path) -> None:
    write_chunks(tmp_path, 250)
    files = sorted(tmp_path.glob("*.md"))
    assert sum(path.read_text(encoding="utf-8").count("\n## ") for path in files) == 250
    assert len(files) == 3  # a hundred each


def test_passages_are_json_lines_with_distinct_ids(tmp_path: Path) -> None:
    write_passages(tmp_path / "p.jsonl", 4)
    lines = [json.loads(line) for line in (tmp_path / "p.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["_id"] for line in lines] == ["p0", "p1", "p2", "p3"]
    assert len({line["text"] for line in lines}) == 4


def test_questions_come_in_equal_numbers_from_the_first_facts() -> None:
    asked = questions(10, among=100)
    assert [each.language for each in asked] == ["en"] * 10 + ["ko"] * 10
    assert len(set(asked)) == 20
    assert set(asked) <= {fact(number) for number in range(100)}


def test_written_queries_are_read_back(tmp_path: Path) -> None:
    queries = {"1": "얼마입니까?", "2": "How much?"}
    write_queries(tmp_path / "q.jsonl", queries)
    assert read_queries(tmp_path / "q.jsonl") == queries
