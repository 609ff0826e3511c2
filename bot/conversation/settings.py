"""The settings of conversations: where they are kept, how long, and how much of them is remembered."""

from __future__ import annotations

from pydantic import Field, SecretStr

from ingest.settings import Section


class ConversationSettings(Section):
    """What is kept of conversations, and what a follow-up question sees of it."""

    store: SecretStr = Field(
        SecretStr(""),
        description="The SQLAlchemy address of a database that keeps the conversations, with an asynchronous "
        "driver, like `postgresql+asyncpg://user:password@host/name`; empty keeps them in a SQLite file in "
        "the index folder",
    )
    secret: SecretStr = Field(
        SecretStr(""),
        description="What the hashes of askers are keyed with; empty keeps a random one in the index folder; "
        "machines that share a store need the same",
    )
    history_tokens: int = Field(
        1500, ge=0, le=100_000, description="How much of a conversation a follow-up question sees, in tokens"
    )
    keep_days: float = Field(
        30, ge=0, le=3650, description="How many days a turn of a conversation is kept; 0 keeps none"
    )
