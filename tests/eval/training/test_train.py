"""Training learns, the same seed gives the same weights, and a stopped run goes on exactly where it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from eval.errors import RunError
from eval.training.pairs import Pair
from eval.training.train import Checkpoints, Plan, QATrainer, write_manifest
from tests.eval.training.made import encoded, residents, small_network

pytestmark = pytest.mark.slow

PLAN = Plan(steps=6, rate_steps=10, cool_steps=2, ends=(3,), batch=8, learning_rate=5e-3, warm_up=0.1)
LONG = Plan(steps=60, rate_steps=60, cool_steps=0, ends=(1,), batch=8, learning_rate=5e-3, warm_up=0.1)


@pytest.fixture(scope="module")
def stages() -> list[list[Pair]]:
    pairs = encoded(residents())
    return [pairs[:20], pairs]


def trainer(stages: list[list[Pair]], folder: Path, plan: Plan = PLAN, save_every: int = 3) -> QATrainer:
    return QATrainer(small_network(), stages, plan, Checkpoints(folder, save_every))


def weights(trained: QATrainer) -> dict[str, torch.Tensor]:
    return {name: value.detach() for name, value in trained.network.trained_parameters().items()}


def assert_equal(left: QATrainer, right: QATrainer) -> None:
    for name, value in weights(left).items():
        assert torch.equal(value, weights(right)[name]), name


@pytest.fixture(scope="module")
def whole(stages: list[list[Pair]], tmp_path_factory: pytest.TempPathFactory) -> QATrainer:
    """A run that was never stopped."""
    trained = trainer(stages, tmp_path_factory.mktemp("whole"))
    trained.train()
    return trained


def test_the_same_seed_gives_the_same_weights(
    whole: QATrainer, stages: list[list[Pair]], tmp_path: Path
) -> None:
    again = trainer(stages, tmp_path)
    again.train()
    assert_equal(whole, again)
    other = trainer(stages, tmp_path / "other", replace(PLAN, seed=1))
    other.train()
    assert any(not torch.equal(value, weights(other)[name]) for name, value in weights(whole).items())


def test_a_stopped_run_ends_with_the_weights_of_one_that_was_not(
    whole: QATrainer, stages: list[list[Pair]]
) -> None:
    folder = Path(str(whole.args.output_dir))
    (folder / "checkpoint-6" / "trainer_state.json").unlink()  # killed while it was saved
    checkpoints = Checkpoints(folder)
    assert checkpoints.newest() == str(folder / "checkpoint-3")
    resumed = trainer(stages, folder)
    resumed.train(resume_from_checkpoint=checkpoints.newest())
    assert resumed.state.global_step == PLAN.steps
    assert_equal(whole, resumed)


def test_training_lowers_the_loss_and_leaves_the_embeddings_as_they_are(
    stages: list[list[Pair]], tmp_path: Path
) -> None:
    trained = trainer(stages, tmp_path, LONG, save_every=100)
    trained.train()
    first, *_, last = (line["loss"] for line in trained.state.log_history if "loss" in line)
    assert last < first * 3 / 4  # without a step of learning the two are equal
    before = small_network().bert.embeddings.state_dict()
    after = trained.network.bert.embeddings.state_dict()
    assert all(torch.equal(before[name], after[name]) for name in before)


def test_a_checkpoint_leaves_out_the_frozen_embeddings(whole: QATrainer) -> None:
    saved = Path(str(whole.args.output_dir)) / "checkpoint-3" / "model.safetensors"
    trained = sum(value.numel() for value in weights(whole).values())
    assert saved.stat().st_size < 4 * trained * 1.2


def test_a_folder_with_another_run_is_refused(tmp_path: Path) -> None:
    write_manifest(tmp_path, PLAN, {"train/made.jsonl": "0"})
    write_manifest(tmp_path, PLAN, {"train/made.jsonl": "0"})
    for plan, digests in ((LONG, {"train/made.jsonl": "0"}), (PLAN, {"train/made.jsonl": "1"})):
        with pytest.raises(RunError, match="choose another folder"):
            write_manifest(tmp_path, plan, digests)


def test_the_rate_rises_and_falls_in_straight_lines() -> None:
    plan = Plan(steps=100, rate_steps=100, cool_steps=0, warm_up=0.1)
    # Ten steps of rising; then the other 90 fall from 1: half-way, at 10 + 45, a half is left.
    assert [plan.rate(step) for step in (0, 9, 10, 55)] == pytest.approx([0.1, 1.0, 1.0, 0.5])


def test_a_run_ended_early_comes_to_rest() -> None:
    plan, early = (Plan(steps=steps, rate_steps=100, cool_steps=10, warm_up=0.1) for steps in (100, 50))
    shares = [early.rate(step) / plan.rate(step) for step in (20, 40, 45, 50)]
    assert shares == pytest.approx([1.0, 1.0, 0.5, 0.0])
