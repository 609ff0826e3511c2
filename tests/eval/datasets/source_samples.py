"""Small data sets in the formats that are read, written by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def asked(name: object, question: str, *answers: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "question": question, "answers": [{"text": each} for each in answers], **more}


def squad() -> dict[str, Any]:
    """An article in two paragraphs with three questions, one of which its paragraph does not answer."""
    ferry = [
        asked("a1", " When does the ferry leave? ", "nine", "at  nine", "nine", is_impossible=False),
        asked("a2", "When does the train leave?", plausible_answers=[{"text": "nine"}], is_impossible=True),
    ]
    paragraphs = [
        {"context": "The ferry to Jeju leaves at  nine.\u200b It carries 400 people.", "qas": ferry},
        {"context": "표는 3만 원이다.", "qas": [asked(7, "표는 얼마인가?", "3만 원")]},
    ]
    return {"version": "v2.0", "data": [{"title": "Jeju_ferry", "paragraphs": paragraphs}]}


def quac() -> dict[str, Any]:
    """A conversation of three questions, of which the second is not answered."""
    none = {"text": "CANNOTANSWER"}
    qas = [
        asked("C_1_q#0", "When did it begin?", "1962", "in 1962", orig_answer={"text": "in 1962"}),
        asked("C_1_q#1", "Who owned it?", "CANNOTANSWER", "people", orig_answer=none),
        asked("C_1_q#2", "How many did it carry?", "400 people", orig_answer={"text": "400 people"}),
    ]
    paragraph = {"id": "C_1", "context": "It began in 1962. It carried 400 people. CANNOTANSWER", "qas": qas}
    return {"data": [{"title": "Jeju ferry", "section_title": "History", "paragraphs": [paragraph]}]}


def coqa() -> dict[str, Any]:
    """A story with three questions: one in other words, one with yes, one that it does not answer."""

    def said(words: str, span: str = "") -> dict[str, Any]:
        return {"input_text": words, "span_text": span or "unknown", "span_start": 0 if span else -1}

    story = {
        "id": "s-1",
        "filename": "harbour.txt",
        "story": "The harbour was closed in March.\nIt opened again, with two new cranes.",
        "questions": [
            {"input_text": each, "turn_id": place}
            for place, each in enumerate(("When was it shut?", "Did it open again?", "Who paid?"), start=1)
        ],
        "answers": [
            said("in spring", "closed in March"),
            said("Yes", "It opened again"),
            said("unknown"),
        ],
        "additional_answers": {
            "0": [said("March", "in March.\nIt"), said("yes", "opened again"), said("the city", "two new")]
        },
    }
    return {"version": "1.0", "data": [story]}


def written(path: Path, value: Any) -> Path:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def written_lines(path: Path, *values: Any) -> Path:
    path.write_text("".join(json.dumps(each) + "\n" for each in values), encoding="utf-8")
    return path


def beir(folder: Path) -> Path:
    """Three documents, three queries of which two are judged, and judgements below a line of names."""
    folder.mkdir()
    written_lines(
        folder / "corpus.jsonl",
        {"_id": "d1", "title": "", "text": "The ferry leaves at nine.", "metadata": {}},
        {"_id": "d2", "title": "Cranes", "text": "Two cranes were bought."},
        {"_id": "d3", "title": "Only a title", "text": ""},
    )
    written_lines(
        folder / "queries.jsonl",
        {"_id": "q1", "text": "When does the ferry leave?"},
        {"_id": "q2", "text": "What was bought?"},
        {"_id": "q3", "text": "Who paid?"},
    )
    rows = ("query-id\tcorpus-id\tscore", "q1\td1\t1", "q1\td2\t0", "q2\td2\t2", "q2\td3\t1")
    (folder / "qrels.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder
