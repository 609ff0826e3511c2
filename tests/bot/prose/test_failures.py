"""Whatever happens to the model, the documents' own words answer, and a line says so."""

from __future__ import annotations

import pytest

from bot.models import Answer, Language, Mode
from tests.bot.llm.scripted_server import Asked, Script, Trouble, fail, say
from tests.bot.prose.conftest import Writes, number_of

pytestmark = pytest.mark.slow

_ASKED = "When does the joint research programme start?"
_WORDS = "starts in 2027 and runs for five years"


@pytest.mark.parametrize(
    "script",
    [
        Script(trouble=Trouble.SILENCE),
        Script(pieces=("The",), trouble=Trouble.STALL),
        Script(pieces=("The programme",), trouble=Trouble.CUT),
        Script(pieces=("blah ",), trouble=Trouble.ENDLESS),
        Script(trouble=Trouble.DRIP),
        fail(500),
        fail(429, retry_after="3600"),
        fail(401),
        Script(status=200, body="<html>not JSON</html>"),
        Script(),
    ],
    ids=["silence", "stall", "cut", "endless", "drip", "500", "429", "401", "garbage", "nothing"],
)
def test_the_documents_own_words_answer_and_a_line_says_so(writes: Writes, script: Script) -> None:
    written = writes(lambda _: script, timeout_s=1.5)
    reply = written.ask(_ASKED)
    assert isinstance(reply, Answer)
    assert reply.mode is Mode.VERBATIM
    assert _WORDS in reply.text
    assert "language model" in reply.notice
    assert "\n" not in reply.notice


def test_an_answer_in_another_language_is_none(writes: Writes) -> None:
    written = writes(lambda _: say("Le programme commence en 2027 [1]."))
    reply = written.ask(_ASKED)
    assert isinstance(reply, Answer)
    assert reply.mode is Mode.VERBATIM
    assert written.shown == []
    assert "another language" in reply.notice


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_refused_is_told_as_what_it_is(writes: Writes, status: int) -> None:
    assert "llm.api_key" in writes(lambda _: fail(status)).ask(_ASKED).notice


def test_the_line_is_in_the_questions_language(writes: Writes) -> None:
    reply = writes(lambda _: fail(500), timeout_s=1.5).ask("국제공동연구 사업은 언제 시작하나요?")
    assert reply.language is Language.KOREAN
    assert reply.notice.startswith("언어 모델이")


def test_what_was_shown_before_a_break_stays_and_the_own_words_follow(writes: Writes) -> None:
    def breaks_off(asked: Asked) -> Script:
        words = f"It starts in 2027 and runs for five years [{number_of(asked, _WORDS)}]. It is led by"
        return Script(pieces=(words,), trouble=Trouble.CUT)

    written = writes(breaks_off)
    reply = written.ask(_ASKED)
    assert isinstance(reply, Answer)
    assert reply.mode is Mode.MIXED
    shown, *quoted = reply.text.split("\n")
    assert shown == written.shown[0].marked
    assert any(_WORDS in line for line in quoted)
    assert [each.n for each in reply.citations] == list(range(1, len(reply.citations) + 1))
    assert "broke off" in reply.notice


def test_a_model_that_keeps_failing_is_left_alone(writes: Writes) -> None:
    written = writes(lambda _: fail(400), breaker_failures=2, breaker_cooldown_s=600)
    for _ in range(5):
        assert "did not answer" in written.ask(_ASKED).notice
    assert len(written.server.asked) == 2
