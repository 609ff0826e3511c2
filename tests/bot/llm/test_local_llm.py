"""A real model on a real server: real tokens through the whole adapter."""

from __future__ import annotations

import time

import pytest

from bot.llm.loading import load_model
from bot.llm.model import ChatModel, ModelFailed
from bot.llm.settings import ModelSettings
from tests.bot.llm.asking import MESSAGES, calls_running, wait_until

_WITHIN_S = 120.0


@pytest.fixture
def model(local_llm: ModelSettings) -> ChatModel:
    model = load_model(local_llm, time.monotonic)
    assert model is not None
    return model


def test_its_tokens_stream_and_are_counted(model: ChatModel) -> None:
    completion = model.complete(MESSAGES, within_s=_WITHIN_S)
    pieces = list(completion)
    assert "".join(pieces).strip()
    assert 0 < len(pieces) <= 40
    # The server counts a last token that says nothing, the one that ends.
    assert len(pieces) <= completion.usage.completion_tokens <= 40
    assert completion.usage.prompt_tokens > 10
    assert not completion.usage.is_estimated


def test_it_says_the_same_twice_at_temperature_zero(model: ChatModel) -> None:
    first, second = ("".join(model.complete(MESSAGES, within_s=_WITHIN_S)) for _ in range(2))
    assert first == second


def test_who_stops_early_leaves_it_free_for_the_next(model: ChatModel) -> None:
    for _ in model.complete(MESSAGES, within_s=_WITHIN_S):
        break
    wait_until(lambda: calls_running() == 0)
    assert list(model.complete(MESSAGES, within_s=_WITHIN_S))


def test_a_deadline_that_is_too_short_is_kept(model: ChatModel) -> None:
    with pytest.raises(ModelFailed, match="in time"):
        list(model.complete(MESSAGES, within_s=0.001))
    wait_until(lambda: calls_running() == 0)
