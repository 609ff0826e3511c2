"""`python -m eval.fitting.support`: fits how the trained reader and the signs judge support together.

It has the planted sentences of the dev half judged, and notes what both say wherever nothing but support is
left to judge. The held-out half stays unseen.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from bot.settings import load_settings
from bot.verification.support import Signs
from bot.verification.trained_support import WEIGHTS, TrainedSupport, features, mixed
from eval.benchmarks.reading_scores import Marked, area_under_curve, calibration_error
from eval.benchmarks.verification import corpus_index
from eval.faults.cases import Case, read_cases
from eval.faults.judging import judge, parts_for
from eval.fitting.logistic import Values, fitted, probabilities

_SPLIT = "dev"
_FULL_STOP = "."


@dataclass(frozen=True, slots=True)
class Recording:
    """A judge that keeps, for each sentence, what was likeliest: the features that go into the mix."""

    support: TrainedSupport
    kept: dict[str, tuple[float, float]] = field(default_factory=dict)

    def probability(self, sentence: str, evidence: str, signs: Signs) -> float:
        """See `Support`."""
        read = self.support.model.supports(sentence, evidence)
        by_signs = self.support.signs.probability(sentence, evidence, signs)
        found = features(read, by_signs)
        self.kept[sentence] = max(self.kept.get(sentence, found), found, key=sum)
        return mixed(read, by_signs)


def main() -> None:
    """Prints the weights, and what they and those in use are worth on the sentences they were fitted on."""
    work = _arguments().work.resolve()
    settings = load_settings(Path.cwd(), {"answer.support": "trained"})
    here = settings.index.model_copy(update={"folder": corpus_index(work)})
    passages, verifier = parts_for(settings.model_copy(update={"index": here}))
    if not isinstance(verifier.support, TrainedSupport):
        raise TypeError("the settings give no trained reader")
    recording = Recording(verifier.support)
    cases = [case for case in read_cases() if case.split == _SPLIT]
    seen: list[tuple[Case, tuple[float, float]]] = []
    for judged in judge(cases, passages, replace(verifier, support=recording)):
        sentence = judged.case.sentence.rstrip(_FULL_STOP)
        # Among them may be a sentence that only warms up.
        seen += [
            (judged.case, f) for text, f in recording.kept.items() if text.rstrip(_FULL_STOP) == sentence
        ]
        recording.kept.clear()
    _tell(seen)


def _tell(seen: Sequence[tuple[Case, tuple[float, float]]]) -> None:
    rows = np.array([each for _, each in seen])
    labels = np.array([float(case.kind == "right") for case, _ in seen])
    fresh = fitted(rows, labels)
    used = np.array([WEIGHTS.bias, WEIGHTS.read, WEIGHTS.signs])
    print("WEIGHTS = Weights(bias={:.2f}, read={:.2f}, signs={:.2f})".format(*fresh))
    for name, weights in (("in use", used), ("fitted", fresh), ("signs alone", np.array([0.0, 0.0, 1.0]))):
        print(told(name, weights, rows, labels))


def told(name: str, weights: Values, rows: Values, labels: Values) -> str:
    """A line on the sentences that these weights withhold."""
    sure = probabilities(weights, rows)
    marks = [Marked(p, bool(y), y, y) for p, y in zip(sure.tolist(), labels.tolist(), strict=True)]
    wrong, right = sure[labels == 0], sure[labels == 1]
    return (
        f"{name}: withheld of {len(wrong)} wrong {np.mean(wrong < 0.5):.3f}, of {len(right)} right "
        f"{np.mean(right < 0.5):.3f}, AUC {area_under_curve(marks):.3f}, "
        f"calibration error {calibration_error(marks):.3f}"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.fitting.support", description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".concord/bench"), help="where indexes are kept")
    return parser.parse_args()


if __name__ == "__main__":
    main()
