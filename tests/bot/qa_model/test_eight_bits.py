"""What is read in 8 bits is what the network reads in 32."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from bot.qa_model.layout import Layout
from bot.qa_model.training.network import ReaderNetwork
from bot.qa_model.training.weights_file import stored
from ingest.embedding.e5.store import torch_folder
from ingest.embedding.e5.weights import PairWeights
from ingest.embedding.loading import load_embedder, load_pair_encoder
from ingest.settings import EmbeddingSettings
from tests.bot.qa_model.parts import store_in

TEXTS = {
    "English": "The joint research programme starts in 2027, with KRW 50 billion over five years. " * 8,
    "Korean": "공동연구 프로그램은 2027년부터 5년간 총 500억 원 규모로 추진된다. " * 8,
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_scores_of_tokens_follow_those_of_the_network(language: str, tmp_path: Path) -> None:
    network = ReaderNetwork.from_folder(torch_folder(EmbeddingSettings().folder), seed=0).eval()
    settings = store_in(tmp_path)
    weights = PairWeights(stored(network))
    encoder = load_pair_encoder(settings, load_embedder(settings), lambda: weights, "untrained")
    vocabulary = encoder.vocabulary
    question = vocabulary.tokenizer.place("query: When does it start?").numbers
    passage = vocabulary.tokenizer.place(TEXTS[language]).numbers
    (window,) = Layout(vocabulary.begin, vocabulary.end, 384).windows(question, passage)
    (scores,) = encoder.scores([window.tokens])
    ids = torch.tensor([window.tokens])
    every = torch.ones_like(ids, dtype=torch.bool)
    with torch.inference_mode():
        exact = network(ids, every, every)
    # With one scale for all tokens alike they correlate at .95 to .98.
    for said, true in ((scores.starts, exact.start[0]), (scores.ends, exact.end[0])):
        assert float(np.corrcoef(said, true.numpy())[0, 1]) > 0.99
