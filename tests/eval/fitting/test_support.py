"""What is noted of sentences on their way through the support check."""

from __future__ import annotations

import numpy as np

from bot.verification.support import Signs, SignsSupport
from bot.verification.trained_support import TrainedSupport, features
from eval.fitting.support import Recording, told
from tests.bot.qa_model.scripted import ScriptedModel

USUAL = Signs(coverage=0.9, unsaid=0.1, nearness=0.93, margin=0.05, across=False)
POOR = Signs(coverage=0.2, unsaid=3.0, nearness=0.85, margin=0.0, across=False)


def test_of_several_sets_of_evidence_the_likeliest_is_kept_for_each_sentence() -> None:
    signs = SignsSupport()
    support = TrainedSupport(ScriptedModel(support=1.0), signs)
    recording = Recording(support)
    for each in (POOR, USUAL, POOR):
        assert recording.probability("It pays.", "It says so.", each) == support.probability("", "", each)
    recording.probability("It rains.", "It says so.", POOR)
    assert recording.kept == {
        "It pays.": features(1.0, signs.probability("", "", USUAL)),
        "It rains.": features(1.0, signs.probability("", "", POOR)),
    }


def test_wrong_sentences_are_to_be_withheld_and_right_ones_are_not() -> None:
    rows = np.array([[1.0, 0.0], [-1.0, 0.0], [-1.0, 0.0], [1.0, 0.0]])
    line = told("in use", np.array([0.0, 1.0, 0.0]), rows, np.array([1.0, 1.0, 0.0, 0.0]))
    assert line.startswith("in use: withheld of 2 wrong 0.500, of 2 right 0.500, AUC 0.500")
