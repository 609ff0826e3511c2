"""A wire is cut under a thread that waits on it, plain and encrypted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from bot.llm.wire import Wire
from tests.bot.llm.asking import PATIENCE_S, wait_until
from tests.ingest.sources.web_server import serving, speak_tls


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_who_waits_for_an_answer_is_freed(scheme: str, tmp_path: Path) -> None:
    wire = Wire()
    with serving() as server, ThreadPoolExecutor(1) as pool:
        if scheme == "https":
            speak_tls(server, tmp_path)
        client = wire.open(httpx.Client, PATIENCE_S, verify=False)
        waiting = pool.submit(client.get, f"{scheme}://127.0.0.1:{server.port}/hang")
        wait_until(lambda: bool(server.seen))
        wire.cut()
        assert isinstance(waiting.exception(PATIENCE_S), httpx.TransportError)
        wire.close()
    assert wire.was_connected
    assert wire.status is None


def test_what_is_opened_after_the_cut_is_cut_as_well() -> None:
    wire = Wire()
    wire.cut()
    with serving() as server:
        client = wire.open(httpx.Client, PATIENCE_S)
        with pytest.raises(httpx.TransportError):
            client.get(server.address("/hang"))
        wire.close()


def test_the_latest_answer_is_noted() -> None:
    wire = Wire()
    with serving() as server:
        server.answers["/busy"] = (429, {"Retry-After": "7"}, b"")
        client = wire.open(httpx.Client, PATIENCE_S)
        assert client.get(server.address("/busy")).status_code == 429
        assert (wire.status, wire.retry_after) == (429, "7")
        assert client.get(server.address("/none")).status_code == 404
        assert (wire.status, wire.retry_after) == (404, "")
        wire.close()


def test_a_wire_on_which_nothing_was_opened_may_be_cut_and_closed() -> None:
    wire = Wire()
    wire.cut()
    wire.close()
    assert not wire.was_connected
