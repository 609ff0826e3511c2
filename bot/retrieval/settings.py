"""The settings of retrieval."""

from __future__ import annotations

from pydantic import Field

from ingest.settings import Section


class RetrievalSettings(Section):
    """How passages are found."""

    top: int = Field(8, ge=1, le=100, description="How many passages are read for an answer")
    candidates: int = Field(
        100, ge=10, le=1000, description="How many candidates each of the two searches gives to the fusion"
    )
