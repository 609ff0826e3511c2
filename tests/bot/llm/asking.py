"""What tests ask of models: a model of a scripted server, and one question."""

from __future__ import annotations

import time
from typing import Any

import pytest
from pydantic import SecretStr

from bot.llm.model import ChatModel, Message, ModelFailedError, Role
from bot.llm.providers import load_model
from bot.llm.settings import ModelSettings
from tests.bot.llm.scripted_server import Script, ScriptedServer

KEY = "sk-distinctive-7f3a9c"
MESSAGES = (Message(Role.SYSTEM, "You answer."), Message(Role.USER, "Who are its partners?"))
# Long enough for a slow machine, where the answer is to come; a test ends as soon as it is there.
PATIENCE_S = 20.0


def settings_for(address: str, provider: str = "openai-compatible", **changes: Any) -> ModelSettings:
    """Settings for a model at this address, which is left alone after a hundred failures in a row."""
    usual = ModelSettings(
        provider=provider, model="scripted-1", base_url=address, api_key=SecretStr(KEY), breaker_failures=100
    )
    return usual.model_copy(update=changes)


def model_at(address: str, provider: str = "openai-compatible", **changes: Any) -> ChatModel:
    """A model at this address."""
    model = load_model(settings_for(address, provider, **changes), time.monotonic)
    assert model is not None
    return model


def address_of(server: ScriptedServer, provider: str) -> str:
    """The address that a provider's model of the server is told."""
    return server.base_url if provider.startswith("openai") else server.root_url


def model_of(server: ScriptedServer, provider: str = "openai-compatible", **changes: Any) -> ChatModel:
    """A model of the server."""
    return model_at(address_of(server, provider), provider, **changes)


def answer(model: ChatModel, within_s: float = PATIENCE_S) -> str:
    """All that the model says."""
    return "".join(model.complete(MESSAGES, within_s=within_s))


def failure(script: Script, within_s: float = PATIENCE_S, provider: str = "openai-compatible") -> str:
    """Why a model fails whose server follows `script`."""
    with ScriptedServer(lambda _: script) as server, pytest.raises(ModelFailedError) as failed:
        answer(model_of(server, provider), within_s)
    return str(failed.value)
