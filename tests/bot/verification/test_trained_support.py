"""Support by the model and by signs together."""

from __future__ import annotations

import pytest

from bot.verification.support import Signs, SignsSupport
from bot.verification.trained_support import TrainedSupport, mixed
from tests.bot.qa_model.scripted import ScriptedModel

SIGNS = Signs(coverage=0.7, unsaid=1.5, nearness=0.92, margin=0.04, across=False)


def test_the_model_reads_the_sentence_beside_its_evidence() -> None:
    model = ScriptedModel(support=2.0)
    signs = SignsSupport()
    found = TrainedSupport(model, signs).probability("It starts.", "It starts in 2027.", SIGNS)
    assert model.asked == [("It starts.", "It starts in 2027.")]
    assert found == mixed(2.0, signs.probability("", "", SIGNS))


def test_two_judges_of_one_mind_are_believed_and_of_two_minds_meet() -> None:
    assert mixed(3.0, 0.9) > 0.9
    assert mixed(-3.0, 0.1) < 0.1
    assert mixed(2.2, 0.1) == pytest.approx(0.5, abs=0.01)  # ln(9) = 2.197 against ln(1/9)


def test_signs_that_are_certain_do_not_silence_the_model() -> None:
    assert 0.5 < mixed(10.0, 0.0) < mixed(10.0, 1.0)
