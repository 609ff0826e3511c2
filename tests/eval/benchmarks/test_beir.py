"""Folders in BEIR layout are found, read and sampled."""

from pathlib import Path

from eval.benchmarks.beir import find_data_sets, read_queries, write_queries
from tests.eval.benchmarks.conftest import QUERIES


def test_a_folder_with_corpus_queries_and_judgements_is_a_data_set(beir_folder: Path) -> None:
    (beir_folder / "reading").mkdir()  # no corpus: something else
    (found,) = find_data_sets(beir_folder)
    assert found.name == "tiny"
    assert found.queries == QUERIES
    assert found.qrels == {"q1": {"jeju": 1}, "q2": {"ulsan": 1}}


def test_a_missing_folder_has_no_data_sets(tmp_path: Path) -> None:
    assert find_data_sets(tmp_path / "nowhere") == []


def test_a_sample_keeps_judged_queries_only(beir_folder: Path) -> None:
    (found,) = find_data_sets(beir_folder)
    assert found.sample(1).queries == {"q1": QUERIES["q1"]}
    assert found.sample(5) == found


def test_written_queries_are_read_back(tmp_path: Path) -> None:
    queries = {"1": "얼마입니까?", "2": "How much?"}
    write_queries(tmp_path / "q.jsonl", queries)
    assert read_queries(tmp_path / "q.jsonl") == queries
