"""Readings that are remembered."""

from __future__ import annotations

from bot.qa_model.reading import Text
from bot.qa_model.remembering import RememberingModel
from tests.bot.qa_model.scripted import SILENT, ScriptedModel

ONE, OTHER = Text("one"), Text("other")


def test_what_was_read_for_a_question_is_not_read_for_it_again() -> None:
    model = ScriptedModel({"q": {"one": (1.0, 1.0)}})
    remembering = RememberingModel(model, most=9)
    first = remembering.read("q", [ONE, ONE])
    both = remembering.read("q", [OTHER, ONE])
    assert model.asked == [("q", "one"), ("q", "other")]
    assert both == [SILENT, first[0]]
    assert first[0] == first[1] != SILENT


def test_another_question_is_read_anew_and_so_is_another_beginning() -> None:
    model = ScriptedModel()
    remembering = RememberingModel(model, most=9)
    remembering.read("q", [ONE])
    remembering.read("p", [ONE])
    remembering.read("q", [Text("one", 2)])
    assert len(model.asked) == 3


def test_the_oldest_reading_is_forgotten() -> None:
    model = ScriptedModel()
    remembering = RememberingModel(model, most=1)
    remembering.read("q", [ONE])
    remembering.read("q", [OTHER])
    remembering.read("q", [ONE])
    assert model.asked == [("q", "one"), ("q", "other"), ("q", "one")]
