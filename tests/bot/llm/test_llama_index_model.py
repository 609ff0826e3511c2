"""Real requests to a scripted server: pieces as they come, the usage, and an end in time."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.llm.model import ModelFailed
from tests.bot.llm.asking import MESSAGES, PATIENCE_S, answer, failure, model_at, model_of
from tests.bot.llm.scripted_server import Script, ScriptedServer, Trouble, fail, say

# Time enough for the pieces of a script, which come at once.
_SOON_S = 1.5


def test_the_pieces_come_as_the_server_sends_them_and_the_messages_arrive() -> None:
    with ScriptedServer(lambda _: Script(pieces=("One", " 둘", ".\n"))) as server:
        assert list(model_of(server).complete(MESSAGES, within_s=PATIENCE_S)) == ["One", " 둘", ".\n"]
        (asked,) = server.asked
    assert asked.messages == (("system", "You answer."), ("user", "Who are its partners?"))


def test_nothing_is_asked_before_the_completion_is_iterated() -> None:
    with ScriptedServer(lambda _: say("One.")) as server:
        model_of(server).complete(MESSAGES, within_s=PATIENCE_S)
        assert not server.asked


def test_an_answer_that_reached_its_greatest_length_is_cut_and_no_failure() -> None:
    with ScriptedServer(lambda _: replace(say("One. Two"), finish="length")) as server:
        completion = model_of(server).complete(MESSAGES, within_s=PATIENCE_S)
        assert "".join(completion) == "One. Two"
        assert completion.is_cut


def test_an_answer_that_came_to_its_own_end_is_not_cut() -> None:
    with ScriptedServer(lambda _: say("One. Two.")) as server:
        completion = model_of(server).complete(MESSAGES, within_s=PATIENCE_S)
        assert list(completion)
        assert not completion.is_cut


def test_a_server_that_does_not_keep_to_the_greatest_length_is_cut() -> None:
    # A piece of 1,000 characters over and over; 600 tokens may have 12,000, so it is the thirteenth that is
    # too much.
    script = Script(pieces=("x" * 1000,), trouble=Trouble.ENDLESS)
    with ScriptedServer(lambda _: script) as server:
        completion = model_of(server).complete(MESSAGES, within_s=PATIENCE_S)
        assert len(list(completion)) == 13
        assert completion.is_cut


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (fail(401), "it answered with the status 401"),
        (fail(404), "it answered with the status 404"),
        (Script(status=200, body="<html>a page</html>"), "it answered nothing"),
        (Script(raw=b"data: {not json\n\n"), "it answered what cannot be read (JSONDecodeError)"),
        (Script(raw=b'data: {"choices": 5}\n\n'), "it answered what cannot be read (TypeError)"),
        (Script(raw=b"\xff\xfe\xff\n\n"), "it answered what cannot be read (UnicodeDecodeError)"),
        (Script(pieces=("One",), raw=b"data: [}\n\n"), "its answer broke off (JSONDecodeError)"),
        (Script(pieces=("One",), trouble=Trouble.QUIET_CUT), "its answer broke off"),
        (Script(), "it answered nothing"),
        (Script(pieces=(" ", "\n")), "it answered nothing"),
        (Script(finish="length"), "it wrote nothing within llm.max_tokens"),
        (Script(trouble=Trouble.CUT), "it answered what cannot be read (RemoteProtocolError)"),
        (Script(pieces=("One",), trouble=Trouble.CUT), "its answer broke off (RemoteProtocolError)"),
    ],
)
def test_a_bad_answer_is_a_failure_with_its_reason(script: Script, reason: str) -> None:
    assert failure(script) == reason


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (Script(trouble=Trouble.SILENCE), "it did not begin to answer in time"),
        (Script(trouble=Trouble.DRIP), "it did not begin to answer in time"),
        (Script(pieces=("One",), trouble=Trouble.STALL), "it did not end in time"),
        (Script(pieces=("One",), trouble=Trouble.DRIP), "it did not end in time"),
        (Script(pieces=("o",), trouble=Trouble.ENDLESS, delay_s=0.05), "it did not end in time"),
    ],
)
def test_an_answer_that_takes_too_long_is_a_failure(script: Script, reason: str) -> None:
    assert failure(script, within_s=_SOON_S) == reason


def test_the_pieces_before_a_failure_have_come() -> None:
    with ScriptedServer(lambda _: Script(pieces=("One", " two"), trouble=Trouble.CUT)) as server:
        pieces = iter(model_of(server).complete(MESSAGES, within_s=PATIENCE_S))
        assert [next(pieces), next(pieces)] == ["One", " two"]
        with pytest.raises(ModelFailed):
            next(pieces)


def test_a_server_that_is_not_there_is_a_failure() -> None:
    with ScriptedServer(lambda _: say("One.")) as server:
        model = model_of(server)
    with pytest.raises(ModelFailed, match=r"^it cannot be reached \(ConnectionRefusedError\)$"):
        answer(model)


def test_a_server_whose_name_nobody_knows_is_a_failure() -> None:
    with pytest.raises(ModelFailed, match=r"^it cannot be reached \(gaierror\)$"):
        answer(model_at("http://no-such-host.invalid/v1"))


def test_who_hangs_up_before_a_word_is_a_failure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening, ThreadPoolExecutor(1) as pool:
        client = pool.submit(listening.accept)
        client.add_done_callback(lambda accepted: accepted.result()[0].close())
        with pytest.raises(ModelFailed, match="it hung up"):
            answer(model_at(f"http://127.0.0.1:{listening.getsockname()[1]}/v1"))


def test_where_no_time_is_left_nobody_is_asked() -> None:
    with ScriptedServer(lambda _: say("One.")) as server:
        model = model_of(server)
        with pytest.raises(ModelFailed, match="no time was left for it"):
            answer(model, within_s=0.0)
        assert not server.asked
