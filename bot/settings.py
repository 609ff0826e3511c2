"""All the settings: built-in values, then `concord.toml`, then `.env`, then the environment."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.answering.settings import AnswerSettings
from bot.conversation.settings import ConversationSettings
from bot.discord.settings import DiscordSettings
from bot.llm.settings import ModelSettings
from bot.retrieval.settings import RetrievalSettings
from bot.storage.settings import RecordSettings, StorageSettings
from ingest.errors import ConfigurationError
from ingest.settings import ChunkSettings, DocumentSettings, EmbeddingSettings, IndexSettings, WebSettings

PREFIX = "CONCORD_"
CONFIG_VARIABLE = "CONCORD_CONFIG"
# Variables of ours that are not settings: the file to read, and the folder of the tests' data.
_NOT_SETTINGS = {CONFIG_VARIABLE, "CONCORD_TEST_DATA"}


class Settings(BaseSettings):
    """Every setting of Concord; `load_settings` is the way to get them."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        hide_input_in_errors=True,  # a mistyped key may stand in it
    )

    documents: DocumentSettings = DocumentSettings()
    chunks: ChunkSettings = ChunkSettings()
    web: WebSettings = WebSettings()
    embedding: EmbeddingSettings = EmbeddingSettings()
    index: IndexSettings = IndexSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    answer: AnswerSettings = AnswerSettings()
    llm: ModelSettings = ModelSettings()
    conversation: ConversationSettings = ConversationSettings()
    storage: StorageSettings = StorageSettings()
    records: RecordSettings = RecordSettings()
    discord: DiscordSettings = DiscordSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The order in which sources win, strongest first."""
        file = TomlConfigSettingsSource(settings_cls, settings_cls.model_config.get("toml_file"))
        return init_settings, env_settings, dotenv_settings, file


def load_settings(folder: Path, overrides: Mapping[str, str] | None = None) -> Settings:
    """The settings that hold in `folder`; raises ConfigurationError with the path of what is wrong.

    `concord.toml` is looked for there unless the environment names another file in CONCORD_CONFIG.
    `overrides` win over everything: values as they would stand in the environment, by path, such as
    `retrieval.top`.
    """
    file = Path(os.environ.get(CONFIG_VARIABLE, folder / "concord.toml"))
    if CONFIG_VARIABLE in os.environ and not file.is_file():
        raise ConfigurationError(
            f"{CONFIG_VARIABLE} names {file}, which is not a file; correct it or unset it."
        )
    _refuse_unknown(os.environ)

    class _Here(Settings):
        model_config = SettingsConfigDict(
            toml_file=file,
            env_file=folder / ".env",
            dotenv_filtering="match_prefix",  # the file may hold other programs' variables
        )

    try:
        return _Here(**_nested(overrides or {}))
    except ValidationError as invalid:
        raise ConfigurationError(_sentence(invalid.errors()[0])) from invalid
    except ValueError as unreadable:
        raise ConfigurationError(
            f"{file.name} cannot be read as TOML ({unreadable}); correct it."
        ) from unreadable


def _nested(overrides: Mapping[str, str]) -> dict[str, Any]:
    """The overrides as sections of settings; raises ConfigurationError where a path is none."""
    nested: dict[str, Any] = {}
    for path, value in overrides.items():
        section, dot, name = path.partition(".")
        if not dot or section not in Settings.model_fields:
            raise ConfigurationError(f"{path} is not a setting{_meant(section)}; correct or remove it.")
        nested.setdefault(section, {})[name] = value
    return nested


def _refuse_unknown(names: Iterable[str]) -> None:
    """Refuses variables with our prefix that name no section, which pydantic would pass over in silence."""
    for name in names:
        if not name.startswith(PREFIX) or name in _NOT_SETTINGS:
            continue
        section = name.removeprefix(PREFIX).split("__")[0].lower()
        if section not in Settings.model_fields or "__" not in name:
            raise ConfigurationError(f"{name} is not a setting{_meant(section)}; correct or unset it.")


def _sentence(error: Mapping[str, Any]) -> str:
    path = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"{path} is not a setting{_meant(str(error['loc'][-1]))}; correct or remove it."
    return f"The setting {path} is not valid: {error['msg']}."


def _meant(word: str) -> str:
    known = set(Settings.model_fields)
    for section in Settings.model_fields.values():
        known |= set(getattr(section.annotation, "model_fields", {}))
    near = difflib.get_close_matches(word, sorted(known), n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""
