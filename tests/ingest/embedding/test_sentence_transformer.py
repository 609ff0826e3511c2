from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ingest.embedding.e5.store import torch_folder
from ingest.embedding.embedder import Embedder
from ingest.embedding.loading import load_embedder
from ingest.embedding.sentence_transformer import SentenceTransformerEmbedder, fingerprint
from ingest.errors import ConfigurationError
from ingest.settings import EmbeddingSettings

pytestmark = pytest.mark.slow

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def a_model(tmp_path: Path) -> Path:
    """The embedded model as somebody's own folder; the large file is linked, not copied."""
    source = torch_folder(EmbeddingSettings().folder)
    folder = tmp_path / "my-model"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("model.safetensors", "manifest.json"))
    (folder / "model.safetensors").symlink_to(source / "model.safetensors")
    return folder


def test_a_folder_is_loaded_without_any_network(
    a_model: Path, torch_embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was attempted")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    embedder = load_embedder(EmbeddingSettings(model=str(a_model)))
    assert embedder.identity == f"my-model-torch-{fingerprint(a_model)}"
    assert np.allclose(embedder.embed_query("who?"), torch_embedder.embed_query("who?"), atol=1e-6)


def test_a_model_that_was_changed_has_another_fingerprint(a_model: Path) -> None:
    before = fingerprint(a_model)
    os.utime(a_model / "modules.json", (1, 1))
    assert fingerprint(a_model) == before
    prompts = a_model / "config_sentence_transformers.json"
    prompts.write_text(prompts.read_text().replace("passage: ", "text: "))
    assert fingerprint(a_model) != before


class PromptedModel:
    """Stands in for a loaded model and remembers the prompt that it was given."""

    def __init__(self, prompts: dict[str, str]) -> None:
        self.prompts = prompts
        self.prompt = ""

    def get_embedding_dimension(self) -> int:
        return 2

    def encode_document(self, texts: list[str], *, prompt: str, **_: object) -> list[list[float]]:
        self.prompt = prompt
        return [[1.0, 0.0]] * len(texts)


@pytest.mark.parametrize("prompt_name", ["passage", "document", "corpus"])
def test_the_models_own_prompt_is_used_under_each_of_its_names(prompt_name: str) -> None:
    model: Any = PromptedModel({"query": "query: ", "document": "", prompt_name: "text: "})
    assert SentenceTransformerEmbedder(model, identity="x").embed_passages(["words"]).shape == (1, 2)
    assert model.prompt == "text: "


def test_a_folder_without_a_model_is_refused_with_a_remedy(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(ConfigurationError, match="no modules"):
            load_embedder(EmbeddingSettings(model=str(folder)))


@pytest.mark.parametrize("broken_file", ["model.safetensors", "config.json", "modules.json"])
@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_broken_model_is_refused_with_a_remedy(broken_file: str, damage: str, a_model: Path) -> None:
    start = (a_model / broken_file).read_bytes()[:50]
    (a_model / broken_file).unlink()
    if damage == "cut":
        (a_model / broken_file).write_bytes(start)
    with pytest.raises(ConfigurationError, match=r"broken or incomplete|no modules"):
        load_embedder(EmbeddingSettings(model=str(a_model)))


def test_a_downloaded_hub_model_is_loaded_by_name_and_an_unknown_one_is_reported(
    a_model: Path, tmp_path: Path
) -> None:
    repository = tmp_path / "hub" / "models--someone--my-model"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text(COMMIT)
    shutil.copytree(a_model, repository / "snapshots" / COMMIT, symlinks=True)
    script = """
from ingest.embedding.loading import load_embedder
from ingest.settings import EmbeddingSettings
from ingest.errors import UnavailableError
print(load_embedder(EmbeddingSettings(model="someone/my-model")).identity)
try:
    load_embedder(EmbeddingSettings(model="someone/else"))
except UnavailableError as error:
    print(error)
"""
    environment = os.environ | {"HF_HUB_CACHE": str(tmp_path / "hub"), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    identity, report = done.stdout.splitlines()
    assert identity == "someone/my-model-torch-0123456789abcdef"
    assert report.startswith("The embedding model someone/else is not on this computer")
