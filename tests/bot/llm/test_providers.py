"""Every provider, with its real package, against the scripted server in its provider's format."""

from __future__ import annotations

import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from bot.llm.model import Usage
from bot.llm.providers import load_model
from bot.llm.settings import PROVIDERS, ModelSettings
from ingest.errors import ConfigurationError
from tests.bot.llm.asking import (
    KEY,
    MESSAGES,
    PATIENCE_S,
    address_of,
    answer,
    failure,
    model_of,
    settings_for,
)
from tests.bot.llm.scripted_server import Asked, Script, ScriptedServer, Trouble, fail, say

pytestmark = pytest.mark.slow

_ROOT = Path(__file__).parents[3]
_PACKAGES = {
    "openai": "llama_index.llms.openai_like",
    "anthropic": "llama_index.llms.anthropic",
    "ollama": "llama_index.llms.ollama",
    "openai-compatible": "llama_index.llms.openai_like",
}
_CODE = """
import sys, time
from bot.llm.providers import load_model
from bot.llm.settings import ModelSettings
assert load_model(ModelSettings(), time.monotonic) is None
print(sorted({name.split(".")[0] for name in sys.modules} & set(sys.argv[1:])))
"""
_ASKS = """
import sys, time

addresses = set()

def note(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        addresses.add(str(arguments[1] if event == "socket.connect" else arguments[0]))

sys.addaudithook(note)
from bot.llm.providers import load_model
from bot.llm.model import Message, Role
from bot.llm.settings import ModelSettings

settings = ModelSettings(provider=sys.argv[1], model="gpt-4o", base_url=sys.argv[2], api_key="sk-1")
assert list(load_model(settings, time.monotonic).complete([Message(Role.USER, "?")], within_s=60))
print(sorted(addresses))
"""

every_provider = pytest.mark.parametrize("provider", PROVIDERS)


def asked_of(provider: str, **changes: object) -> Asked:
    """The request that reaches the server of this provider."""
    with ScriptedServer(lambda _: say("One.")) as server:
        assert answer(model_of(server, provider, **changes)) == "One."
        (asked,) = server.asked
    return asked


@every_provider
def test_words_usage_and_messages_pass_both_ways(provider: str) -> None:
    script = Script(pieces=("One", " 둘."), usage=(12, 3))
    with ScriptedServer(lambda _: script) as server:
        completion = model_of(server, provider).complete(MESSAGES, within_s=PATIENCE_S)
        assert list(completion) == ["One", " 둘."]
        (asked,) = server.asked
    assert completion.usage == Usage(12, 3, 0.0, is_estimated=False)
    assert not completion.is_cut
    assert asked.messages == (("system", "You answer."), ("user", "Who are its partners?"))
    assert asked.body["model"] == "scripted-1"
    assert asked.body["stream"] is True


@every_provider
def test_a_model_that_does_not_count_has_its_usage_reckoned(provider: str) -> None:
    with ScriptedServer(lambda _: say("One two.")) as server:
        completion = model_of(server, provider).complete(MESSAGES, within_s=PATIENCE_S)
        assert list(completion)
    # 11 and 21 characters of the messages and 8 of the answer, at three a token: 4 + 7 and 3.
    assert completion.usage == Usage(11, 3, 0.0, is_estimated=True)


@every_provider
def test_an_answer_of_the_greatest_length_is_cut(provider: str) -> None:
    with ScriptedServer(lambda _: Script(pieces=("One",), finish="length")) as server:
        completion = model_of(server, provider).complete(MESSAGES, within_s=PATIENCE_S)
        assert list(completion) == ["One"]
    assert completion.is_cut


@every_provider
@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (fail(401), "it answered with the status 401"),
        (Script(), "it answered nothing"),
        (Script(trouble=Trouble.SILENCE), "it did not begin to answer in time"),
        (Script(pieces=("One",), trouble=Trouble.QUIET_CUT), "its answer broke off"),
        (Script(pieces=("One",), trouble=Trouble.CUT), "its answer broke off (RemoteProtocolError)"),
    ],
)
def test_failures_have_the_same_names_everywhere(provider: str, script: Script, reason: str) -> None:
    assert failure(script, 2.0, provider=provider) == reason


