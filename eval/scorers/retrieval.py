"""How well the passages that were looked at hold the evidence; the only file that knows ir_measures."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass

from eval.datasets.case import Case, Gold
from eval.errors import FixTheRun
from eval.runner.result import Result, Retrieved
from eval.scorers.score import Corpus, Mark


def need_the_library() -> None:
    """Raises FixTheRun where the library is not installed, before a run that could not be judged."""
    if importlib.util.find_spec("ir_measures") is None:
        raise FixTheRun("ir_measures is not installed; run pip install 'concord[eval]'.")


@dataclass(frozen=True, slots=True)
class Retrieval:
    """A measure of a ranking, such as `R@5`, `RR` or `nDCG@10`, as the library `ir_measures` computes it."""

    name: str
    measure: str

    def mark(self, case: Case, result: Result, corpus: Corpus) -> Mark | None:  # noqa: ARG002
        """See `Score`; only cases with evidence have one, and only of systems that tell what they retrieved.

        Each piece of evidence is one thing to be found; a passage holds it if it holds its quote, or where
        none is given is of its section or document. Evidence that would do instead counts for the first.
        Where only documents are named, documents are ranked, each by its best passage, as BEIR does.
        """
        if not case.gold or (not result.passages and not result.citations):
            return None
        ranking = _ranked(case, _ranked_things(case, result.passages))
        found = [name for name in ranking if name.startswith("gold")]
        value = _measured(self.measure, [f"gold{i}" for i in range(len(case.gold))], ranking)
        places = ", ".join(str(ranking.index(name) + 1) for name in found)
        why = f"the evidence is at {places}" if found else f"not among {len(ranking)} passages"
        return Mark(value, why)


def _measured(measure: str, wanted: Sequence[str], ranking: Sequence[str]) -> float:
    import ir_measures

    qrels = {"case": dict.fromkeys(wanted, 1)}
    # The library sorts by score and breaks ties by name, so the places themselves are the scores.
    run = {"case": {name: float(-place) for place, name in enumerate(ranking)}}
    parsed = ir_measures.parse_measure(measure)
    return float(ir_measures.calc_aggregate([parsed], qrels, run)[parsed])


def _ranked_things(case: Case, passages: Sequence[Retrieved]) -> Sequence[Retrieved]:
    """The passages, or of each document the best one where the case asks for documents."""
    if any(each.quote or each.section for each in (*case.gold, *case.instead)):
        return passages
    best: dict[str, Retrieved] = {}
    for each in passages:
        best.setdefault(each.document, each)
    return tuple(best.values())


def _ranked(case: Case, passages: Sequence[Retrieved]) -> list[str]:
    """A name for each passage: that of the evidence that it is the first to hold, else one of its own."""
    names: list[str] = []
    for place, passage in enumerate(passages):
        held = (f"gold{i}" for i in range(len(case.gold)) if _holds_piece(case, i, passage))
        names.append(next((name for name in held if name not in names), f"passage{place}"))
    return names


def _holds_piece(case: Case, piece: int, passage: Retrieved) -> bool:
    instead = case.instead if piece == 0 else ()
    return any(_holds(gold, passage) for gold in (case.gold[piece], *instead))


def _holds(gold: Gold, passage: Retrieved) -> bool:
    if gold.document != passage.document:
        return False
    if gold.quote and passage.text:
        return gold.quote in passage.text
    return not gold.section or gold.section in passage.section
