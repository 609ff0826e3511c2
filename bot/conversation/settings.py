"""Settings of conversations."""

from __future__ import annotations

from pydantic import Field

from ingest.settings import Section


class ConversationSettings(Section):
    """What a follow-up question sees of its conversation."""

    history_tokens: int = Field(
        1500, ge=0, le=100_000, description="How much of a conversation a follow-up question sees, in tokens"
    )
