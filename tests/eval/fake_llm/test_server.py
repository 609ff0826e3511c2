"""The scripted server does what its script says, on the wire."""

from __future__ import annotations

import json
import time
from http.client import HTTPConnection, IncompleteRead
from typing import Any

import pytest

from eval.fake_llm.script import Script, Trouble, fail, say
from eval.fake_llm.server import ScriptedServer

_CHAT = "/v1/chat/completions"
_PATIENCE_S = 600.0


def _post(server: ScriptedServer, path: str, question: str, *, stream: bool = True) -> tuple[int, bytes]:
    connection = HTTPConnection(server.root_url.removeprefix("http://"), timeout=_PATIENCE_S)
    body = {"model": "scripted", "stream": stream, "messages": [{"role": "user", "content": question}]}
    try:
        connection.request("POST", path, json.dumps(body), {"X-Of": question})
        reply = connection.getresponse()
        return reply.status, reply.read()
    finally:
        connection.close()


def _events(data: bytes) -> list[Any]:
    lines = data.decode().splitlines()
    return [json.loads(line[6:]) for line in lines if line.startswith("data: {")]


def test_words_come_as_pieces_with_a_reason_to_stop_and_the_usage() -> None:
    script = Script(pieces=("One", " two."), usage=(7, 2))
    with ScriptedServer(lambda _: script) as server:
        status, data = _post(server, _CHAT, "?")
    assert status == 200
    first, second, end, usage = _events(data)
    assert [each["choices"][0]["delta"] for each in (first, second)] == [
        {"content": "One"},
        {"content": " two."},
    ]
    assert end["choices"][0]["finish_reason"] == "stop"
    assert usage["usage"] == {"prompt_tokens": 7, "completion_tokens": 2, "total_tokens": 9}
    assert data.endswith(b"data: [DONE]\n\n")


def test_without_a_stream_the_answer_comes_whole() -> None:
    with ScriptedServer(lambda _: say("One two.")) as server:
        _, data = _post(server, _CHAT, "?", stream=False)
    assert json.loads(data)["choices"][0]["message"]["content"] == "One two."


@pytest.mark.parametrize("path", ["/v1/messages", "/api/chat"])
def test_the_other_formats_carry_the_same_words(path: str) -> None:
    with ScriptedServer(lambda _: say("One two.")) as server:
        _, streamed = _post(server, path, "?")
        _, whole = _post(server, path, "?", stream=False)
    assert b'"One"' in streamed
    assert b'" two."' in streamed
    assert b"One two." in whole


def test_an_error_has_its_status_headers_and_message() -> None:
    with ScriptedServer(lambda _: fail(429, retry_after="3", message="slow down")) as server:
        connection = HTTPConnection(server.root_url.removeprefix("http://"), timeout=_PATIENCE_S)
        connection.request("POST", _CHAT, "{}")
        reply = connection.getresponse()
        assert (reply.status, reply.headers["Retry-After"]) == (429, "3")
        assert json.loads(reply.read())["error"]["message"] == "slow down"
        connection.close()


def test_a_stream_that_is_cut_ends_within_a_frame() -> None:
    script = Script(pieces=("One",), trouble=Trouble.CUT)
    with ScriptedServer(lambda _: script) as server, pytest.raises(IncompleteRead):
        _post(server, _CHAT, "?")


def test_a_stream_that_is_cut_quietly_ends_without_a_reason() -> None:
    script = Script(pieces=("One",), trouble=Trouble.QUIET_CUT)
    with ScriptedServer(lambda _: script) as server:
        _, data = _post(server, _CHAT, "?")
    assert len(_events(data)) == 1
    assert b"DONE" not in data


@pytest.mark.parametrize("trouble", [Trouble.SILENCE, Trouble.STALL, Trouble.ENDLESS, Trouble.DRIP])
def test_who_waits_in_vain_may_hang_up_and_is_no_longer_served(trouble: Trouble) -> None:
    script = Script(pieces=("One",), trouble=trouble)
    with ScriptedServer(lambda _: script) as server:
        connection = HTTPConnection(server.root_url.removeprefix("http://"), timeout=_PATIENCE_S)
        connection.request("POST", _CHAT, '{"stream": true}')
        if trouble is not Trouble.SILENCE:
            assert connection.getresponse().read(10)
        _until(server, 1)
        connection.close()
        _until(server, 0)


def _until(server: ScriptedServer, in_flight: int) -> None:
    give_up = time.monotonic() + _PATIENCE_S
    while server.in_flight != in_flight:
        assert time.monotonic() < give_up, f"{server.in_flight} are being served"
        time.sleep(0.01)
