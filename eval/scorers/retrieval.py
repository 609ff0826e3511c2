"""Rank metrics over the passages that a system retrieved, computed by `ir_measures`."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence

from eval.datasets.case import Case, Gold
from eval.errors import RunError
from eval.models import Result, ResultPassage, Score
from eval.scorers.scorer import Corpus


def require_ir_measures() -> None:
    """Raises RunError where the optional library is missing, before a run that could not be scored."""
    if importlib.util.find_spec("ir_measures") is None:
        raise RunError("ir_measures is not installed; run pip install 'concord[eval]'.")


def score_retrieval(case: Case, result: Result, _corpus: Corpus, *, measure: str) -> Score | None:
    """A rank metric such as `R@5`, `RR` or `nDCG@10`; only for results that name their passages.

    A passage holds a piece of evidence if it contains its quote, or where none is given belongs to its
    section or document; alternatives count for the first piece. Where only documents are named, documents
    are ranked by their best passage, as in BEIR.
    """
    if not case.gold or (not result.passages and not result.citations):
        return None
    ranking = _rank(case, _candidates(case, result.passages))
    places = [str(place) for place, name in enumerate(ranking, start=1) if name.startswith("gold")]
    value = _compute(measure, [f"gold{piece}" for piece in range(len(case.gold))], ranking)
    explanation = (
        f"the evidence is at {', '.join(places)}" if places else f"not among {len(ranking)} passages"
    )
    return Score(value, explanation)


def _compute(measure: str, relevant: Sequence[str], ranking: Sequence[str]) -> float:
    import ir_measures  # an optional extra

    qrels = {"case": dict.fromkeys(relevant, 1)}
    # The library sorts by score and breaks ties by name, so the places themselves are the scores.
    run = {"case": {name: float(-place) for place, name in enumerate(ranking)}}
    parsed = ir_measures.parse_measure(measure)
    return float(ir_measures.calc_aggregate([parsed], qrels, run)[parsed])


def _candidates(case: Case, passages: Sequence[ResultPassage]) -> Sequence[ResultPassage]:
    """The passages, or the best one of each document where the case asks for documents."""
    if any(gold.quote or gold.section for gold in (*case.gold, *case.instead)):
        return passages
    best: dict[str, ResultPassage] = {}
    for passage in passages:
        best.setdefault(passage.document, passage)
    return tuple(best.values())


def _rank(case: Case, passages: Sequence[ResultPassage]) -> list[str]:
    """A name for each passage: that of the evidence that it is the first to hold, else one of its own."""
    names: list[str] = []
    for place, passage in enumerate(passages):
        held = [f"gold{piece}" for piece in range(len(case.gold)) if _holds_piece(case, piece, passage)]
        names.append(next((name for name in held if name not in names), f"passage{place}"))
    return names


def _holds_piece(case: Case, piece: int, passage: ResultPassage) -> bool:
    alternatives = case.instead if piece == 0 else ()
    return any(_holds(gold, passage) for gold in (case.gold[piece], *alternatives))


def _holds(gold: Gold, passage: ResultPassage) -> bool:
    if gold.document != passage.document:
        return False
    if gold.quote and passage.text:
        return gold.quote in passage.text
    return not gold.section or gold.section in passage.section
