"""A run ends with weights that are calibrated and a card that tells what was done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.qa_model.training.card import FILE as CARD
from bot.qa_model.training.finish import finish
from bot.qa_model.training.licences import ORIGINS
from bot.qa_model.training.plan import Plan
from bot.qa_model.training.run import Run
from bot.qa_model.training.weights_file import FILE as WEIGHTS
from bot.qa_model.weights_file import WeightsFile
from tests.bot.qa_model.training.made import small_network, write_data


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that ended after 40 of 100 steps."""
    data, folder = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("run")
    write_data(data)
    finish(small_network(), 40, Run(data, folder, Plan(steps=100, seed=3)))
    return folder


@pytest.fixture(scope="module")
def card(finished: Path) -> str:
    return (finished / CARD).read_text(encoding="utf-8")


def test_the_weights_are_calibrated_and_say_how_far_the_run_went(finished: Path) -> None:
    weights = WeightsFile.open(finished / WEIGHTS)
    assert (weights.manifest.answer_a, weights.manifest.answer_b) != (1.0, 0.0)
    assert weights.manifest.threshold == 0.5  # a wrong answer costs as much as a needless refusal


def test_the_card_names_each_set_with_its_licence(card: str) -> None:
    for origin in ORIGINS.values():
        assert f"| {origin.content} | {origin.licence} |" in card


def test_the_card_tells_the_plan_and_how_far_it_was_carried_out(card: str) -> None:
    assert "40 of 100 steps of 16 pairs" in card
    assert "seed 3" in card


def test_the_card_has_the_figures_of_both_forms_of_the_weights(card: str) -> None:
    assert "| Set | Size | Figure | 32 bits | 8 bits |" in card
    for name in ("squad2", "korquad", "squad2 crossed", "korquad planted"):
        assert f"\n| {name} | " in card
    assert "Calibration error, answered: 0." in card


def test_a_fresh_card_has_no_figures_of_the_assistant_with_older_weights(card: str) -> None:
    assert card.endswith("`concord-eval run`\ntell them.\n")


def test_the_card_is_whole_sentences_and_tables_without_a_gap(card: str) -> None:
    assert "{" not in card
    assert "None" not in card
    assert not re.search(r"\bnan\b", card)


def test_a_run_may_do_without_the_last_mixture(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "run"
    folder.mkdir()
    write_data(data)
    finish(small_network(), 40, Run(data, folder, Plan(steps=100, ends=(20,), seed=3)))
    card = (folder / CARD).read_text(encoding="utf-8")
    assert "the broad one until step 20, then the narrow one" in " ".join(card.split())
