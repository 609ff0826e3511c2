"""Settings of the database and of how long what is in it is kept."""

from __future__ import annotations

from pydantic import Field, SecretStr

from ingest.settings import Section

_CENTURY = 36_500


class StorageSettings(Section):
    """Where records, remarks, conversations and guild settings are kept."""

    url: SecretStr = Field(
        SecretStr(""),
        description="The address of the database, like `sqlite:///FILE` or "
        "`postgresql://user:password@host/name`; empty is `concord.sqlite` in the index folder",
    )
    secret: SecretStr = Field(
        SecretStr(""),
        description="What the keys of persons are hashed with; empty keeps a random one in the database",
    )


class RecordSettings(Section):
    """How long answers, remarks and conversations are kept."""

    keep_days: int = Field(
        90,
        ge=0,
        le=_CENTURY,
        description="How long records of answers, remarks on them and conversations are kept, in days; 0 "
        "keeps none",
    )
