"""What was trained and exported is what the model in use reads."""

from __future__ import annotations

import stat
from pathlib import Path

import numpy as np
import pytest
import torch

from bot.qa_model.base import base_folder, uncalibrated_manifest
from bot.qa_model.model import PassageText
from bot.qa_model.onnx_model import OnnxQAModel, load_model
from bot.qa_model.weights import WeightsFile
from eval.training.evaluate import predict
from eval.training.export import WEIGHTS, load_quantized, quantized, write_weights
from eval.training.model import QANetwork
from eval.training.pairs import collate
from eval.training.train import Checkpoints, Plan, QATrainer
from ingest.embedding.loading import load_embedder
from tests.bot.qa_model.parts import store_in
from tests.eval.training.made import encoded, encoder, read, residents, small_network
from tests.ingest.embedding.pair_parts import untrained

pytestmark = pytest.mark.slow

MANIFEST = uncalibrated_manifest().model_copy(update={"answer_a": 0.5, "threshold": 0.25})
PASSAGES = {
    "When does it start?": "The joint programme starts in 2027, with KRW 50 billion over five years. " * 8,
    "언제부터 추진되나요?": "공동연구 프로그램은 2027년부터 5년간 총 500억 원 규모로 추진된다. " * 8,
    "Where does Mina live?": "Mina lives in Seoul.",
}


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> QANetwork:
    """The base, trained for a few steps."""
    network = QANetwork.over_base(base_folder(), seed=0)
    plan = Plan(steps=8, rate_steps=8, cool_steps=0, ends=(), batch=8, warm_up=0.2)
    QATrainer(network, [encoded(residents())], plan, Checkpoints(tmp_path_factory.mktemp("run"))).train()
    network.train(False)
    return network


@pytest.fixture(scope="module")
def in_use(trained: QANetwork, tmp_path_factory: pytest.TempPathFactory) -> OnnxQAModel:
    """The model that `bot.qa_model` loads from the exported weights."""
    folder = tmp_path_factory.mktemp("store")
    write_weights(trained, MANIFEST, {"steps": "8"}, folder / WEIGHTS)
    settings = store_in(folder)
    return load_model(settings, load_embedder(settings), folder / WEIGHTS)


@pytest.mark.parametrize("question", PASSAGES)
def test_the_model_in_use_gives_the_scores_of_the_network(
    question: str, trained: QANetwork, in_use: OnnxQAModel
) -> None:
    example = read(PASSAGES[question], question, None)
    (pair,) = encoded([example])
    batch = collate([pair])
    with torch.inference_mode():
        exact = trained(batch["input_ids"], batch["attention_mask"], torch.ones_like(batch["readable"]))
    (scores,) = in_use.encoder.scores([pair.tokens])
    # 8-bit weights and activations move a score by a few hundredths, and tokens keep their order.
    for running, torch_scores in ((scores.starts, exact.start[0]), (scores.ends, exact.end[0])):
        assert float(np.corrcoef(running, torch_scores.numpy())[0, 1]) > 0.95
    np.testing.assert_allclose(scores.support, exact.support[0].numpy(), atol=0.25)
    assert scores.answer == pytest.approx(float(exact.answer[0]), abs=0.25)


def test_the_answer_is_calibrated_by_the_exported_manifest(trained: QANetwork, in_use: OnnxQAModel) -> None:
    passage = "Mina lives in Seoul."
    (in_use_prediction,) = in_use.predict("Where does Mina live?", [PassageText(passage)])
    (prediction,) = predict(trained, [read(passage, "Where does Mina live?", "Seoul")], encoder())
    assert in_use_prediction.answer_log_odds == pytest.approx(0.5 * prediction.answer, abs=0.25)


def test_an_untrained_network_is_stored_as_the_base_itself() -> None:
    tensors = quantized(QANetwork.over_base(base_folder(), seed=0))
    for name, values in untrained().items():
        if not name.startswith("head."):
            np.testing.assert_array_equal(np.asarray(tensors[name]), np.asarray(values), name)


def test_the_file_is_whole_readable_by_all_and_has_its_manifest(tmp_path: Path) -> None:
    write_weights(small_network(), MANIFEST, {"steps": "40"}, tmp_path / WEIGHTS)
    assert WeightsFile.open(tmp_path / WEIGHTS).manifest == MANIFEST
    assert stat.S_IMODE((tmp_path / WEIGHTS).stat().st_mode) == 0o644
    assert [path.name for path in tmp_path.iterdir()] == [WEIGHTS]


def test_loading_what_was_quantized_changes_no_weight_by_more_than_half_a_level() -> None:
    network, loaded = small_network(), small_network()
    tensors = quantized(network)
    assert (
        max(int(np.abs(np.asarray(tensors[name], int)).max()) for name in tensors if "levels" in name) == 63
    )
    load_quantized(loaded, tensors)
    for name, value in network.trained_parameters().items():
        other = loaded.trained_parameters()[name]
        if value.ndim > 1 and name.startswith("bert."):
            half = value.abs().amax(dim=1, keepdim=True) / 63 / 2
            assert bool(((value - other).abs() <= half * 1.001).all()), name
        else:
            assert torch.equal(value, other), name
