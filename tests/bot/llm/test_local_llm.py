"""A real model on a real server: real tokens through the whole adapter."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.llm.local_server import serve, weights
from bot.llm.model import ChatModel, ModelFailedError
from bot.llm.providers import load_model
from bot.llm.settings import ModelSettings
from ingest.errors import ConfigurationError
from tests.bot.llm.asking import MESSAGES

pytestmark = pytest.mark.slow

_WITHIN_S = 120.0
_ROOT = Path(__file__).parents[3]


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


def test_who_stops_early_leaves_it_free_for_the_next(model: ChatModel) -> None:
    for _ in model.complete(MESSAGES, within_s=_WITHIN_S):
        break
    assert list(model.complete(MESSAGES, within_s=_WITHIN_S))


def test_a_deadline_that_is_too_short_is_kept(model: ChatModel) -> None:
    with pytest.raises(ModelFailedError, match="in time"):
        list(model.complete(MESSAGES, within_s=0.001))


def test_what_was_put_together_once_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "gemma-3-270m-q4_k_m.gguf").write_bytes(b"as it is")
    assert weights(tmp_path).read_bytes() == b"as it is"


def test_a_file_that_is_no_model_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "gemma-3-270m-q4_k_m.gguf").write_bytes(b"no model")
    with pytest.raises(ConfigurationError, match=r"delete .*gguf to have it made anew"):
        serve(weights(tmp_path), 0)


def test_a_port_that_is_taken_is_told_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "bot.llm.local_server", "--port", port]
        ended = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"The model cannot be served at port {port}; try another --port")
    assert "Traceback" not in ended.stderr
