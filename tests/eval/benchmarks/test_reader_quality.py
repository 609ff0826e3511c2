"""The tables of the trained reader, from readings that are written out."""

from __future__ import annotations

from bot.models import Language
from eval.benchmarks.reader_quality import read_all
from eval.benchmarks.reading_sets import ReadingQuestion
from tests.bot.qa_model.scripted import ScriptedModel


def test_a_reading_is_marked_by_its_best_span_and_its_probability() -> None:
    model = ScriptedModel({"When?": {"2027": (0.0, 0.9), "It": (0.0, 0.1)}})
    asked = ReadingQuestion("a", "When?", "It starts in 2027.", ("in 2027",))
    (mark,) = read_all(model, [asked], Language.ENGLISH)
    assert (mark.sure, mark.exact) == (0.5, 0.0)
    assert mark.f1 == 2 * 1 / 3  # one word of one, one of two


def test_a_paragraph_in_which_nothing_is_found_is_no_answer() -> None:
    asked = ReadingQuestion("a", "When?", "It starts.", ("2027",))
    (mark,) = read_all(ScriptedModel(), [asked], Language.ENGLISH)
    assert mark.f1 == 0.0
    assert mark.sure < 0.5
