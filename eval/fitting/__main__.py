"""`python -m eval.fitting SUITE…`: fits the weights in `bot/answering/mixing.py` and tells their worth.

Then it tells how other values of `READER_TRUST` (`bot/retrieval/reranking.py`) would order the passages.

The cases are asked of the index that the settings name. The figures of the fitted weights are of a fifth of
the clusters that they were not fitted on, five times over.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.answering.mixing import WEIGHTS
from bot.answering.trained_reader import TrainedReader
from bot.factory import build_assistant
from bot.settings import load_settings
from eval.benchmarks.reading_scores import Marked, area_under_curve, calibration_error, risk_at
from eval.datasets.suite import read_suite
from eval.fitting.logistic import Values, fitted, odds, probabilities, rescaled
from eval.fitting.observing import Observed, observed
from eval.fitting.ordering import TRUSTS, found, mean_rank

_FOLDS = 5


def main() -> None:
    """Prints the weights, and the figures of those in use and of the fitted ones."""
    suites = _arguments().suites
    settings = load_settings(Path.cwd(), {"answer.reader": "trained"})
    assistant = build_assistant(settings)
    reader = assistant.reader
    if not isinstance(reader, TrainedReader):
        raise TypeError("the settings give no trained reader")
    cases = [case for path in suites for case in read_suite(path).cases]
    seen = list(observed(assistant, reader, cases))
    names = WEIGHTS.__slots__
    fresh = fit(seen)
    print("WEIGHTS = Weights(" + ", ".join(f"{n}={w:.2f}" for n, w in zip(names, fresh, strict=True)) + ")")
    print(_told("in use", marks(seen, np.array([getattr(WEIGHTS, name) for name in names]))))
    print(_told("fitted", across_folds(seen)))
    ordered = list(found(assistant, cases))
    for trust in TRUSTS:
        first, reciprocal = mean_rank(ordered, trust)
        print(f"READER_TRUST {trust:g}: gold first {first:.3f}, mean reciprocal rank {reciprocal:.3f}")


def fit(seen: Sequence[Observed]) -> Values:
    """Bias and weights that are calibrated for each case's best candidate."""
    every = np.array([each for one in seen for each in one.features])
    labels = np.array([float(each) for one in seen for each in one.right])
    weights = fitted(every, labels)
    chosen = [_best(one, weights) for one in seen]
    best = np.array([one.features[at] for one, at in zip(seen, chosen, strict=True)])
    return rescaled(weights, best, np.array([float(o.right[at]) for o, at in zip(seen, chosen, strict=True)]))


def marks(seen: Sequence[Observed], weights: Values) -> list[Marked]:
    """Of each case how sure its best candidate is and whether that is right."""
    marked = []
    for one in seen:
        at = _best(one, weights)
        sure = float(probabilities(weights, np.array([one.features[at]]))[0])
        marked.append(Marked(sure, one.right[at], float(one.right[at]), float(one.right[at])))
    return marked


def across_folds(seen: Sequence[Observed]) -> list[Marked]:
    """The marks of each fifth under the weights that the others give; clusters are not parted."""
    marked: list[Marked] = []
    for fold in range(_FOLDS):
        inside = [one for one in seen if _fold(one) == fold]
        outside = [one for one in seen if _fold(one) != fold]
        if inside and outside:
            marked += marks(inside, fit(outside))
    return marked


def _fold(one: Observed) -> int:
    return zlib.crc32(one.cluster.encode()) % _FOLDS


def _best(one: Observed, weights: Values) -> int:
    return int(np.argmax(odds(weights, np.array(one.features))))


def _told(name: str, marked: Sequence[Marked]) -> str:
    risks = ", ".join(f"{risk_at(marked, share):.3f} at {share:.0%}" for share in (0.25, 0.5, 0.75, 1.0))
    return (
        f"{name}: {len(marked)} cases, AUC of right against wrong {area_under_curve(marked):.3f}, "
        f"calibration error {calibration_error(marked):.3f}, risk {risks}"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.fitting", description=__doc__)
    parser.add_argument("suites", nargs="+", type=Path, metavar="SUITE", help="files of cases")
    return parser.parse_args()


if __name__ == "__main__":
    main()
