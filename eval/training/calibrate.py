"""Fits how scores become probabilities (Platt 1999), on data that the weights were not trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.qa_model.model import logistic
from bot.qa_model.weights import Manifest
from eval.training.data.dev_sets import DevSet
from eval.training.data.example import Kind, Support
from eval.training.evaluate import Measured
from eval.training.scores import calibration_error

_STEPS = 50
_RIDGE = 1e-6  # keeps the fit finite where the scores separate the two sides without an error
# A wrong answer costs as much as a needless refusal, so at least half is asked for.
_THRESHOLD = 0.5

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scored:
    """Raw scores with the truth: whether a question is answered, whether a statement is supported."""

    answered: tuple[tuple[float, bool], ...]
    supported: tuple[tuple[float, bool], ...]

    @classmethod
    def of(cls, sets: Sequence[DevSet], measured: Sequence[Measured]) -> Scored:
        pairs = [
            pair
            for dev_set, each in zip(sets, measured, strict=True)
            for pair in zip(dev_set.examples, each.predictions, strict=True)
        ]
        questions = ((p.answer, bool(e.label)) for e, p in pairs if e.kind is Kind.QUESTION)
        statements = (
            (support_log_odds(p.support), e.label is Support.SUPPORTED)
            for e, p in pairs
            if e.kind is Kind.STATEMENT
        )
        return cls(tuple(questions), tuple(statements))


def calibrated(manifest: Manifest, scored: Scored) -> Manifest:
    """The manifest with both scores calibrated and its threshold set."""
    answer_a, answer_b = platt(scored.answered)
    support_a, support_b = platt(scored.supported)
    changes = {"answer_a": answer_a, "answer_b": answer_b, "support_a": support_a, "support_b": support_b}
    return manifest.model_copy(update={**changes, "threshold": _THRESHOLD})


def calibration_errors(manifest: Manifest, scored: Scored) -> dict[str, float]:
    """The calibration error of both probabilities, by name."""
    answered = [(logistic(manifest.answer_log_odds(score)), truth) for score, truth in scored.answered]
    a, b = manifest.support_a, manifest.support_b
    supported = [(logistic(a * score + b), truth) for score, truth in scored.supported]
    return {"answered": calibration_error(answered), "supported": calibration_error(supported)}


def platt(scored: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """The a and b of sigmoid(a * score + b) with the highest likelihood, by Newton's method."""
    scores, truths = np.array(scored, np.float64).T
    columns = np.stack([scores, np.ones_like(scores)], axis=1)
    fit = np.zeros(2)
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(columns @ fit, -30, 30)))
        slope = columns.T @ (likely - truths) + _RIDGE * fit
        bend = (columns * (likely * (1 - likely))[:, None]).T @ columns + _RIDGE * np.eye(2)
        fit = fit - np.linalg.solve(bend, slope)
    return float(fit[0]), float(fit[1])


def support_log_odds(support: npt.NDArray[np.float32]) -> float:
    """The log-odds of supported against the two others, as the manifest takes them."""
    return float(support[Support.SUPPORTED] - np.logaddexp(*support[Support.CONTRADICTED :]))
