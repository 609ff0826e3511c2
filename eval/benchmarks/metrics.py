"""Scores rankings against judgements; the only file that knows ir_measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.benchmarks.beir import Qrels


def score_rankings(
    qrels: Qrels, rankings: Mapping[str, Sequence[str]], measures: Sequence[str]
) -> dict[str, float]:
    """The mean over all judged queries of each measure, such as `P@1`, `R@5` or `nDCG@10`.

    `rankings` has document ids by query id, best first; a query without a ranking counts 0.
    Raises ModuleNotFoundError where the `bench` extra is not installed.
    """
    import ir_measures

    # The library sorts by score and breaks ties by id, so the places themselves are the scores.
    run = {
        query: {document: float(-place) for place, document in enumerate(documents)}
        for query, documents in rankings.items()
    }
    parsed = {name: ir_measures.parse_measure(name) for name in measures}
    judged = {query: dict(grades) for query, grades in qrels.items()}
    found = ir_measures.calc_aggregate(list(parsed.values()), judged, run)
    return {name: float(found[measure]) for name, measure in parsed.items()}
