"""A folder like BEIR's becomes cases that say what is to be found, wherever its judgements lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.datasets.case import Gold
from eval.datasets.importers.imported import Document
from eval.datasets.importers.reading import read_source
from eval.errors import FixTheSource
from tests.eval.datasets.importers.made import beir, written_lines


def test_judged_queries_are_cases_and_documents_are_as_they_were(tmp_path: Path) -> None:
    found = read_source(beir(tmp_path / "tiny"))
    assert [each.id for each in found.documents] == ["d1", "d2", "d3"]
    assert found.documents[2] == Document("d3", "Only a title", "Only a title")
    first, second = found.cases
    # What is judged 0 is no evidence.
    assert (first.id, first.gold) == ("q1", (Gold(document="d1"),))
    assert second.gold == (Gold(document="d2"), Gold(document="d3"))
    assert (first.must, first.references, first.cluster) == ((), (), "")
    assert found.left_out == {"nothing is judged to answer them": 1}


@pytest.mark.parametrize(
    "rows",
    [
        "q1\td1\t1\nq2\td2\t1\n",
        "q1 0 d1 1\nq2 0 d2 1\n",
        "query-id\tcorpus-id\tscore\r\nq1\td1\t1.0\r\nq2\td2\t1\r\n\r\n",
    ],
    ids=["without names", "as TREC has it", "of another system"],
)
@pytest.mark.parametrize("place", ["qrels.tsv", "qrels/test.tsv"])
def test_judgements_are_read_in_either_place_with_names_and_without(
    tmp_path: Path, rows: str, place: str
) -> None:
    folder = beir(tmp_path / "tiny")
    (folder / "qrels.tsv").unlink()
    (folder / "qrels").mkdir()
    (folder / place).write_bytes(rows.encode())
    (folder / "qrels" / "train.tsv").write_text("q3\td1\t1\n")
    cases = read_source(folder).cases
    assert {each.id: each.gold[0].document for each in cases} == {"q1": "d1", "q2": "d2"}


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        (
            "qrels.tsv",
            "q1\td9\t1",
            "qrels.tsv, line 6, corpus-id: 'd9' is not in corpus.jsonl; add or remove",
        ),
        (
            "qrels.tsv",
            "q9\td1\t1",
            "qrels.tsv, line 6, query-id: 'q9' is not in queries.jsonl; add or remove",
        ),
        ("qrels.tsv", "q1\td1", "qrels.tsv, line 6: write query-id, corpus-id and score, with tabs between."),
        ("corpus.jsonl", '{"_id": "d1", "text": "x"}', "corpus.jsonl, line 4, _id: 'd1' stands on a line"),
        ("corpus.jsonl", '{"text": "x"}', "corpus.jsonl, line 4, _id: Field required."),
        ("corpus.jsonl", "[]", "corpus.jsonl, line 4: Input should be"),
        ("queries.jsonl", '{"_id": "q4"', "queries.jsonl, line 4: this is no JSON; write one object a line."),
        ("queries.jsonl", '{"_id": "q4", "text": ""}', "queries.jsonl, line 4, text: String should have"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_field(
    tmp_path: Path, name: str, line: str, told: str
) -> None:
    folder = beir(tmp_path / "tiny")
    with (folder / name).open("a") as file:
        file.write(line + "\n")
    with pytest.raises(FixTheSource) as raised:
        read_source(folder)
    assert str(raised.value).startswith(told), str(raised.value)


def test_a_folder_without_judgements_or_documents_is_none(tmp_path: Path) -> None:
    folder = beir(tmp_path / "tiny")
    (folder / "qrels.tsv").unlink()
    with pytest.raises(FixTheSource, match=r"has no judgements; put them into qrels\.tsv or qrels/test\.tsv"):
        read_source(folder)
    (folder / "corpus.jsonl").unlink()
    with pytest.raises(FixTheSource, match="is no data set; name SQuAD"):
        read_source(folder)


def test_ids_of_other_scripts_become_ids_of_cases_that_differ(tmp_path: Path) -> None:
    folder = beir(tmp_path / "tiny")
    queries = [{"_id": name, "text": "Who paid?"} for name in ("질문 1", "질문-1", "q" * 120)]
    written_lines(folder / "queries.jsonl", *queries)
    (folder / "qrels.tsv").write_text("".join(f"{each['_id']}\td1\t1\n" for each in queries))
    ids = [each.id for each in read_source(folder).cases]
    assert len(set(ids)) == 3
    assert all(len(each) <= 100 for each in ids)
