"""Quality is measured through the public commands, and missing data is said."""

import json
from pathlib import Path

import pytest

from bot.qa_model import loading
from eval.benchmarks.__main__ import measure
from eval.benchmarks.beir import find_data_sets
from eval.benchmarks.reading_sets import held_out
from eval.benchmarks.retrieval_quality import measure_quality, unread
from eval.benchmarks.sides import EXTRA_MISSING, has_quickstart, quickstart_ingest, quickstart_task
from eval.benchmarks.tables import to_markdown
from tests.eval.benchmarks.conftest import CORPUS, write_lines


def test_a_tiny_data_set_is_scored_through_the_public_commands(
    beir_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.benchmarks.retrieval_quality.has_quickstart", lambda: False)
    monkeypatch.setattr(loading, "SHIPPED", tmp_path / "nowhere")
    (data,) = find_data_sets(beir_folder)
    table = measure_quality(tmp_path, data, ours=None, theirs=1)
    # Both questions share a rare word with their document and with no other: all measures are 1.
    assert table.rows == (("Concord without reranking (2 queries)", "1.000", "1.000", "1.000"),)
    assert any(EXTRA_MISSING in note for note in table.notes)


def test_with_weights_the_order_is_measured_with_and_without_the_reader(
    beir_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {"similarity": {"q1": ["busan", "jeju"], "q2": ["ulsan"]}, "trained": {"q1": ["jeju"]}}
    monkeypatch.setattr("eval.benchmarks.retrieval_quality.has_quickstart", lambda: False)
    monkeypatch.setattr("eval.benchmarks.retrieval_quality.is_shipped", lambda: True)
    monkeypatch.setattr(
        "eval.benchmarks.retrieval_quality._concord", lambda _work, _data, reader: found[reader]
    )
    qas = [{"id": name} for name in ("q1", "q2")]
    data = [{"title": title, "paragraphs": [{"qas": [each]}]} for title, each in zip("ba", qas, strict=True)]
    assert held_out("ab") == {"b"}
    (beir_folder / "tiny" / "reading.json").write_text(json.dumps({"data": data}))
    (tiny,) = find_data_sets(beir_folder)
    table = measure_quality(tmp_path, tiny, ours=None, theirs=1)
    # Only q1 is on an article that is held out. Without the reader its document is second: P@1 is 0, which
    # has no ratio, and nDCG is 1 / log2(3).
    assert table.rows[1:] == (
        ("Concord without reranking (1 queries)", "0.000", "1.000", "0.631"),
        ("Concord with reranking (1 queries)", "1.000", "1.000", "1.000"),
        ("with / without", "", "1.000", "1.585"),
    )
    assert any("held out from its training" in note for note in table.notes)


def test_where_no_query_was_trained_on_all_are_told_once(
    beir_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.benchmarks.retrieval_quality.has_quickstart", lambda: False)
    monkeypatch.setattr("eval.benchmarks.retrieval_quality.is_shipped", lambda: True)
    monkeypatch.setattr(
        "eval.benchmarks.retrieval_quality._concord", lambda *_: {"q1": ["jeju"], "q2": ["ulsan"]}
    )
    (tiny,) = find_data_sets(beir_folder)
    table = measure_quality(tmp_path, tiny, ours=None, theirs=1)
    told = ["Concord without reranking (2 queries)", "Concord with reranking (2 queries)", "with / without"]
    assert [row[0] for row in table.rows] == told


def test_a_set_without_articles_is_asked_whole(beir_folder: Path) -> None:
    (tiny,) = find_data_sets(beir_folder)
    assert unread(tiny).queries == tiny.queries


def test_without_the_variable_the_benchmark_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONCORD_TEST_DATA", raising=False)
    said = to_markdown("m", list(measure(tmp_path, ("quality",), is_quick=True)))
    assert "Not measured: CONCORD_TEST_DATA is not set" in said


def test_without_data_the_benchmark_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_TEST_DATA", str(tmp_path))
    said = to_markdown("m", list(measure(tmp_path, ("quality",), is_quick=True)))
    assert "Not measured: there is no data set in BEIR layout below" in said


@pytest.mark.skipif(not has_quickstart(), reason="the extra `bench` is not installed (make bench)")
def test_the_quickstart_finds_the_document_that_answers(beir_folder: Path, tmp_path: Path) -> None:
    write_lines(tmp_path / "corpus.jsonl", [{"_id": name, "text": text} for name, text in CORPUS.items()])
    quickstart_ingest(tmp_path / "corpus.jsonl", tmp_path / "index")
    queries = beir_folder / "tiny" / "queries.jsonl"
    found = quickstart_task("search", str(queries), str(tmp_path / "index"))
    assert [documents[0] for documents in found.values()] == ["jeju", "ulsan"]
    assert sorted(found["q1"]) == sorted(CORPUS)
