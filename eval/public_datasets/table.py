"""The table of the public data sets: a row a figure, a column a set, each with interval and cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.analysis.run import ALL, Run
from eval.scorers.metrics import METRICS
from eval.tables import Table, verdict

# Label, metric and slice; the slices are the tags that an import gives.
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
_OF_REFUSALS = ("refusal_precision", "refusal_f1")
_NOTES = (
    "Each figure with its interval of 95 % and the cases that it is over; cases of one article, or of one "
    "document, go together.",
    "Exact match and F1 are those of the words that an answer marks as the answer itself; the similarity "
    "reader marks none, and of a whole sentence they are low by design. Right asks whether the sentence "
    "holds one of the answers.",
    "Retrieval is over the passages that an answer reads.",
)
_REFUSAL_TARGET = 0.75


def public_datasets_table(
    runs: Mapping[str, Run], totals: Mapping[str, int], notes: Sequence[str] = ()
) -> Table:
    """The runs by the title of their set; `totals` is how many questions each set has."""
    rows = [("questions", *(f"{len(run.cases):,} of {totals[title]:,}" for title, run in runs.items()))]
    clusters = [len({case.cluster_key for case in run.cases.values()}) for run in runs.values()]
    rows.append(("articles, or documents", *(f"{count:,}" for count in clusters)))
    for label, metric, of_slice in _ROWS:
        cells = [_cell(run, metric, of_slice) for run in runs.values()]
        if any(cells):
            rows.append((label, *cells))
    targets = [_target(title, run) for title, run in runs.items() if _has_unanswerable(run)]
    return Table("Real sets", ("", *runs), tuple(rows), (*_NOTES, *notes, *targets))


def _target(title: str, run: Run) -> str:
    """Whether refusals reach the target; an unknown precision does not."""
    estimates = [run.estimate(METRICS[name]) for name in ("refusal_precision", "refusal_recall")]
    precision, recall = (estimate.value if estimate else 0.0 for estimate in estimates)
    is_reached = min(precision, recall) >= _REFUSAL_TARGET
    return (
        f"Goal, {title}: precision and recall of refusals at least {_REFUSAL_TARGET:g}: "
        f"{verdict(is_reached)} ({precision:.3f} and {recall:.3f})."
    )


def _cell(run: Run, metric: str, of_slice: str) -> str:
    if metric in _OF_REFUSALS and not _has_unanswerable(run):
        return ""
    estimate = run.estimate(METRICS[metric], of_slice)
    if estimate is None:
        return ""
    return f"{estimate.value:.3f} ({estimate.low:.3f} to {estimate.high:.3f}; {estimate.n:,})"


def _has_unanswerable(run: Run) -> bool:
    return any(case.unanswerable is not None for case in run.cases.values())
