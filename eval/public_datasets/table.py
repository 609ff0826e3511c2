"""The table of the real sets: a row a figure, a column a set, each figure with its interval and its cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.analysis.deciding.judged_run import ALL, JudgedRun
from eval.analysis.deciding.summary import estimated
from eval.benchmarks.tables import Table, verdict
from eval.scorers.catalogue import measure
from eval.scorers.clusters import cluster_of

# What is told of a measure over a slice; the slices are the tags that an import gives.
_ROWS = (
    ("right (holds an answer, or rightly refused)", "right", ALL),
    ("… of what can be answered", "right", "tag:answerable"),
    ("exact match, as SQuAD has it", "exact_match", ALL),
    ("F1, as SQuAD has it", "f1", ALL),
    ("… of what can be answered", "f1", "tag:answerable"),
    ("refusals: precision", "refusal_precision", ALL),
    ("refusals: recall", "refusal_recall", ALL),
    ("refusals: F1", "refusal_f1", ALL),
    ("refused, though it can be answered", "needless_refusals", ALL),
    ("recall@5", "recall_at_5", ALL),
    ("MRR", "reciprocal_rank", ALL),
    ("nDCG@10", "ndcg_at_10", ALL),
    ("the right document is cited", "right_document", ALL),
    ("quoted to the letter", "quotes_to_the_letter", ALL),
)
# Where everything can be answered, every refusal is wrong, and these say no more than how many there are.
_OF_REFUSALS = {"refusal_precision", "refusal_f1"}
_NONE = ""
_NOTES = (
    "Each figure with its interval of 95 % and the cases that it is over; cases of one article, or of one "
    "document, go together.",
    "Exact match and F1 are those of the words that an answer marks as the answer itself; the similarity "
    "reader marks none, and of a whole sentence they are low by design. Right asks whether the sentence "
    "holds one of the answers.",
    "Retrieval is over the passages that an answer reads.",
)
# The least precision and recall of refusals that is aimed at.
_REFUSAL_GOAL = 0.75


def real_sets_table(
    runs: Mapping[str, JudgedRun], whole: Mapping[str, int], notes: Sequence[str] = ()
) -> Table:
    """The table of runs by the title of their set; `whole` is how many questions each set has.

    `notes` say further what was asked.
    """
    rows = [("questions", *(f"{len(run.cases):,} of {whole[title]:,}" for title, run in runs.items()))]
    rows.append(("articles, or documents", *(f"{_clusters(run):,}" for run in runs.values())))
    for told, name, of_slice in _ROWS:
        cells = [_cell(run, name, of_slice) for run in runs.values()]
        if any(cells):
            rows.append((told, *cells))
    goals = [_goal(title, run) for title, run in runs.items() if _has_unanswerable(run)]
    return Table("Real sets", ("", *runs), tuple(rows), (*_NOTES, *notes, *goals))


def _goal(title: str, run: JudgedRun) -> str:
    """Whether refusals reach what is aimed at; a precision of which nothing is known reaches nothing."""
    found = [_value(run, name) for name in ("refusal_precision", "refusal_recall")]
    reached = all(each >= _REFUSAL_GOAL for each in found)
    return (
        f"Goal, {title}: precision and recall of refusals at least {_REFUSAL_GOAL:g}: {verdict(reached)} "
        f"({found[0]:.3f} and {found[1]:.3f})."
    )


def _value(run: JudgedRun, name: str) -> float:
    of = measure(name)
    found = estimated(run, of) if of else None
    return found.value if found else 0.0


def _cell(run: JudgedRun, name: str, of_slice: str) -> str:
    of = measure(name)
    if of is None or (name in _OF_REFUSALS and not _has_unanswerable(run)):
        return _NONE
    found = estimated(run, of, of_slice)
    if found is None:
        return _NONE
    return f"{found.value:.3f} ({found.low:.3f} to {found.high:.3f}; {found.n:,})"


def _has_unanswerable(run: JudgedRun) -> bool:
    return any(each.unanswerable is not None for each in run.cases.values())


def _clusters(run: JudgedRun) -> int:
    return len({cluster_of(each) for each in run.cases.values()})
