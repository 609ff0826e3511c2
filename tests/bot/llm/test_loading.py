"""What comes into memory for a model and when, and which addresses are turned to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.llm.providers import PROVIDERS
from tests.bot.llm.scripted_server import ScriptedServer, say

_ROOT = Path(__file__).parents[3]
_CODE = """
import sys, time
from bot.llm.loading import load_model
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
from bot.llm.loading import load_model
from bot.llm.model import Message, Role
from bot.llm.settings import ModelSettings

settings = ModelSettings(provider=sys.argv[1], model="gpt-4o", base_url=sys.argv[2], api_key="sk-1")
assert list(load_model(settings, time.monotonic).complete([Message(Role.USER, "?")], within_s=60))
print(sorted(addresses))
"""


@pytest.mark.parametrize("provider", PROVIDERS)
def test_only_the_models_own_server_is_turned_to(provider: str) -> None:
    with ScriptedServer(lambda _: say("One.")) as server:
        address = server.base_url if provider.startswith("openai") else server.root_url
        port = int(server.root_url.rpartition(":")[2])
        ended = subprocess.run(
            [sys.executable, "-c", _ASKS, provider, address],
            cwd=_ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    assert ended.stdout == f"{sorted([str(('127.0.0.1', port)), '127.0.0.1'])}\n"


def test_without_a_model_none_of_the_heavy_packages_is_imported() -> None:
    heavy = ["llama_index", "openai", "anthropic", "ollama", "httpx", "xllamacpp", "tiktoken"]
    ended = subprocess.run(
        [sys.executable, "-c", _CODE, *heavy], cwd=_ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout == "[]\n"
