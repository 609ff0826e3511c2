"""A data set small enough to score by hand, and a work folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CORPUS = {
    "seoul": "Seoul hosts the robotics summit in April.",
    "busan": "Busan builds a harbour for autonomous ships.",
    "jeju": "Jeju grows tangerines under glass roofs.",
    "daejeon": "Daejeon trains three hundred chip designers.",
    "ulsan": "Ulsan recycles batteries from electric buses.",
}
QUERIES = {"q1": "Where do tangerines grow?", "q2": "Which city recycles batteries?"}
QRELS = {"q1": "jeju", "q2": "ulsan"}


@pytest.fixture
def beir_folder(tmp_path: Path) -> Path:
    """A folder with one data set in BEIR layout, called `tiny`."""
    tiny = tmp_path / "bench" / "tiny"
    tiny.mkdir(parents=True)
    write_lines(tiny / "corpus.jsonl", [{"_id": n, "title": "", "text": t} for n, t in CORPUS.items()])
    write_lines(tiny / "queries.jsonl", [{"_id": n, "text": t} for n, t in QUERIES.items()])
    judged = "".join(f"{query}\t{document}\t1\n" for query, document in QRELS.items())
    (tiny / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + judged, encoding="utf-8")
    return tiny.parent


def write_lines(path: Path, values: list[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(each) + "\n" for each in values), encoding="utf-8")