@every_provider
def test_a_missing_package_is_named_with_its_remedy(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, _PACKAGES[provider], None)
    with pytest.raises(ConfigurationError) as refused:
        load_model(settings_for("http://127.0.0.1:1", provider), time.monotonic)
    assert str(refused.value).endswith(f"run: pip install 'concord[{PROVIDERS[provider].extra}]'.")


def test_each_extra_is_declared() -> None:
    extras = tomllib.loads((_ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert {provider.extra for provider in PROVIDERS.values()} <= set(extras)


def test_without_a_provider_there_is_no_model() -> None:
    assert load_model(ModelSettings(), time.monotonic) is None


def test_what_the_package_refuses_is_refused_before_it_is_asked() -> None:
    too_free = settings_for("http://127.0.0.1:1", "anthropic", temperature=1.5)
    with pytest.raises(ConfigurationError, match=r"refuses llm\.model or llm\.temperature") as refused:
        load_model(too_free, time.monotonic)
    assert refused.value.__context__ is None


def test_each_provider_gets_the_limits_under_its_own_names() -> None:
    assert asked_of("openai").body["max_completion_tokens"] == 600
    assert asked_of("openai-compatible").body["max_tokens"] == 600
    assert asked_of("anthropic").body["max_tokens"] == 600
    options = asked_of("ollama").body["options"]
    assert (options["num_predict"], options["num_ctx"], options["temperature"]) == (600, 8600, 0.0)


def test_models_that_are_newer_than_the_packages_choose_their_own_temperature() -> None:
    assert "temperature" not in asked_of("openai").body
    assert "temperature" not in asked_of("anthropic").body
    assert asked_of("openai", model="gpt-4o-mini").body["temperature"] == 0.0
    assert asked_of("anthropic", model="claude-3-haiku-20240307").body["temperature"] == 0.0
    assert asked_of("openai-compatible").body["temperature"] == 0.0


def test_the_key_goes_where_each_provider_looks_for_it() -> None:
    assert asked_of("openai").headers["authorization"] == f"Bearer {KEY}"
    assert asked_of("openai-compatible").headers["authorization"] == f"Bearer {KEY}"
    assert asked_of("anthropic").headers["x-api-key"] == KEY
    assert asked_of("ollama").headers["authorization"] == f"Bearer {KEY}"


def test_no_other_servers_key_or_account_is_taken_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.setenv(name, "somebody-elses")
    keyless = asked_of("openai-compatible", api_key=type(settings_for("http://x").api_key)(""))
    for asked in (keyless, asked_of("anthropic")):
        assert not [value for value in asked.headers.values() if "somebody-elses" in value]


def printed(code: str, *arguments: str) -> str:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True).stdout


@every_provider
def test_only_the_models_own_server_is_turned_to(provider: str) -> None:
    with ScriptedServer(lambda _: say("One.")) as server:
        port = int(server.root_url.rpartition(":")[2])
        addresses = printed(_ASKS, provider, address_of(server, provider))
    assert addresses == f"{sorted([str(('127.0.0.1', port)), '127.0.0.1'])}\n"


def test_without_a_model_none_of_the_heavy_packages_is_imported() -> None:
    assert printed(_CODE, "llama_index", "openai", "anthropic", "ollama", "httpx", "xllamacpp") == "[]\n"


@every_provider
def test_a_redirect_is_not_followed_with_the_key(provider: str) -> None:
    with ScriptedServer(lambda _: say("One.")) as elsewhere:
        moved = Script(status=307, headers={"Location": elsewhere.root_url}, body="")
        assert failure(moved, provider=provider) == "it answered with the status 307"
        assert not elsewhere.asked
