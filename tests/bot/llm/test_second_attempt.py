"""A request that was refused for the moment is made once more, where the time suffices."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.llm.model import ModelFailed
from tests.bot.llm.asking import MESSAGES, PATIENCE_S, answer, model_of
from tests.bot.llm.scripted_server import Asked, Script, ScriptedServer, Trouble, fail, say


def _first(script: Script) -> Callable[[Asked], Script]:
    return lambda asked: script if asked.number == 1 else say("One.")


@pytest.mark.parametrize("script", [fail(500), fail(503), fail(429), fail(429, retry_after="0")])
def test_what_is_refused_for_the_moment_is_asked_once_more(script: Script) -> None:
    with ScriptedServer(_first(script)) as server:
        assert answer(model_of(server)) == "One."
        assert len(server.asked) == 2


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
def test_it_is_so_with_every_provider(provider: str) -> None:
    with ScriptedServer(_first(fail(429, retry_after="0"))) as server:
        assert answer(model_of(server, provider)) == "One."
        assert len(server.asked) == 2


def test_the_server_is_given_the_time_that_it_asks_for() -> None:
    # A second; the server notes when it was asked.
    with ScriptedServer(_first(fail(429, retry_after="1"))) as server:
        pieces = iter(model_of(server).complete(MESSAGES, within_s=PATIENCE_S))
        assert next(pieces) == "One."
        first, second = server.asked
    assert second.at_s - first.at_s >= 1.0


def test_a_wait_longer_than_the_time_that_is_left_fails_at_once() -> None:
    with ScriptedServer(_first(fail(429, retry_after="3600"))) as server:
        with pytest.raises(ModelFailed, match="it answered with the status 429"):
            answer(model_of(server))
        assert len(server.asked) == 1


def test_there_is_no_third_attempt() -> None:
    with ScriptedServer(lambda _: fail(429, retry_after="0")) as server:
        with pytest.raises(ModelFailed, match="it answered with the status 429"):
            answer(model_of(server))
        assert len(server.asked) == 2


@pytest.mark.parametrize("script", [fail(400), fail(401), Script(pieces=("One",), trouble=Trouble.CUT)])
def test_what_would_fail_again_or_has_begun_is_not_asked_again(script: Script) -> None:
    with ScriptedServer(_first(script)) as server:
        with pytest.raises(ModelFailed):
            answer(model_of(server))
        assert len(server.asked) == 1
