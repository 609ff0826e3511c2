"""The mixture is the same each time, and nothing of what is measured gets into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.qa_model.training.articles import split
from bot.qa_model.training.dev_sets import calibration, held_out, question_sets, statement_sets
from bot.qa_model.training.example import Example
from bot.qa_model.training.licences import ORIGINS
from bot.qa_model.training.mixture import BENCHES, mixtures, training_examples
from bot.qa_model.training.sources.near_misses import answer_text
from tests.bot.qa_model.training.made import write_data


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    write_data(folder)
    return folder


def bodies(examples: list[Example]) -> set[str]:
    """The passages without a title's line before them."""
    return {example.passage.rsplit("\n", 1)[-1] for example in examples}


def test_the_same_seed_gives_the_same_examples(data: Path) -> None:
    assert training_examples(data, 1) == training_examples(data, 1)
    assert training_examples(data, 1) != training_examples(data, 2)


def test_the_narrow_mixture_draws_anew(data: Path) -> None:
    broad, narrow, last = mixtures(data, 0).values()
    assert broad == training_examples(data, 0)
    assert broad != narrow != last


def test_no_article_of_a_bench_set_that_is_kept_back_is_trained_on(data: Path) -> None:
    trained = [example for drawn in mixtures(data, 0).values() for example in drawn]
    for name in BENCHES:
        titles = [f"{name} {number}" for number in range(15)]
        of_set = {example.article for example in trained if example.source.startswith(name)}
        assert of_set == split(titles).training


def test_no_passage_that_is_measured_or_calibrated_on_is_trained_on(data: Path) -> None:
    trained = bodies([example for drawn in mixtures(data, 0).values() for example in drawn])
    for part in (held_out, calibration):
        sets = [*question_sets(data, part, 100), *statement_sets(data, part, 100)]
        for each in sets:
            assert each.examples
            assert not trained & bodies(list(each.examples)), each.name


def test_what_is_measured_is_not_calibrated_on(data: Path) -> None:
    measured, known = (
        {example.article for each in question_sets(data, part, 100) for example in each.examples}
        for part in (held_out, calibration)
    )
    assert measured
    assert known
    assert not measured & known


def test_every_set_is_named_with_its_licence(data: Path) -> None:
    assert {example.source.partition(":")[0] for example in training_examples(data, 0)} == set(ORIGINS)


def test_answers_stand_in_their_passages_and_unanswered_questions_have_none(data: Path) -> None:
    for example in (example for drawn in mixtures(data, 0).values() for example in drawn):
        if example.span is not None:
            assert example.verdict
            assert 0 <= example.span.start < example.span.end <= len(example.passage)
            assert answer_text(example).strip()
