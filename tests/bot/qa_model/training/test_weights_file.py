"""What is written is what the running reader opens, and 8 bits lose little."""

from __future__ import annotations

import stat
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from bot.qa_model.training.network import ReaderNetwork
from bot.qa_model.training.pairs import manifest
from bot.qa_model.training.weights_file import FILE, put_back, stored, write_weights
from bot.qa_model.weights_file import WeightsFile
from tests.bot.qa_model.training.made import small_network


@pytest.fixture(scope="module")
def network() -> ReaderNetwork:
    return small_network()


def test_the_running_reader_opens_it_with_its_calibration(network: ReaderNetwork, tmp_path: Path) -> None:
    path = tmp_path / FILE
    known = manifest().model_copy(update={"answer_a": 0.5, "threshold": 0.25})
    write_weights(network, known, {"steps": "40"}, path)
    assert WeightsFile.open(path).manifest == known
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert [each.name for each in tmp_path.iterdir()] == [FILE]


def test_every_tensor_has_the_name_shape_and_type_that_the_running_reader_wants(
    network: ReaderNetwork,
) -> None:
    # Two layers of width 32 with 64 inside: see `small_network`.
    tensors = stored(network)
    assert tensors["l1.fi.w.levels"].shape == (64, 32)
    assert tensors["l1.fi.w.levels"].dtype == np.int8
    assert tensors["l0.fo.w.levels"].shape == (32, 64)
    assert tensors["l0.q.w.scales"].shape == tensors["l0.q.b"].shape == tensors["l1.aln.w"].shape == (32,)
    assert tensors["head.span.w"].shape == (2, 32)
    assert tensors["head.answer.b"].shape == (1,)
    assert tensors["head.support.w"].shape == (3, 32)
    assert not [name for name in tensors if "emb" in name]


def test_levels_have_seven_bits(network: ReaderNetwork) -> None:
    levels = [values for name, values in stored(network).items() if name.endswith(".levels")]
    assert len(levels) == 2 * 6
    assert max(int(np.abs(each.astype(np.int32)).max()) for each in levels) == 63


def test_putting_back_changes_no_weight_by_more_than_half_a_level(network: ReaderNetwork) -> None:
    back = small_network()
    put_back(back, stored(network))
    for name, value in network.trained().items():
        other = back.trained()[name]
        if value.ndim > 1 and "encoder" in name:
            half = value.abs().amax(dim=1, keepdim=True) / 63 / 2
            assert bool(((value - other).abs() <= half * 1.001).all()), name
        else:
            assert torch.equal(value, other), name


def test_what_was_put_back_is_stored_alike(network: ReaderNetwork, tmp_path: Path) -> None:
    back = small_network()
    put_back(back, stored(network))
    write_weights(back, manifest(), {}, tmp_path / FILE)
    for name, values in stored(network).items():
        other = np.asarray(load_file(tmp_path / FILE)[name], np.float64)
        np.testing.assert_allclose(other, np.asarray(values, np.float64), rtol=1e-6)
