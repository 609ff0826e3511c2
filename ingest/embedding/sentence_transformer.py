"""Runs any sentence-transformers model with torch, from a folder or by its name on the hub."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ingest.embedding.embedder import FloatMatrix, FloatVector
from ingest.errors import ConfigurationError, UnavailableError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_MODULES = "modules.json"
_PASSAGE_PROMPTS = ("passage", "document", "corpus")  # the names in use for the same prompt
_FINGERPRINT_DIGITS = 16
_DEFAULT_OWNER = "sentence-transformers"  # of a name without one
_HUB_TIMEOUT_S = 20.0
_HASHED = {".json", ".txt", ".model", ".safetensors", ".bin", ".py"}


class SentenceTransformerEmbedder:
    """A sentence-transformers model with its own prompts for questions and passages, where it has them."""

    def __init__(self, model: SentenceTransformer, *, identity: str) -> None:
        self._model = model
        self._query_prompt = model.prompts.get("query") or ""
        # A model that names only `passage` has an empty `document` prompt too: sentence-transformers adds it.
        prompts = (model.prompts.get(name) for name in _PASSAGE_PROMPTS)
        self._passage_prompt = next(filter(None, prompts), "")
        self.identity = identity
        self.dimensions = int(model.get_embedding_dimension() or 0)

    @classmethod
    def from_name(cls, name: str, threads: int) -> SentenceTransformerEmbedder:
        """Load a folder, or a model of the hub; the hub is contacted only for a model not yet downloaded.

        Raises ConfigurationError where there is no such model and UnavailableError where the hub cannot be
        reached.
        """
        folder = Path(name).expanduser()
        if folder.exists() or _looks_like_a_path(name):
            return cls.from_folder(folder, threads, identity=f"{folder.name}-torch-{fingerprint(folder)}")
        full_name = name if "/" in name else f"{_DEFAULT_OWNER}/{name}"
        model = _load_from_hub(full_name)
        _use_threads(threads)
        return cls(model, identity=f"{full_name}-torch-{_revision(full_name)}")

    @classmethod
    def from_folder(cls, folder: Path, threads: int, *, identity: str) -> SentenceTransformerEmbedder:
        """Load a folder without ever contacting a hub; raises ConfigurationError where it holds no model."""
        _require_modules(folder)
        _be_quiet()
        from safetensors import SafetensorError
        from sentence_transformers import SentenceTransformer

        try:
            model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as cause:
            raise ConfigurationError(
                f"The embedding model in {folder} is broken or incomplete; copy it again."
            ) from cause
        _use_threads(threads)
        return cls(model, identity=identity)

    def embed_passages(self, texts: Sequence[str]) -> FloatMatrix:
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        vectors = self._model.encode_document(
            list(texts), prompt=self._passage_prompt, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)

    def embed_query(self, text: str) -> FloatVector:
        vector = self._model.encode_query(
            text, prompt=self._query_prompt, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vector, np.float32)


def fingerprint(folder: Path) -> str:
    """A hash over the names and contents of the model's files, whatever their dates."""
    _require_modules(folder)
    total = hashlib.sha256()
    for path in _model_files(folder):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()[:_FINGERPRINT_DIGITS]


def _model_files(folder: Path) -> Iterator[Path]:
    """The files of the folder and of its modules' folders; other engines' exports (`onnx/`) are left out."""
    for pattern in ("*", "[0-9]*_*/*"):
        yield from sorted(path for path in folder.glob(pattern) if path.is_file() and path.suffix in _HASHED)


def _looks_like_a_path(name: str) -> bool:
    return name.startswith((".", "~")) or Path(name).is_absolute() or "\\" in name or name.count("/") > 1


def _require_modules(folder: Path) -> None:
    if not (folder / _MODULES).is_file():
        raise ConfigurationError(
            f"{folder} is not a sentence-transformers folder (it has no {_MODULES}); "
            'name another model or set the embedding model to "embedded".'
        )


def _load_from_hub(name: str) -> SentenceTransformer:
    _be_quiet()
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, device="cpu", local_files_only=True)
    except OSError:
        _require_on_hub(name)  # not downloaded yet
    return SentenceTransformer(name, device="cpu")


def _require_on_hub(name: str) -> None:
    """Ask the hub once; the loader itself would retry for a minute before it gave up."""
    import httpx
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HFValidationError, RepositoryNotFoundError

    try:
        HfApi().model_info(name, timeout=_HUB_TIMEOUT_S)
    except (RepositoryNotFoundError, HFValidationError) as cause:
        raise ConfigurationError(
            f"There is no embedding model {name} on this computer or the hub; check its name or set "
            '"embedded".'
        ) from cause
    except (httpx.HTTPError, OSError) as cause:
        raise UnavailableError(
            f"The embedding model {name} is not on this computer and the hub cannot be reached; try again "
            'when it can, or set the embedding model to "embedded".'
        ) from cause


def _revision(name: str) -> str:
    """The commit of the downloaded model, which the hub's cache has as its folder's name."""
    from huggingface_hub import try_to_load_from_cache

    for file in (_MODULES, "config.json"):
        path = try_to_load_from_cache(name, file)
        if isinstance(path, str):
            return Path(path).parent.name[:_FINGERPRINT_DIGITS]
    return "unknown"


def _be_quiet() -> None:
    """No usage reports to the hub, whose client reads the environment once at its import; no progress bar."""
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    import huggingface_hub.constants
    from transformers.utils import logging as transformers_logging

    huggingface_hub.constants.HF_HUB_DISABLE_TELEMETRY = True
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # theirs


def _use_threads(threads: int) -> None:
    if threads:
        import torch

        torch.set_num_threads(threads)
