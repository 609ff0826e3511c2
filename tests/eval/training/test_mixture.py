"""The mixtures are the same each time, and nothing of what is measured gets into them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from eval.training.data.dev_sets import dev_sets, question_sets
from eval.training.data.example import Example
from eval.training.data.mixture import draw, mixtures, with_titles
from eval.training.data.sets import BENCHES, Part, TrainingData, split
from eval.training.model_card import origins
from tests.eval.training.made import read, write_data

PARTS: tuple[Part, Part] = ("held_out", "calibration")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> TrainingData:
    folder = tmp_path_factory.mktemp("data")
    write_data(folder)
    return TrainingData(folder)


@pytest.fixture(scope="module")
def trained(data: TrainingData) -> list[Example]:
    return [example for mixture in mixtures() for example in draw(mixture, data, 0)]


def bodies(examples: list[Example]) -> set[str]:
    """The passages without a title's line before them."""
    return {example.passage.rsplit("\n", 1)[-1] for example in examples}


def test_the_same_files_and_seed_give_the_same_examples(data: TrainingData, tmp_path: Path) -> None:
    write_data(tmp_path)
    broad, narrow = mixtures()
    assert draw(broad, data, 1) == draw(broad, TrainingData(tmp_path), 1)
    assert draw(broad, data, 1) != draw(broad, data, 2)
    assert draw(broad, data, 1) != draw(narrow, data, 1)


def test_no_article_of_a_bench_set_that_is_kept_back_is_trained_on(trained: list[Example]) -> None:
    for name in BENCHES:
        titles = [f"{name} {number}" for number in range(15)]
        of_set = {example.article for example in trained if example.source.startswith(name)}
        assert of_set == split(titles)["training"]


def test_no_passage_that_is_measured_or_calibrated_on_is_trained_on(
    data: TrainingData, trained: list[Example]
) -> None:
    for part in PARTS:
        for dev_set in dev_sets(data, part, 100):
            assert dev_set.examples
            assert not bodies(trained) & bodies(list(dev_set.examples)), dev_set.name


def test_what_is_measured_is_not_calibrated_on(data: TrainingData) -> None:
    measured, calibrated = (
        {example.article for each in question_sets(data, part, 100) for example in each.examples}
        for part in PARTS
    )
    assert measured
    assert calibrated
    assert not measured & calibrated


def test_every_set_is_named_with_its_licence(trained: list[Example]) -> None:
    assert {example.set for example in trained} == set(origins())


def test_answers_stand_in_their_passages_and_unanswered_questions_have_none(trained: list[Example]) -> None:
    for example in trained:
        if example.span is not None:
            assert example.label
            assert 0 <= example.span.start < example.span.end <= len(example.passage)
            assert example.answer.strip()


def test_a_title_before_the_passage_moves_the_answer_along() -> None:
    plain = [read("Mina came.", "Who came?", "Mina", article="The_visit")] * 40
    titled = with_titles(plain, random.Random(0))
    assert {each.passage for each in titled} == {"Mina came.", "The visit\nMina came."}
    assert {each.answer for each in titled} == {"Mina"}


def test_a_passage_that_is_its_own_article_gets_no_title() -> None:
    plain = [read("Mina came.", "Who came?", "Mina", article="Mina came.")] * 40
    assert with_titles(plain, random.Random(0)) == plain
