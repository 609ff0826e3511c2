"""Reading with the model: untrained, so that only what holds for any weights is looked at."""

from __future__ import annotations

import pytest

from bot.qa_model.model import PassageText
from bot.qa_model.onnx_model import OnnxQAModel
from tests.bot.qa_model.parts import untrained_model

pytestmark = pytest.mark.slow

QUESTION = "How large is the fund?"
SHORT = "The fund has 50 billion won. It starts in 2027."
KOREAN = "기금의 규모는 ５００억\u3000원이다. 2027년에 시작한다."
LONG = " ".join(f"Sentence {number} says that fund {number} has {number} won." for number in range(120))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> OnnxQAModel:
    return untrained_model(tmp_path_factory.mktemp("reader"))


@pytest.mark.parametrize("words", [SHORT, KOREAN, LONG])
def test_spans_are_pieces_of_the_text_without_white_space_around_them(words: str, model: OnnxQAModel) -> None:
    (prediction,) = model.predict(QUESTION, [PassageText(words)])
    assert prediction.spans
    assert sum(span.share for span in prediction.spans) == pytest.approx(1)
    for span in prediction.spans:
        assert words[span.start : span.end] == words[span.start : span.end].strip() != ""


def test_texts_are_read_as_they_are_read_alone(model: OnnxQAModel) -> None:
    texts = [PassageText(SHORT), PassageText(LONG), PassageText(KOREAN)]
    assert model.predict(QUESTION, texts) == [model.predict(QUESTION, [text])[0] for text in texts]
    assert model.predict(QUESTION, []) == []


def test_no_answer_is_looked_for_in_the_headings(model: OnnxQAModel) -> None:
    start = SHORT.index("It")
    (prediction,) = model.predict(QUESTION, [PassageText(SHORT, start)])
    assert prediction.spans
    assert all(span.start >= start for span in prediction.spans)


def test_a_text_without_a_word_has_no_span(model: OnnxQAModel) -> None:
    (prediction,) = model.predict(QUESTION, [PassageText(" ")])
    assert prediction.spans == ()


def test_the_end_of_a_text_of_many_windows_is_read(model: OnnxQAModel) -> None:
    start = len(LONG) - 60
    (prediction,) = model.predict(QUESTION, [PassageText(LONG, start)])
    assert all(start <= span.start < span.end <= len(LONG) for span in prediction.spans)
    assert prediction.spans


def test_how_far_a_statement_is_supported_depends_on_both_texts(model: OnnxQAModel) -> None:
    assert model.supports("The fund has 50 billion won.", SHORT) != model.supports("It has 7 won.", SHORT)
    assert isinstance(model.supports(SHORT, LONG), float)
