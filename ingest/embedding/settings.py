"""The settings of embedding, which everything else here is handed."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field

EMBEDDED = "embedded"


class EmbeddingSettings(BaseModel):
    """Which model embeds, on which engine, and where the embedded one is unpacked.

    `model` is `embedded` (multilingual-e5-small, offline) or the name or folder of a sentence-transformers
    model. `engine` `auto` takes onnx for the embedded model and torch for any other. `threads` counts CPU
    threads, 0 means one for each core.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = Field(default=EMBEDDED, min_length=1)
    engine: Literal["auto", "onnx", "torch"] = "auto"
    threads: int = Field(default=0, ge=0)
    folder: Path = Field(default_factory=lambda: platformdirs.user_cache_path("concord") / "models")
