"""Every call ends: its thread goes and its connection is closed, however its reader leaves it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.llm.model import ModelFailed
from tests.bot.llm.asking import MESSAGES, PATIENCE_S, answer, calls_running, model_of, wait_until
from tests.bot.llm.scripted_server import Asked, Script, ScriptedServer, Trouble, say

_SHORT_S = 0.3
_ENDLESS = (Trouble.SILENCE, Trouble.STALL, Trouble.DRIP, Trouble.ENDLESS)


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    yield
    wait_until(lambda: calls_running() == 0)


@pytest.mark.parametrize("provider", ["openai-compatible", "openai", "anthropic", "ollama"])
@pytest.mark.parametrize("trouble", _ENDLESS)
def test_after_the_deadline_the_connection_is_closed(trouble: Trouble, provider: str) -> None:
    with ScriptedServer(lambda _: Script(pieces=("One",), trouble=trouble)) as server:
        with pytest.raises(ModelFailed):
            answer(model_of(server, provider), within_s=_SHORT_S)
        wait_until(lambda: server.in_flight == 0)


@pytest.mark.parametrize("trouble", [Trouble.STALL, Trouble.DRIP, Trouble.ENDLESS])
def test_who_stops_early_has_the_connection_closed(trouble: Trouble) -> None:
    with ScriptedServer(lambda _: Script(pieces=("One",), trouble=trouble)) as server:
        for piece in model_of(server).complete(MESSAGES, within_s=PATIENCE_S):
            assert piece == "One"
            break
        wait_until(lambda: server.in_flight == 0)
        wait_until(lambda: calls_running() == 0)


@pytest.fixture
def heard() -> Iterator[None]:
    """Interrupts are heard, also where the tests run in the background of a shell, which has them ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard")
def test_an_interrupt_is_passed_on_and_ends_the_call() -> None:
    with ScriptedServer(lambda _: Script(trouble=Trouble.SILENCE)) as server:
        main = threading.get_ident()

        def interrupt() -> None:
            wait_until(lambda: server.in_flight == 1)
            signal.pthread_kill(main, signal.SIGINT)

        interrupter = threading.Thread(target=interrupt)
        interrupter.start()
        with pytest.raises(KeyboardInterrupt):
            answer(model_of(server))
        interrupter.join()
        wait_until(lambda: server.in_flight == 0)


def test_fifty_at_once_get_each_their_own_answer() -> None:
    def echo(asked: Asked) -> Script:
        return Script(pieces=tuple(f"{asked.number} " for _ in range(10)), delay_s=0.02)

    with ScriptedServer(echo) as server, ThreadPoolExecutor(50) as pool:
        model = model_of(server)
        answers = list(pool.map(lambda _: answer(model), range(50)))
    assert sorted(answers) == sorted(f"{number} " * 10 for number in range(1, 51))


def test_a_call_that_came_to_its_end_leaves_nothing() -> None:
    with ScriptedServer(lambda _: say("One two.")) as server:
        assert answer(model_of(server)) == "One two."
        wait_until(lambda: server.in_flight == 0)
