"""The network over the real base is the one that the running reader runs."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from bot.qa_model.training.base import base_folder, base_vocabulary
from bot.qa_model.training.network import ReaderNetwork
from bot.qa_model.training.weights_file import stored
from ingest.embedding.e5.inference import PairScores
from ingest.embedding.e5.store import onnx_folder
from ingest.embedding.e5.weights import PairWeights
from ingest.embedding.loading import load_embedder, load_pair_encoder
from ingest.settings import EmbeddingSettings
from tests.bot.qa_model.training.made import pairs, read
from tests.ingest.embedding.pair_parts import untrained

PAIR = read("The bridge was built in 1901. 다리는 1901년에 지어졌다.", "When was it built?", "1901")


@pytest.fixture(scope="module")
def network() -> ReaderNetwork:
    return ReaderNetwork.from_folder(base_folder(), seed=0).eval()


@pytest.fixture(scope="module")
def running(network: ReaderNetwork, tmp_path_factory: pytest.TempPathFactory) -> PairScores:
    """What the running reader makes of the pair with the network's weights."""
    store, embedder = tmp_path_factory.mktemp("store"), onnx_folder(EmbeddingSettings().folder)
    (store / embedder.name).symlink_to(embedder)
    settings = EmbeddingSettings(folder=store, threads=1)
    weights = PairWeights(stored(network))
    encoder = load_pair_encoder(settings, load_embedder(settings), lambda: weights, "made")
    (_, (window,)) = pairs().windows(PAIR)
    return encoder.scores([window.tokens])[0]


def test_an_untrained_network_is_stored_as_the_base_itself(network: ReaderNetwork) -> None:
    tensors = stored(network)
    for name, values in untrained().items():
        if not name.startswith("head."):
            np.testing.assert_array_equal(np.asarray(tensors[name]), np.asarray(values), name)


def test_both_give_a_pair_nearly_the_same_scores(network: ReaderNetwork, running: PairScores) -> None:
    (_, (window,)) = pairs().windows(PAIR)
    ids = torch.tensor([window.tokens])
    everywhere = torch.ones_like(ids, dtype=torch.bool)
    with torch.inference_mode():
        logits = network(ids, everywhere, everywhere)
    # 8-bit weights and activations move a score by a few hundredths; the heads' scores differ by tenths.
    np.testing.assert_allclose(running.starts, logits.start[0].numpy(), atol=0.1)
    np.testing.assert_allclose(running.support, logits.support[0].numpy(), atol=0.1)
    assert running.answer == pytest.approx(float(logits.answer[0]), abs=0.1)
    assert np.corrcoef(running.starts, logits.start[0].numpy())[0, 1] > 0.95


def test_tokens_are_cut_as_the_running_reader_cuts_them() -> None:
    laid = pairs().laid(PAIR)
    (_, (window,)) = pairs().windows(PAIR)
    assert laid is not None
    assert laid.tokens == window.tokens
    assert laid.tokens[laid.start] == base_vocabulary().tokenizer.encode("1901", 1)[0]
