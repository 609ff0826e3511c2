"""Fits how scores become probabilities (Platt 1999), on data that the weights were not trained on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.qa_model.manifest import Manifest
from bot.qa_model.training.dev_reading import Found
from bot.qa_model.training.example import Support

_STEPS = 50
_RIDGE = 1e-6  # keeps the fit finite where the scores part the two sides without an error
_BINS = 10

Numbers = npt.NDArray[np.float64]


def calibrated(
    manifest: Manifest,
    read: Sequence[tuple[Found, bool]],
    stated: Sequence[tuple[Found, bool]],
    wrong_costs: float,
) -> Manifest:
    """The manifest with both scores calibrated and its threshold set.

    `read` tells of each question whether it is answered, `stated` of each statement whether it is supported.
    A wrong answer costs `wrong_costs` times what a needless refusal costs; so at least that share of
    certainty is asked for.
    """
    answer_a, answer_b = platt(np.array([each.answer for each, _ in read]), _truths(read))
    support_a, support_b = platt(np.array([support_odds(each) for each, _ in stated]), _truths(stated))
    changes = {"answer_a": answer_a, "answer_b": answer_b, "support_a": support_a, "support_b": support_b}
    return manifest.model_copy(update={**changes, "threshold": wrong_costs / (1 + wrong_costs)})


def platt(scores: Numbers, truths: Numbers) -> tuple[float, float]:
    """The a and b of sigmoid(a * score + b) with the highest likelihood, by Newton's method."""
    columns = np.stack([scores, np.ones_like(scores)], axis=1)
    fit = np.zeros(2)
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(columns @ fit, -30, 30)))
        slope = columns.T @ (likely - truths) + _RIDGE * fit
        bend = (columns * (likely * (1 - likely))[:, None]).T @ columns + _RIDGE * np.eye(2)
        fit = fit - np.linalg.solve(bend, slope)
    return float(fit[0]), float(fit[1])


def calibration_error(probabilities: Numbers, truths: Numbers) -> float:
    """The expected calibration error over ten bins of equal width (Guo et al. 2017, arXiv:1706.04599)."""
    bins = np.minimum((probabilities * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(probabilities[bins == number].mean() - truths[bins == number].mean()) * (bins == number).mean()
        for number in np.unique(bins)
    ]
    return float(sum(gaps))


def support_odds(found: Found) -> float:
    """The log-odds of supported against the two others, as the manifest takes them."""
    others = [found.support[verdict] for verdict in Support if verdict is not Support.SUPPORTED]
    return float(found.support[Support.SUPPORTED] - np.logaddexp(*others))


def _truths(pairs: Sequence[tuple[Found, bool]]) -> Numbers:
    return np.array([float(truth) for _, truth in pairs])
