"""A run ends with weights that are calibrated and a card that tells what was done."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

from bot.qa_model.weights import WeightsFile
from eval.training.__main__ import main, release
from eval.training.data.sets import TrainingData
from eval.training.export import WEIGHTS
from eval.training.model import QANetwork
from eval.training.model_card import CARD, origins
from eval.training.train import Plan
from tests.eval.training.made import small_network, write_data

pytestmark = pytest.mark.slow

KORQUAD = "bench/korquad/reading.json"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    write_data(folder)
    return folder


@pytest.fixture(scope="module")
def released(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    release(small_network(), Plan(steps=40, ends=(20,), seed=3), TrainingData(data), folder, 100)
    return folder


@pytest.fixture(scope="module")
def card(released: Path) -> str:
    return (released / CARD).read_text(encoding="utf-8")


def test_the_weights_are_calibrated_(released: Path) -> None:
    weights = WeightsFile.open(released / WEIGHTS)
    assert (weights.manifest.answer_a, weights.manifest.answer_b) != (1.0, 0.0)
    assert weights.manifest.threshold == 0.5  # a wrong answer costs as much as a needless refusal


def test_the_card_names_each_set_with_its_licence(card: str) -> None:
    for origin in origins().values():
        assert f"| {origin['content']} | {origin['licence']} |" in card


def test_the_card_tells_the_plan(card: str) -> None:
    assert "- 40 steps of 16 pairs: 640 pairs." in card
    assert "seed 3" in card
    assert "the broad one until step 20, then the narrow one" in card


def test_the_card_has_the_figures_of_both_forms_of_the_weights(card: str) -> None:
    assert "| Set | Size | Figure | 32 bits | 8 bits |" in card
    for name in ("squad2", "korquad", "squad2 crossed", "korquad planted"):
        assert f"\n| {name} | " in card
    assert "Calibration error, answered: 0." in card


def test_a_fresh_card_has_no_figures_of_the_assistant_with_older_weights(card: str) -> None:
    assert card.endswith("`concord-eval run`\nmeasure them.\n")


def test_the_card_is_whole_sentences_and_tables_without_a_gap(card: str) -> None:
    assert "{" not in card
    assert "None" not in card
    assert not re.search(r"\bnan\b", card)


def test_the_card_has_the_digests_of_the_files_that_were_read(card: str, data: Path) -> None:
    digest = sha256((data / KORQUAD).read_bytes()).hexdigest()
    assert f"| {KORQUAD} | `{digest}` |" in card
    assert "questions.jsonl" in card


def test_a_folder_without_data_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nothing"), "--out", str(tmp_path / "run")]) == 1
    assert "name the folder that holds train/ and bench/" in capsys.readouterr().out


def test_the_command_trains_logs_and_ships_what_opens(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QANetwork, "over_base", lambda _folder, _seed: small_network())
    out, ship = tmp_path / "run", tmp_path / "ship"
    ship.mkdir()
    steps = ("--steps", "2", "--rate-steps", "2", "--cool-steps", "0", "--ends", "1", "--batch", "4")
    often = ("--save-every", "1", "--evaluate-every", "2", "--measure", "10")
    assert main([str(data), "--out", str(out), "--ship", str(ship), *steps, *often]) == 0
    assert WeightsFile.open(ship / WEIGHTS).manifest.threshold == 0.5
    assert "2 steps of 4 pairs" in (ship / CARD).read_text(encoding="utf-8")
    state = json.loads((out / "checkpoint-2" / "trainer_state.json").read_text(encoding="utf-8"))
    assert any("squad2, has-answer EM" in line for line in state["log_history"])
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert run["plan"]["seed"] == 0
    assert set(run["versions"]) == {"python", "torch", "transformers", "accelerate", "numpy"}
    assert run["data"][KORQUAD] == sha256((data / KORQUAD).read_bytes()).hexdigest()
