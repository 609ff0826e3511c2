"""What tests ask of models: a model of a scripted server, one question, and how threads end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from pydantic import SecretStr

from bot.llm.loading import load_model
from bot.llm.model import ChatModel, Message, ModelFailed, Role
from bot.llm.settings import ModelSettings
from tests.bot.llm.scripted_server import Script, ScriptedServer

KEY = "sk-distinctive-7f3a9c"
MESSAGES = (Message(Role.SYSTEM, "You answer."), Message(Role.USER, "Who are its partners?"))
# Long enough for a slow machine, where the answer is to come; a test ends as soon as it is there.
PATIENCE_S = 20.0


def settings_for(address: str, provider: str = "openai-compatible") -> ModelSettings:
    """Settings for a model at this address, which is left alone after a hundred failures in a row."""
    return ModelSettings(
        provider=provider, model="scripted-1", base_url=address, api_key=SecretStr(KEY), failures=100
    )


def model_at(address: str, provider: str = "openai-compatible") -> ChatModel:
    """A model at this address."""
    model = load_model(settings_for(address, provider), time.monotonic)
    assert model is not None
    return model


def model_of(server: ScriptedServer, provider: str = "openai-compatible") -> ChatModel:
    """A model of the server."""
    return model_at(server.base_url if provider.startswith("openai") else server.root_url, provider)


def answer(model: ChatModel, within_s: float = PATIENCE_S) -> str:
    """All that the model says."""
    return "".join(model.complete(MESSAGES, within_s=within_s))


def failure(script: Script, within_s: float = PATIENCE_S, provider: str = "openai-compatible") -> str:
    """Why a model fails whose server follows `script`."""
    with ScriptedServer(lambda _: script) as server, pytest.raises(ModelFailed) as failed:
        answer(model_of(server, provider), within_s)
    return str(failed.value)


def wait_until(is_so: Callable[[], bool]) -> None:
    """Returns once it is so."""
    give_up = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < give_up, "it never came to be"
        time.sleep(0.01)


def calls_running() -> int:
    """How many threads ask a model."""
    return sum(each.name == "language-model" for each in threading.enumerate())
