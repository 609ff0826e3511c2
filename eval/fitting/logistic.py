"""Logistic regression by Newton's method, and calibration of its outcome (Platt 1999)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

_STEPS = 50
_DONE = 1e-9
# What a weight of 1 costs, as a share of a single observation: enough for a column that never varies.
_PENALTY = 1.0


def fitted(features: Values, labels: Values) -> Values:
    """The bias and the weight of each column of `features` (n, k) for `labels` (n,) of 0 and 1.

    Weights are drawn towards 0 a little; the bias is not.
    """
    columns = np.hstack([np.ones((len(labels), 1)), features])
    penalty = np.full(columns.shape[1], _PENALTY)
    penalty[0] = 1e-6  # else no solution where all labels are alike
    weights = np.zeros(columns.shape[1])
    for _ in range(_STEPS):
        chances = probabilities(weights, features)
        slope = columns.T @ (labels - chances) - penalty * weights
        curve = (columns * (chances * (1 - chances))[:, None]).T @ columns + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights = weights + np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < _DONE:
            break
    return weights


def probabilities(weights: Values, features: Values) -> Values:
    """The probability of each row of `features` (n, k) under bias and weights (1 + k,)."""
    return 1 / (1 + np.exp(-np.clip(odds(weights, features), -500, 500)))


def odds(weights: Values, features: Values) -> Values:
    """The log-odds of each row."""
    found: Values = weights[0] + features @ weights[1:]
    return found


def rescaled(weights: Values, best: Values, labels: Values) -> Values:
    """Weights whose log-odds are right for what was chosen as the best of many.

    The best one's odds are too high, since it was chosen for them. `best` (n, k) has the features of each
    question's best candidate, `labels` (n,) whether that one was right.
    """
    bias, slope = fitted(odds(weights, best)[:, None], labels)
    scaled: Values = slope * weights
    scaled[0] += bias
    return scaled
