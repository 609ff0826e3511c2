"""The settings of the language model: which one, how it is reached, and what it may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, SecretStr, model_validator

from ingest.errors import ConfigurationError
from ingest.settings import Section


@dataclass(frozen=True, slots=True)
class Provider:
    """Who runs a model: the extra that brings its packages, and what must be set."""

    extra: str
    needs_key: bool = False
    needs_base_url: bool = False


PROVIDERS: Mapping[str, Provider] = {
    "openai": Provider("openai", needs_key=True),
    "anthropic": Provider("anthropic", needs_key=True),
    "ollama": Provider("ollama"),
    "openai-compatible": Provider("openai-compatible", needs_base_url=True),
}
_KNOWN = ", ".join(PROVIDERS)
_NO_ADDRESS = "llm.base_url is no address like http://127.0.0.1:8080/v1; correct it."


class ModelSettings(Section):
    """The language model that writes answers; with no `provider` the documents' own words answer."""

    # What is wrong is told without the values: one of them may be the key.
    model_config = ConfigDict(hide_input_in_errors=True, allow_inf_nan=False)

    provider: str = Field(
        "",
        description="Who runs the language model: `openai`, `anthropic`, `ollama` or `openai-compatible`;"
        " empty means none",
    )
    model: str = Field("", description="The model's name at its provider")
    api_key: SecretStr = Field(SecretStr(""), description="The key for the provider; shown nowhere")
    base_url: str = Field(
        "",
        description="The server's address, like `http://127.0.0.1:8080/v1`; empty: the provider's own",
    )
    timeout_s: float = Field(
        30, gt=0, le=600, description="All that the language model may take for one answer, in seconds"
    )
    context_tokens: int = Field(
        8000, ge=500, description="How much the model is sent at most, in tokens; it must fit its context"
    )
    max_tokens: int = Field(600, ge=16, description="The longest answer that the model may write, in tokens")
    temperature: float = Field(
        0.0, ge=0, le=2, description="How freely the model chooses its words; 0 is the least"
    )
    breaker_failures: int = Field(
        3, ge=1, description="After how many failures in a row the model is left alone for a while"
    )
    breaker_cooldown_s: float = Field(60, ge=0, description="For how long it is left alone then, in seconds")
    prompt_price: float = Field(0.0, ge=0, description="The price of a million tokens that are sent")
    completion_price: float = Field(0.0, ge=0, description="The price of a million tokens that are written")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        """Raises ConfigurationError, which pydantic passes on as it is, where they contradict each other."""
        if self.provider:
            self._refuse_half_a_provider()
        elif self.model:
            raise ConfigurationError(f"llm.model is set, but no llm.provider; it may be {_KNOWN}.")
        key = self.api_key.get_secret_value()
        if not (key.isascii() and key.isprintable()) or " " in key:
            raise ConfigurationError(
                "llm.api_key holds a blank or a sign that no key has; copy the key anew."
            )
        self._refuse_other_addresses()
        return self

    def _refuse_half_a_provider(self) -> None:
        provider = PROVIDERS.get(self.provider)
        if provider is None:
            raise ConfigurationError(
                f"llm.provider is none of {_KNOWN}; correct it, or leave it empty for none."
            )
        if not self.model:
            raise ConfigurationError(f"llm.provider is {self.provider}; name its model in llm.model as well.")
        if provider.needs_key and not self.api_key.get_secret_value():
            raise ConfigurationError(f"llm.provider is {self.provider}; put its key into llm.api_key.")
        if provider.needs_base_url and not self.base_url:
            raise ConfigurationError(f"llm.provider is {self.provider}; put its address into llm.base_url.")

    def _refuse_other_addresses(self) -> None:
        if not self.base_url:
            return
        try:
            address = urlsplit(self.base_url)
            is_web = address.scheme in ("http", "https") and bool(address.hostname) and address.port != 0
        except ValueError:
            raise ConfigurationError(_NO_ADDRESS) from None
        if not is_web:
            raise ConfigurationError(_NO_ADDRESS)
        # The libraries write addresses into their logs.
        if "@" in address.netloc or address.query or address.fragment:
            raise ConfigurationError(
                "llm.base_url may hold no password and no query; keys belong in llm.api_key."
            )
