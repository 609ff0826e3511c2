"""The settings of ingestion and of the index: frozen sections that refuse what they do not know."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field

from ingest.models import Audience

EMBEDDED = "embedded"


class Section(BaseModel):
    """A table of `concord.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DocumentSettings(Section):
    """What is read, and how much of it."""

    sources: tuple[str, ...] = Field(("documents",), description="Folders, files and web addresses to index")
    default_audience: Audience = Field(
        Audience.PUBLIC, description="Who may read a document that does not say: `public` or `staff`"
    )
    max_file_mb: int = Field(50, ge=1, description="The largest file that is read, in megabytes")
    max_expanded_mb: int = Field(
        200, ge=1, description="The most that a compressed file may unpack to, in megabytes"
    )


class ChunkSettings(Section):
    """How documents are cut."""

    max_chars: int = Field(600, ge=100, le=20_000, description="The most characters of sentences in a chunk")


class WebSettings(Section):
    """How web addresses are fetched."""

    timeout_s: float = Field(20, gt=0, description="The longest that one page may take, in seconds")
    max_mb: int = Field(20, ge=1, description="The largest page that is read, in megabytes")
    allow_private: bool = Field(
        False, description="Whether loopback, link-local and private addresses may be fetched"
    )


class IndexSettings(Section):
    """Where the index lives."""

    folder: Path = Field(Path(".concord"), description="The folder of the index and its cache")
    chroma_url: str = Field(
        "", description="A Chroma server, like `http://127.0.0.1:8000`; empty keeps Chroma in this process"
    )
    lock_wait_s: float = Field(
        30, ge=0, description="How long an ingest waits for another to end, in seconds"
    )


class EmbeddingSettings(Section):
    """Which model turns text into vectors."""

    model: str = Field(
        EMBEDDED,
        min_length=1,
        description="`embedded` (multilingual-e5-small, offline), or the name or folder of a "
        "sentence-transformers model",
    )
    engine: Literal["auto", "onnx", "torch"] = Field(
        "auto", description="What runs it; `auto` takes onnx for the embedded model and torch for any other"
    )
    threads: int = Field(0, ge=0, description="CPU threads; 0 means one for each core")
    folder: Path = Field(
        default_factory=lambda: platformdirs.user_cache_path("concord") / "models",
        description="Where the embedded model is unpacked",
    )
