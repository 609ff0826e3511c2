"""Reading with the model: untrained, so that only what holds for any weights is looked at."""

from __future__ import annotations

import pytest

from bot.qa_model.model import TrainedModel
from bot.qa_model.reading import Text
from tests.bot.qa_model.parts import untrained_model

QUESTION = "How large is the fund?"
SHORT = "The fund has 50 billion won. It starts in 2027."
KOREAN = "기금의 규모는 ５００억\u3000원이다. 2027년에 시작한다."
LONG = " ".join(f"Sentence {number} says that fund {number} has {number} won." for number in range(120))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> TrainedModel:
    return untrained_model(tmp_path_factory.mktemp("reader"))


@pytest.mark.parametrize("words", [SHORT, KOREAN, LONG])
def test_spans_are_pieces_of_the_text_without_white_space_around_them(
    words: str, model: TrainedModel
) -> None:
    (reading,) = model.read(QUESTION, [Text(words)])
    assert reading.spans
    assert sum(span.share for span in reading.spans) == pytest.approx(1)
    for span in reading.spans:
        assert words[span.start : span.end] == words[span.start : span.end].strip() != ""


def test_texts_are_read_as_they_are_read_alone(model: TrainedModel) -> None:
    texts = [Text(SHORT), Text(LONG), Text(KOREAN)]
    assert model.read(QUESTION, texts) == [model.read(QUESTION, [text])[0] for text in texts]
    assert model.read(QUESTION, []) == []


def test_no_answer_is_looked_for_in_the_headings(model: TrainedModel) -> None:
    start = SHORT.index("It")
    (reading,) = model.read(QUESTION, [Text(SHORT, start)])
    assert reading.spans
    assert all(span.start >= start for span in reading.spans)


def test_a_text_without_a_word_has_no_span(model: TrainedModel) -> None:
    (reading,) = model.read(QUESTION, [Text(" ")])
    assert reading.spans == ()
    assert reading.margin == float("-inf")


def test_the_end_of_a_text_of_many_windows_is_read(model: TrainedModel) -> None:
    start = len(LONG) - 60
    (reading,) = model.read(QUESTION, [Text(LONG, start)])
    assert all(start <= span.start < span.end <= len(LONG) for span in reading.spans)
    assert reading.spans


def test_how_far_a_statement_is_supported_depends_on_both_texts(model: TrainedModel) -> None:
    assert model.supports("The fund has 50 billion won.", SHORT) != model.supports("It has 7 won.", SHORT)
    assert isinstance(model.supports(SHORT, LONG), float)
