"""Two endings of a run make one reader, and the card says so."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from bot.reading.training.card import FILE as CARD
from bot.reading.training.checkpoints import average, save
from bot.reading.training.finish import finish
from bot.reading.training.plan import Plan
from bot.reading.training.run import Run
from bot.reading.training.trainer import Trainer
from ingest.errors import FixTheSetting
from tests.bot.reading.training.made import small_network, write_data


def _kept(folder: Path, name: str, shift: float) -> Path:
    """A trainer's checkpoint whose trained weights are all `shift` more than the network's."""
    folder = folder / name
    folder.mkdir()
    network = small_network()
    with torch.no_grad():
        for value in network.trained().values():
            value.add_(shift)
    trainer = Trainer(network, Plan(steps=100), torch.device("cpu"))
    trainer.step = 30
    trainer.save(folder, name)
    (path,) = folder.iterdir()
    return path


def test_the_network_gets_the_mean_of_its_weights_and_the_others(tmp_path: Path) -> None:
    network = small_network()
    before = {name: value.detach().clone() for name, value in network.trained().items()}
    files = [_kept(tmp_path, "one", 3.0), _kept(tmp_path, "two", -1.5)]
    assert average(network, files) == [30, 30]
    # (0 + 3 - 1.5) / 3 = 0.5
    assert all(
        torch.allclose(value, before[name] + 0.5, atol=1e-6) for name, value in network.trained().items()
    )


def test_without_others_the_weights_are_left_as_they_are() -> None:
    network = small_network()
    before = {name: value.clone() for name, value in network.state_dict().items()}
    assert average(network, []) == []
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())


def test_a_file_that_is_no_checkpoint_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "step-0000001.pt"
    broken.write_bytes(b"nothing")
    with pytest.raises(FixTheSetting, match=r"step-0000001\.pt is no checkpoint of the reader"):
        average(small_network(), [broken])


def test_a_checkpoint_of_another_network_is_refused(tmp_path: Path) -> None:
    save(tmp_path, 5, {"run": "", "network": {"another": torch.zeros(1)}})
    with pytest.raises(FixTheSetting, match="of another network"):
        average(small_network(), [tmp_path / "step-0000005.pt"])


def test_the_card_tells_what_was_averaged(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "run"
    folder.mkdir()
    write_data(data)
    finish(small_network(), 40, Run(data, folder, Plan(steps=100, ends=(20,), seed=3)), [30])
    card = (folder / CARD).read_text(encoding="utf-8")
    assert "Averaged with the weights of another ending of the run, after 30 steps." in card
    assert "the broad one until step 20, then the narrow one" in card
