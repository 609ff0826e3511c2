"""Real requests to a scripted server: pieces as they come, an end in time, and a breaker."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.llm.client import Breaker
from bot.llm.model import KeyRefusedError, Message, ModelFailedError, Prices, Report, Role, Usage
from bot.llm.providers import load_model
from tests.bot.llm.asking import MESSAGES, PATIENCE_S, answer, failure, model_at, model_of, settings_for
from tests.bot.llm.scripted_server import Asked, Script, ScriptedServer, Trouble, fail, say

pytestmark = pytest.mark.slow

# Time enough for the pieces of a script, which come at once.
_SOON_S = 1.5
_ALONE = "it failed repeatedly and is left alone for a while"


def test_nothing_is_asked_before_the_completion_is_iterated_or_where_no_time_is_left() -> None:
    with ScriptedServer(lambda _: say("One.")) as server:
        model_of(server).complete(MESSAGES, within_s=PATIENCE_S)
        with pytest.raises(ModelFailedError, match="no time was left for it"):
            answer(model_of(server), within_s=0.0)
        assert not server.asked


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
        (fail(404), "it answered with the status 404"),
        (Script(status=200, body="<html>a page</html>"), "it answered nothing"),
        (Script(raw=b"data: {not json\n\n"), "it answered what cannot be read (JSONDecodeError)"),
        (Script(raw=b'data: {"choices": 5}\n\n'), "it answered what cannot be read (TypeError)"),
        (Script(raw=b"\xff\xfe\xff\n\n"), "it answered what cannot be read (UnicodeDecodeError)"),
        (Script(pieces=("One",), raw=b"data: [}\n\n"), "its answer broke off (JSONDecodeError)"),
        (Script(pieces=(" ", "\n")), "it answered nothing"),
        (Script(finish="length"), "it wrote nothing within llm.max_tokens"),
        (Script(trouble=Trouble.CUT), "it cannot be reached (RemoteProtocolError)"),
    ],
)
def test_a_bad_answer_is_a_failure_with_its_reason(script: Script, reason: str) -> None:
    assert failure(script) == reason


@pytest.mark.parametrize(
    ("script", "reason"),
    [
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
        with pytest.raises(ModelFailedError):
            next(pieces)


def test_a_key_that_is_refused_is_told_apart() -> None:
    with ScriptedServer(lambda _: fail(403)) as server, pytest.raises(KeyRefusedError, match="status 403"):
        answer(model_of(server))


def test_a_server_that_is_not_there_is_a_failure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for address, kind in (
        (f"http://127.0.0.1:{port}/v1", "ConnectionRefusedError"),
        ("http://no-such-host.invalid/v1", "gaierror"),
    ):
        with pytest.raises(ModelFailedError, match=rf"^it cannot be reached \({kind}\)$"):
            answer(model_at(address))


def _first(script: Script) -> Callable[[Asked], Script]:
    return lambda asked: script if asked.number == 1 else say("One.")


@pytest.mark.parametrize("provider", ["openai", "openai-compatible", "anthropic"])
@pytest.mark.parametrize("script", [fail(503), fail(429, retry_after="1")])
def test_what_is_refused_for_the_moment_is_asked_once_more(script: Script, provider: str) -> None:
    with ScriptedServer(_first(script)) as server:
        assert answer(model_of(server, provider)) == "One."
        assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("script", "requests"),
    [(fail(429), 2), (fail(400), 1), (fail(401), 1), (Script(pieces=("One",), trouble=Trouble.CUT), 1)],
)
def test_there_is_no_third_request_and_no_second_where_it_is_of_no_use(script: Script, requests: int) -> None:
    with ScriptedServer(lambda _: script) as server:
        with pytest.raises(ModelFailedError):
            answer(model_of(server))
        assert len(server.asked) == requests


def test_who_stops_early_ends_a_call_that_goes_on() -> None:
    with ScriptedServer(lambda _: Script(pieces=("One",), trouble=Trouble.ENDLESS)) as server:
        for piece in model_of(server).complete(MESSAGES, within_s=PATIENCE_S):
            assert piece == "One"
            break
        while server.in_flight:
            time.sleep(0.01)


def test_twenty_at_once_get_each_their_own_answer() -> None:
    def echo(asked: Asked) -> Script:
        return Script(pieces=tuple(f"{asked.number} " for _ in range(10)))

    with ScriptedServer(echo) as server, ThreadPoolExecutor(20) as pool:
        model = model_of(server)
        answers = list(pool.map(lambda _: answer(model), range(20)))
    assert sorted(answers) == sorted(f"{number} " * 10 for number in range(1, 21))


def test_a_model_that_keeps_failing_is_left_alone_and_tried_again_later() -> None:
    now, scripts = [0.0], [fail(401)]
    with ScriptedServer(lambda _: scripts[0]) as server:
        settings = settings_for(server.base_url, breaker_failures=2, breaker_cooldown_s=60.0)
        model = load_model(settings, lambda: now[0])
        assert model is not None
        reasons = []
        for _ in range(3):
            with pytest.raises(ModelFailedError) as failed:
                answer(model)
            reasons.append(str(failed.value))
        assert reasons == ["it answered with the status 401"] * 2 + [_ALONE]
        assert len(server.asked) == 2
        now[0], scripts[0] = 60.0, say("One two.")
        assert [answer(model), answer(model)] == ["One two."] * 2
    assert model.name == "openai-compatible/scripted-1"


def test_what_is_no_failure_of_the_model_does_not_count_as_one() -> None:
    with ScriptedServer(lambda _: say("One two.")) as server:
        model = model_of(server, breaker_failures=1)
        for _ in model.complete(MESSAGES, within_s=PATIENCE_S):
            break
        with pytest.raises(ModelFailedError, match="no time"):
            answer(model, within_s=0.0)
        with pytest.raises(ZeroDivisionError):
            [1 // 0 for _ in model.complete(MESSAGES, within_s=PATIENCE_S)]
        assert answer(model) == "One two."


def test_a_breaker_admits_one_on_trial_and_opens_anew_where_that_fails() -> None:
    now = [0.0]
    breaker = Breaker(2, 60.0, lambda: now[0])
    for is_failure in (True, False, True):  # a success in between: none in a row
        breaker.record(is_failure=is_failure)
    assert breaker.admit()
    breaker.record(is_failure=True)
    assert not breaker.admit()
    now[0] = 60.0
    assert [breaker.admit(), breaker.admit()] == [True, False]
    breaker.record(is_failure=True)
    now[0] = 119.0
    assert not breaker.admit()
    now[0] = 120.0
    assert breaker.admit()
    breaker.record(is_failure=False)
    assert [breaker.admit(), breaker.admit()] == [True, True]


PRICES = Prices(prompt=2.0, completion=10.0)
# 12 characters are 4 tokens, at three a token.
PROMPT = (Message(Role.USER, "twelve chars"),)


@pytest.mark.parametrize(
    ("written", "report", "usage"),
    [
        # 1,000 at 2 a million and 500 at 10 a million: 0.002 + 0.005.
        ("words", Report("stop", 1000, 500), Usage(1000, 500, 0.007, is_estimated=False)),
        # Six characters written are 2 tokens; 4 at 2 a million and 2 at 10.
        ("sixsix", Report(), Usage(4, 2, 28e-6, is_estimated=True)),
        ("sixsix", Report(prompt_tokens=9), Usage(9, 2, 38e-6, is_estimated=True)),
    ],
)
def test_usage_is_as_the_provider_counts_or_as_the_characters_suggest(
    written: str, report: Report, usage: Usage
) -> None:
    assert PRICES.usage(PROMPT, written, report) == usage


def test_of_two_reports_the_later_one_counts_as_far_as_it_says_something() -> None:
    assert Report("stop", 5, 1).then(Report(None, None, 2)) == Report("stop", 5, 2)
    assert Report(None, 5, 1).then(Report("length", 0, None)) == Report("length", 0, 1)


def test_an_end_that_the_model_did_not_choose_is_a_cut() -> None:
    ends = ("stop", "end_turn", "stop_sequence", None, "length", "max_tokens", "content_filter", "unheard of")
    assert [Report(ended).is_cut for ended in ends] == [False] * 4 + [True] * 4
