"""Training learns, and a run that was killed goes on exactly where its last checkpoint was."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from bot.qa_model.training.batches import Stage
from bot.qa_model.training.plan import Ending, Plan
from bot.qa_model.training.prepared import Prepared, prepare
from bot.qa_model.training.trainer import StepReport, Trainer, described
from ingest.errors import ConfigurationError
from tests.bot.qa_model.training.made import pairs, residents, small_network

CPU = torch.device("cpu")
PLAN = Plan(steps=60, batch=8, learning_rate=5e-3, warm_up=0.1)
RUN = described(PLAN, "digest")


@pytest.fixture(scope="module")
def data() -> Prepared:
    return prepare(residents(), pairs())


def trainer(ending: Ending | None = None) -> Trainer:
    return Trainer(small_network(), PLAN, CPU, ending)


def total(report: StepReport) -> float:
    return sum(loss for loss in (report.span, report.answer, report.support) if loss is not None)


def test_training_lowers_the_losses(data: Prepared) -> None:
    reports: list[StepReport] = []
    trainer().run([Stage(data)], PLAN.steps, reports.append)
    assert len(reports) == PLAN.steps
    first, last = sum(map(total, reports[:5])), sum(map(total, reports[-5:]))
    assert last < first * 3 / 4  # without a step of learning the two are equal


def test_the_embeddings_stay_as_they_are(data: Prepared) -> None:
    training = trainer()
    training.run([Stage(data)], 3, lambda _: None)
    before, after = (
        network.encoder.embeddings.state_dict() for network in (small_network(), training.network)
    )
    assert all(torch.equal(before[name], after[name]) for name in before)


def test_a_run_that_was_killed_goes_on_with_the_very_same_losses(data: Prepared, tmp_path: Path) -> None:
    whole: list[StepReport] = []
    trainer().run([Stage(data)], 9, whole.append)
    killed = trainer()
    killed.run([Stage(data)], 5, lambda _: None)
    killed.save(tmp_path, RUN)
    killed.run([Stage(data)], 7, lambda _: None)  # these steps were never saved
    resumed, rest = trainer(), list[StepReport]()
    resumed.resume(tmp_path, RUN)
    resumed.run([Stage(data)], 9, rest.append)
    assert rest == whole[5:]


def test_a_checkpoint_that_is_cut_short_gives_way_to_the_one_before(data: Prepared, tmp_path: Path) -> None:
    training = trainer()
    for step in (1, 2):
        training.run([Stage(data)], step, lambda _: None)
        training.save(tmp_path, RUN)
    newest = max(tmp_path.glob("*.pt"))
    newest.write_bytes(newest.read_bytes()[:1000])
    resumed = trainer()
    resumed.resume(tmp_path, RUN)
    assert resumed.step == 1


def test_the_last_two_checkpoints_are_kept(data: Prepared, tmp_path: Path) -> None:
    training = trainer()
    for step in (1, 2, 3):
        training.run([Stage(data)], step, lambda _: None)
        training.save(tmp_path, RUN)
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["step-0000002.pt", "step-0000003.pt"]


def test_checkpoints_of_another_run_are_refused(data: Prepared, tmp_path: Path) -> None:
    training = trainer()
    training.run([Stage(data)], 1, lambda _: None)
    training.save(tmp_path, RUN)
    with pytest.raises(ConfigurationError, match="choose another folder"):
        trainer().resume(tmp_path, described(PLAN, "other data"))


def test_the_rate_rises_and_falls_in_straight_lines() -> None:
    plan = Plan(steps=100, learning_rate=1.0, warm_up=0.1)
    # Ten steps of rising; then the other 90 fall from 1: half-way, at 10 + 45, a half is left.
    assert [plan.rate(step) for step in (0, 9, 10, 55, 100)] == pytest.approx([0.1, 1.0, 1.0, 0.5, 0.0])


def test_a_run_ended_early_comes_to_rest() -> None:
    ending = Ending(at=50, cool=10)
    assert [ending.share(step) for step in (0, 40, 45, 50)] == pytest.approx([1.0, 1.0, 0.5, 0.0])


def test_a_run_ended_early_stops_there(data: Prepared) -> None:
    training = trainer(Ending(at=4, cool=2))
    training.run([Stage(data)], 30, lambda _: None)
    assert training.step == 4
