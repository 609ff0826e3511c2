"""The trained QA model is measured on paragraphs with and without the answer, and beside its torch form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.factory import build_reading
from bot.models import Language
from bot.qa_model.model import PassageText
from bot.settings import load_settings
from eval.benchmarks.reader import ReaderInTorch, mark_all, misplaced
from eval.training.data.example import Example
from tests.bot.qa_model.scripted import ScriptedModel
from tests.eval.training.made import read

# What rounding every activation to 8 bits may change in the log-odds.
_ROUNDING = 0.5


def asked(question: str, passage: str, *answers: str, article: str = "a") -> Example:
    return replace(read(passage, question, None, article=article), answers=answers)


def test_a_question_is_put_beside_a_paragraph_that_has_not_its_answer() -> None:
    five, still_five, red = "It is 5.", "It is still 5.", "It is red."
    questions = [
        asked("how many?", five, "5"),
        asked("how many still?", still_five, "5"),
        asked("what colour?", red, "red"),
        asked("who?", red),
        asked("where?", "Here.", "Here", article="b"),
    ]
    assert [(each.first, each.passage, each.answers) for each in misplaced(questions)] == [
        ("how many?", red, ()),
        ("how many still?", red, ()),
        ("what colour?", five, ()),
    ]


def test_a_reading_is_marked_by_its_best_span_and_its_probability() -> None:
    model = ScriptedModel({"When?": {"2027": (0.0, 0.9), "It": (0.0, 0.1)}})
    (mark,) = mark_all(model, [asked("When?", "It starts in 2027.", "in 2027")], Language.ENGLISH)
    assert (mark.sure, mark.exact) == (0.5, 0.0)
    assert mark.f1 == 2 * 1 / 3  # one word of one, one of two


def test_a_paragraph_in_which_nothing_is_found_is_no_answer() -> None:
    (mark,) = mark_all(ScriptedModel(), [asked("When?", "It starts.", "2027")], Language.ENGLISH)
    assert mark.f1 == 0.0
    assert mark.sure < 0.5


@pytest.mark.slow
def test_torch_and_onnxruntime_say_nearly_the_same() -> None:
    question = "When does the programme start?"
    texts = ["The programme starts in 2027.", "The fund is worth USD 300 million."]
    shipped = build_reading(load_settings(Path.cwd()))
    in_use = [
        each.answer_log_odds for each in shipped.predict(question, [PassageText(each) for each in texts])
    ]
    assert in_use == pytest.approx(ReaderInTorch().answers(question, texts), abs=_ROUNDING)
