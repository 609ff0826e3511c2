"""The header of the weights file."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from bot.qa_model.manifest import Manifest, logistic

SAID = {"format": "1", "base": "0" * 64}


def test_the_values_of_a_header_are_strings_and_the_rest_is_left_to_people() -> None:
    read = Manifest.model_validate(SAID | {"answer_a": "0.5", "max_tokens": "320", "seed": "7"})
    assert (read.answer_a, read.max_tokens, read.threshold) == (0.5, 320, 0.5)


def test_a_format_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValidationError):
        Manifest.model_validate(SAID | {"format": "2"})


def test_the_answer_score_is_calibrated() -> None:
    read = Manifest.model_validate(SAID | {"answer_a": "2", "answer_b": "-1"})
    assert read.answer_odds(0.5) == 0.0  # 2 * 0.5 - 1
    assert read.answer_odds(1.0) == 1.0


def test_support_is_weighed_against_both_other_verdicts_together() -> None:
    read = Manifest.model_validate(SAID)
    # exp(2) against exp(1) + exp(0): 7.389 / (7.389 + 2.718 + 1).
    assert logistic(read.support_odds(np.array([2.0, 1.0, 0.0], np.float32))) == pytest.approx(
        0.6652, abs=1e-4
    )


def test_no_score_is_too_large_to_be_a_probability() -> None:
    assert logistic(-1e6) == pytest.approx(0.0)
    assert logistic(1e6) == 1.0
