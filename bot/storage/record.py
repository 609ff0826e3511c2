"""The record of an answer: what was asked, what was found and shown, and with what; and its form as JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, AliasChoices, AwareDatetime, Field, JsonValue

from bot.models import Answer, Audience, Language, Refusal, Turn, Value
from ingest.errors import ConfigurationError, DocumentError

# Raise it when a field changes its meaning or goes, and let `from_json` make the new of the old; a field that
# is added has a default, so that the records from before are still read.
FORMAT = 1


class KeptPassage(Value):
    """A passage that was found: where it stands, its score, and the version of its document at that time."""

    document: str
    section: str
    start: int
    end: int
    score: float
    version: str


class KeptWithheld(Value):
    """A sentence of a model that was not shown, why, and what of it was not found."""

    text: str
    reason: str
    detail: str = ""


class Record(Value):
    """All that is needed to show an answer again, and to ask again and compare.

    `id` is empty until the record is kept. `requester` is a key that gives no name away, empty where it is
    not known who asked. `language` is what the framing was asked for in, None for the question's own; `index`
    the generation that was read; `model` the language model, empty for none; `prompts` the version of each
    prompt by its id; `shown` the sentences as they were shown; `fallback` why the documents' own words were
    given in place of a model's, empty where they were not. `timings_ms` are milliseconds by step; `cost` is
    in the currency of the settings; `settings` are those that decide an answer, by their path.
    """

    format: int = FORMAT
    id: str = ""
    at: Annotated[AwareDatetime, AfterValidator(lambda at: at.astimezone(dt.UTC))]
    surface: str
    # The first release called it `asker`.
    requester: str = Field("", validation_alias=AliasChoices("requester", "asker"))
    audience: Audience
    question: str
    standalone: str
    documents: tuple[str, ...] | None = None
    language: Language | None = None
    turns: tuple[Turn, ...] = ()
    index: str = ""
    model: str = ""
    prompts: Mapping[str, int] = {}
    passages: tuple[KeptPassage, ...] = ()
    shown: tuple[str, ...] = ()
    withheld: tuple[KeptWithheld, ...] = ()
    fallback: str = ""
    reply: Annotated[Answer | Refusal, Field(discriminator="kind")]
    timings_ms: Mapping[str, float] = {}
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float = 0.0
    settings: Mapping[str, JsonValue] = {}

    def named(self, identifier: str) -> Record:
        """The same under this id, which its reply carries too."""
        reply = self.reply.model_copy(update={"id": identifier})
        return self.model_copy(update={"id": identifier, "reply": reply})


def to_json(record: Record) -> str:
    """The record as JSON in ASCII, so that a lone surrogate in what was typed survives."""
    return json.dumps(record.model_dump(mode="json"), separators=(",", ":"))


def from_json(text: str | bytes) -> Record:
    """The record in `text`.

    Raises ConfigurationError where a later release wrote it, and DocumentError where it is none.
    """
    try:
        values = json.loads(text)
        later = isinstance(values, dict) and values.get("format", 0) > FORMAT
        if not later:
            return Record.model_validate(values)
    except (ValueError, TypeError, RecursionError) as damaged:
        raise DocumentError("This record is damaged and cannot be read; ask the question again.") from damaged
    raise ConfigurationError(
        "This record was written by a later release of Concord; update Concord to read it."
    )
