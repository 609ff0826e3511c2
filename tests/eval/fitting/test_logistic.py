"""Logistic regression and its calibration, on data whose answer is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from eval.fitting.logistic import fitted, probabilities, rescaled

CHANCE = np.random.default_rng(3)


def test_the_weights_that_made_the_labels_are_found() -> None:
    features = CHANCE.normal(size=(20_000, 2))
    true = np.array([-1.0, 2.0, -0.5])
    labels = (CHANCE.random(len(features)) < probabilities(true, features)).astype(float)
    assert fitted(features, labels) == pytest.approx(true, abs=0.1)


def test_without_features_that_tell_the_bias_is_the_odds_of_the_labels() -> None:
    labels = np.array([1.0, 0.0, 0.0, 0.0] * 100)
    bias, weight = fitted(np.zeros((400, 1)), labels)
    assert bias == pytest.approx(math.log(1 / 3), abs=1e-6)
    assert weight == 0.0


@pytest.mark.parametrize("label", [0.0, 1.0])
def test_labels_that_are_all_alike_and_features_that_part_them_wholly_have_weights(label: float) -> None:
    assert np.isfinite(fitted(CHANCE.normal(size=(50, 2)), np.full(50, label))).all()
    parted = np.linspace(-1, 1, 50)[:, None]
    assert np.isfinite(fitted(parted, (parted[:, 0] > 0).astype(float))).all()


def test_the_best_of_many_is_no_surer_than_it_is_right() -> None:
    # All have the same weight of 1, but of those that were chosen as the best only half as many are right.
    best = CHANCE.normal(1.0, 1.0, size=(20_000, 1))
    labels = (CHANCE.random(len(best)) < probabilities(np.array([0.0, 1.0]), best) / 2).astype(float)
    weights = rescaled(np.array([0.0, 1.0]), best, labels)
    assert probabilities(weights, best).mean() == pytest.approx(labels.mean(), abs=0.01)
