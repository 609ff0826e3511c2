"""Predictions are kept, and spans of Korean answers end before the particle that a token may hold."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.qa_model.model import PassageText, Prediction, Span
from bot.qa_model.wrappers import CachedQAModel, ParticleTrimmer
from bot.text.particles import end_without_particles
from ingest.language.korean import Korean, Morpheme
from tests.bot.qa_model.scripted import SILENT, ScriptedModel

pytestmark = pytest.mark.slow

ONE, OTHER = PassageText("one"), PassageText("other")


def test_what_was_read_for_a_question_is_not_read_for_it_again() -> None:
    model = ScriptedModel({"q": {"one": (1.0, 1.0)}})
    cached = CachedQAModel(model, most=9)
    first = cached.predict("q", [ONE, ONE])
    both = cached.predict("q", [OTHER, ONE])
    assert model.asked == [("q", "one"), ("q", "other")]
    assert both == [SILENT, first[0]]
    assert first[0] == first[1] != SILENT


def test_another_question_is_read_anew_and_so_is_another_beginning() -> None:
    model = ScriptedModel()
    cached = CachedQAModel(model, most=9)
    cached.predict("q", [ONE])
    cached.predict("p", [ONE])
    cached.predict("q", [PassageText("one", 2)])
    assert len(model.asked) == 3


def test_the_oldest_prediction_is_forgotten() -> None:
    model = ScriptedModel()
    cached = CachedQAModel(model, most=1)
    cached.predict("q", [ONE])
    cached.predict("q", [OTHER])
    cached.predict("q", [ONE])
    assert model.asked == [("q", "one"), ("q", "other"), ("q", "one")]


KOREAN = Korean(threads=1)


class Found:
    """A model that finds the same spans in every text."""

    def __init__(self, *spans: Span) -> None:
        self.spans = spans

    def predict(self, _question: str, passages: Sequence[PassageText]) -> list[Prediction]:
        return [Prediction(1.0, self.spans) for _ in passages]


def never(_text: str) -> Sequence[Morpheme]:
    raise AssertionError("the morphology was asked")


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words), 1.0)


@pytest.mark.parametrize(
    ("text", "found", "answer"),
    [
        ("연구는 2027년에 시작한다.", "2027년에", "2027년"),
        ("의장은 김민재가 맡는다.", "김민재가", "김민재"),
        ("서명식은 서울에서도 열린다.", "서울에서도", "서울"),
        ("그 도시는 부산이다.", "부산이다", "부산"),
        ("위원회의 회의는 결과가 없다.", "위원회의 회의는", "위원회의 회의"),  # 의 of 회의 is no particle
        ("두 나라는 협력을 강화했다.", "협력을 강화했다", "협력을 강화했다"),  # an ending belongs to its verb
        ("예산은 500억 원이며 늘어난다.", "500억 원", "500억 원"),  # ends before a particle already
        ("The fund is 90 million.", "90 million", "90 million"),
    ],
)
def test_a_span_ends_before_its_particles(text: str, found: str, answer: str) -> None:
    kept = span(text, found)
    assert text[kept.start : end_without_particles(text, kept.start, kept.end, KOREAN.morphemes)] == answer


def test_a_span_of_a_particle_alone_stays() -> None:
    text = "서울에서 열린다."
    assert end_without_particles(text, 2, 4, KOREAN.morphemes) == 4


def test_spans_that_become_the_same_are_one() -> None:
    text = "연구는 2027년에 시작한다."
    year = span(text, "2027년")
    model = ParticleTrimmer(
        Found(Span(year.start, year.end + 1, 0.6), Span(year.start, year.end, 0.3), Span(0, 2, 0.1)),
        KOREAN.morphemes,
    )
    (prediction,) = model.predict("언제 시작하나요?", [PassageText(text)])
    # 0.6 and 0.1 are left, 0.7 in all: the sixth and the seventh part of that.
    assert [(each.start, each.end) for each in prediction.spans] == [(year.start, year.end), (0, 2)]
    assert [each.share for each in prediction.spans] == pytest.approx([6 / 7, 1 / 7])


@pytest.mark.parametrize(
    ("question", "text"),
    [("When does it start?", "2027년에 시작한다."), ("언제인가요?", "It starts in 2027.")],
)
def test_the_morphology_is_asked_only_where_question_and_text_are_korean(question: str, text: str) -> None:
    model = ParticleTrimmer(Found(Span(0, 6, 1.0)), never)
    assert model.predict(question, [PassageText(text)])[0].spans == (Span(0, 6, 1.0),)
