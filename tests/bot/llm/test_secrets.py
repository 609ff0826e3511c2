"""The key is shown nowhere: in no log at its most talkative, no error, no traceback, on no failing path."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable

import pytest

from bot.llm.client import OpenResponse
from bot.llm.model import ModelFailedError
from bot.llm.providers import load_model, make_llm
from bot.llm.settings import PROVIDERS
from ingest.errors import ConfigurationError
from tests.bot.llm.asking import KEY, MESSAGES, PATIENCE_S, answer, model_at, model_of, settings_for
from tests.bot.llm.scripted_server import Script, ScriptedServer, Trouble, fail, say

pytestmark = pytest.mark.slow

_WITHIN_S = 1.5
_SAYS_THE_KEY = f"Incorrect API key provided: {KEY}"
_PATHS = {
    "in order": say("One."),
    "an error that says the key": fail(401, message=_SAYS_THE_KEY),
    "an error twice": fail(500, message=_SAYS_THE_KEY),
    "slow down": fail(429, retry_after="3600", message=_SAYS_THE_KEY),
    "an error in the stream": Script(
        pieces=("One",), raw=f'data: {{"error": {{"message": "{_SAYS_THE_KEY}"}}}}\n\n'.encode()
    ),
    "garbage that holds the key": Script(raw=f"data: {{{KEY}\n\n".encode()),
    "nothing to read": Script(body=_SAYS_THE_KEY),
    "cut": Script(pieces=("One",), trouble=Trouble.CUT),
    "silence": Script(trouble=Trouble.SILENCE),
    "stall": Script(pieces=("One",), trouble=Trouble.STALL),
}

every_provider = pytest.mark.parametrize("provider", PROVIDERS)


def shown(ask: Callable[[], object]) -> str:
    """All that a failure shows: its text, its traceback with the values of each frame, what it came of."""
    try:
        ask()
    except (ModelFailedError, ConfigurationError) as failed:
        told = traceback.TracebackException.from_exception(failed, capture_locals=True)
        return "".join(told.format()) + repr(failed) + repr(failed.__cause__) + repr(failed.__context__)
    return ""


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "openai", "anthropic", "llama_index", "asyncio"):
        caplog.set_level(logging.DEBUG, logger=name)
    formatter = logging.Formatter()
    return lambda: "".join(formatter.format(each) + repr(each.args) for each in caplog.records)


@every_provider
@pytest.mark.parametrize("path", _PATHS)
def test_no_path_shows_the_key(provider: str, path: str, everything_logged: Callable[[], str]) -> None:
    with ScriptedServer(lambda _: _PATHS[path]) as server:
        model = model_of(server, provider)
        told = shown(lambda: answer(model, _WITHIN_S if path in ("silence", "stall") else PATIENCE_S))
        while not server.asked:  # its thread may ask after the deadline
            time.sleep(0.01)
        sent = server.asked[0].headers
    assert any(KEY in value for value in sent.values()), "the key was not sent, so the test shows nothing"
    assert KEY not in told
    assert "127.0.0.1" in everything_logged(), "nothing was logged, so the test shows nothing"
    assert KEY not in everything_logged()


@every_provider
def test_no_server_at_all_shows_no_key(provider: str, everything_logged: Callable[[], str]) -> None:
    model = model_at("http://127.0.0.1:1", provider)
    told = shown(lambda: answer(model))
    assert "it cannot be reached" in told
    assert KEY not in told + everything_logged()


@every_provider
def test_what_a_package_refuses_shows_no_key(provider: str) -> None:
    settings = settings_for("http://127.0.0.1:1", provider, temperature=9.0)
    told = shown(lambda: load_model(settings, time.monotonic))
    assert KEY not in told


def test_a_reason_holds_no_address_and_nothing_of_the_prompt() -> None:
    with ScriptedServer(lambda _: fail(400, message="no such thing")) as server:
        model = model_at(server.base_url)
        with pytest.raises(ModelFailedError) as failed:
            answer(model)
        port = server.root_url.rpartition(":")[2]
    for secret in (port, "127.0.0.1", "no such thing", *(each.text for each in MESSAGES)):
        assert secret not in str(failed.value)


@every_provider
def test_neither_our_models_nor_the_packages_show_the_key(provider: str) -> None:
    assert KEY not in repr(model_at("http://127.0.0.1:1", provider))
    made = make_llm(settings_for("http://127.0.0.1:1", provider), OpenResponse())
    assert KEY not in repr(made) + str(made) + str(made.model_dump())
