"""The graph that reads pairs: other layers and heads over the embedder's word table."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ingest.embedding.e5.inference import OnnxEmbedder, PairEncoder
from ingest.embedding.e5.store import onnx_folder, pair_folder
from ingest.embedding.e5.weights import PairWeights
from ingest.embedding.embedder import Embedder
from ingest.embedding.loading import load_pair_encoder
from ingest.errors import ConfigurationError
from ingest.settings import EmbeddingSettings
from tests.ingest.embedding.pair_parts import Tensors, untrained

TEXTS = ["The fund has 50 billion won.", "기금은 500억 원이다. " * 20, "Ja.", "When does it start? " * 30]


def seventh_and_ninth() -> Tensors:
    """Heads that show two components of each token's vector, and one of the first token's."""
    unit = np.eye(384, dtype=np.float32)
    return untrained({"span": unit[[7, 9]], "answer": unit[[7]], "support": unit[[7, 8, 9]]})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the embedder that is there already."""
    store, embedder = tmp_path_factory.mktemp("store"), onnx_folder(EmbeddingSettings().folder)
    (store / embedder.name).symlink_to(embedder)
    return store


@pytest.fixture(scope="module")
def encoder(store: Path, onnx_embedder: Embedder) -> PairEncoder:
    settings = EmbeddingSettings(folder=store, threads=2)
    return load_pair_encoder(settings, onnx_embedder, lambda: PairWeights(seventh_and_ninth()), "seven")


def test_the_embedders_own_layers_give_what_the_embedder_gives(
    encoder: PairEncoder, onnx_embedder: Embedder
) -> None:
    # The embedder's vector is the mean over the tokens at unit length, so ratios within it are kept but for
    # what 8 bits blur: the two graphs divide the levels among tokens in two ways.
    text = "query: " + TEXTS[0]
    (scores,) = encoder.scores([encoder.vocabulary.encode(text)])
    vector = onnx_embedder.embed_query(TEXTS[0])
    assert scores.starts.mean() / scores.ends.mean() == pytest.approx(vector[7] / vector[9], rel=0.05)


def test_the_heads_of_the_whole_pair_see_its_first_token(encoder: PairEncoder) -> None:
    (scores,) = encoder.scores([encoder.vocabulary.encode(TEXTS[0])])
    assert scores.answer == pytest.approx(scores.starts[0], abs=1e-6)
    assert scores.support[[0, 2]] == pytest.approx([scores.starts[0], scores.ends[0]], abs=1e-6)


def test_pairs_keep_their_order_and_their_scores_whatever_is_read_beside_them(encoder: PairEncoder) -> None:
    pairs = [encoder.vocabulary.encode(text) for text in TEXTS]
    together = encoder.scores(pairs)
    for pair, scores in zip(pairs, together, strict=True):
        (alone,) = encoder.scores([pair])
        assert len(scores.starts) == len(scores.ends) == len(pair)
        assert np.array_equal(scores.starts, alone.starts)
    assert encoder.scores([]) == []


def test_the_vocabulary_is_the_embedders(encoder: PairEncoder, onnx_embedder: Embedder) -> None:
    assert isinstance(onnx_embedder, OnnxEmbedder)
    assert encoder.vocabulary is onnx_embedder.vocabulary


def test_the_word_table_is_the_embedders_file(store: Path, encoder: PairEncoder) -> None:  # noqa: ARG001
    folder = pair_folder(store, lambda: PairWeights({}), "seven")  # it is there: the weights are not wanted
    assert (folder / "weights.bin").samefile(onnx_folder(store) / "weights.bin")
    assert (folder / "reader.bin").stat().st_size < 25_000_000


def test_other_weights_replace_those_that_were_there(store: Path) -> None:
    old = pair_folder(store, lambda: PairWeights(untrained()), "old")
    new = pair_folder(store, lambda: PairWeights(untrained()), "new")
    assert new.is_dir()
    assert not old.exists()


@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_weights_that_do_not_fit_the_model_are_refused_by_name(damage: str, tmp_path: Path) -> None:
    tensors = untrained()
    if damage == "missing":
        del tensors["l3.fi.w.levels"]
    else:
        tensors["l3.fi.w.levels"] = tensors["l3.fi.w.levels"][:-1]
    embedder = onnx_folder(EmbeddingSettings().folder)
    (tmp_path / embedder.name).symlink_to(embedder)
    with pytest.raises(ConfigurationError, match=r"l3\.fi\.w\.levels"):
        pair_folder(tmp_path, lambda: PairWeights(tensors), "damaged")
    assert not list(tmp_path.glob("*reader*-damaged"))
