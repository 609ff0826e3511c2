"""Quality is measured through the public commands, and missing data is said."""

import json
import math
from pathlib import Path

import pytest

from bot.qa_model import onnx_model
from eval.benchmarks.__main__ import measure
from eval.benchmarks.processes import EXTRA_MISSING, has_quickstart, quickstart_ingest, quickstart_task
from eval.benchmarks.retrieval_quality import find_data_sets, measure_quality, score_rankings
from eval.tables import to_markdown
from eval.training.data.sets import split
from tests.eval.benchmarks.conftest import CORPUS, QUERIES, write_lines

pytestmark = pytest.mark.slow

MEASURES = ("P@1", "R@1", "R@5", "nDCG@10")


@pytest.mark.slow
def test_a_tiny_data_set_is_scored_through_the_public_commands(
    beir_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.benchmarks.retrieval_quality.has_quickstart", lambda: False)
    monkeypatch.setattr(onnx_model, "SHIPPED", tmp_path / "nowhere")
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
    assert split("ab")["held_out"] == {"b"}
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


def test_a_folder_with_corpus_queries_and_judgements_is_a_data_set(beir_folder: Path) -> None:
    (beir_folder / "reading").mkdir()  # no corpus: something else
    (found,) = find_data_sets(beir_folder)
    assert found.name == "tiny"
    assert found.queries == found.unseen().queries == QUERIES  # a set without articles is asked whole
    assert found.qrels == {"q1": {"jeju": 1}, "q2": {"ulsan": 1}}
    assert find_data_sets(beir_folder / "nowhere") == []


def test_a_sample_keeps_judged_queries_only(beir_folder: Path) -> None:
    (found,) = find_data_sets(beir_folder)
    assert found.sample(1).queries == {"q1": QUERIES["q1"]}
    assert found.sample(5) == found


@pytest.mark.slow
@pytest.mark.skipif(not has_quickstart(), reason="the extra `bench` is not installed (make bench)")
def test_the_quickstart_finds_the_document_that_answers(beir_folder: Path, tmp_path: Path) -> None:
    write_lines(tmp_path / "corpus.jsonl", [{"_id": name, "text": text} for name, text in CORPUS.items()])
    quickstart_ingest(tmp_path / "corpus.jsonl", tmp_path / "index")
    queries = beir_folder / "tiny" / "queries.jsonl"
    found = quickstart_task("search", str(queries), str(tmp_path / "index"))
    assert [documents[0] for documents in found.values()] == ["jeju", "ulsan"]
    assert sorted(found["q1"]) == sorted(CORPUS)


def test_without_data_the_benchmark_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONCORD_TEST_DATA", raising=False)
    said = to_markdown("m", list(measure(tmp_path, ("quality",), is_quick=True)))
    assert "Not measured: CONCORD_TEST_DATA is not set" in said
    monkeypatch.setenv("CONCORD_TEST_DATA", str(tmp_path))
    said = to_markdown("m", list(measure(tmp_path, ("quality",), is_quick=True)))
    assert "Not measured: there is no data set in BEIR layout below" in said


@pytest.mark.parametrize(
    ("qrels", "rankings", "expected"),
    [
        # One of two is first; nDCG is 1 at the first place, 1 / log2(1 + 3) = 0.5 at the third.
        ({"q1": {"a": 1}, "q2": {"c": 1}}, {"q1": "abc", "q2": "abc"}, (0.5, 0.5, 1.0, 0.75)),
        # Beyond the fifth place it is not recalled at five.
        ({"q": {"f": 1}}, {"q": "abcdef"}, (0.0, 0.0, 0.0, 1 / math.log2(1 + 6))),
        # One of two is found, at the first place; the best order would have both.
        ({"q": {"a": 1, "z": 1}}, {"q": "ab"}, (1.0, 0.5, 0.5, 1 / (1 + 1 / math.log2(1 + 2)))),
        # A query that found nothing counts as nought.
        ({"q1": {"a": 1}, "q2": {"b": 1}}, {"q1": "a", "q2": ""}, (0.5, 0.5, 0.5, 0.5)),
        # The given order decides, not that of the ids.
        ({"q": {"a": 1}}, {"q": "za"}, (0.0, 0.0, 1.0, 1 / math.log2(1 + 2))),
    ],
)
def test_rankings_are_scored_by_where_the_gold_documents_stand(
    qrels: dict[str, dict[str, int]], rankings: dict[str, str], expected: tuple[float, ...]
) -> None:
    orders = {query: list(documents) for query, documents in rankings.items()}
    scores = score_rankings(qrels, orders, MEASURES)
    assert scores == pytest.approx(dict(zip(MEASURES, expected, strict=True)))
