"""A conversation survives what can be tried again, and remembers only what could be read."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from bot.assistant import Assistant
from bot.cli.answering import converse
from bot.generation.stream import OnSentence, ignore
from bot.models import Audience, Reply, Request
from ingest.errors import UnavailableError
from tests.bot.cli.conftest import Terminal

_FIRST = "How much does the harbour fund hold?"
_NEXT = "When does the harbour agreement enter into force?"


def test_a_question_that_may_work_later_does_not_end_the_conversation(
    filled: Terminal, monkeypatch: pytest.MonkeyPatch, one_sentence: Callable[[str], str]
) -> None:
    ask, told = Assistant.ask, ["The index keeps changing; try again."]

    def fails_once(assistant: Assistant, request: Request, on_sentence: OnSentence = ignore) -> Reply:
        if told:
            raise UnavailableError(told.pop())
        return ask(assistant, request, on_sentence)

    monkeypatch.setattr(Assistant, "ask", fails_once)
    ended = filled.concord("chat", typed=f"{_FIRST}\n{_NEXT}\n")
    assert ended.status == 0
    assert one_sentence(ended.err) == "The index keeps changing; try again."
    assert "1 May 2026" in ended.out


def test_without_an_index_the_conversation_does_not_begin(
    terminal: Terminal, one_sentence: Callable[[str], str]
) -> None:
    ended = terminal.concord("chat", typed="")
    assert ended.status == 1
    assert one_sentence(ended.err).startswith("There is no index yet")


def test_only_questions_that_could_be_read_are_remembered(
    filled: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Assistant.ask
    known: list[tuple[str, ...]] = []

    def overheard(assistant: Assistant, request: Request, on_sentence: OnSentence = ignore) -> Reply:
        known.append(tuple(turn.question for turn in request.turns))
        return ask(assistant, request, on_sentence)

    monkeypatch.setattr(Assistant, "ask", overheard)
    typed = [
        "/forget",
        _FIRST,
        "?!",
        "Combien d'argent contient le fonds du port ?",
        "x" * 3000,
        _NEXT,
        "And?",
    ]
    assert filled.concord("chat", typed="\n".join(typed)).status == 0
    assert known == [(), (_FIRST,), (_FIRST,), (_FIRST,), (_FIRST,), (_FIRST, _NEXT)]


def test_at_a_terminal_ctrl_c_stops_the_answer_and_the_conversation_goes_on(
    filled: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ask, stops, typed = Assistant.ask, [KeyboardInterrupt()], iter([_FIRST, _NEXT, "/quit"])

    def stopped_once(assistant: Assistant, request: Request, on_sentence: OnSentence = ignore) -> Reply:
        if stops:
            raise stops.pop()
        return ask(assistant, request, on_sentence)

    monkeypatch.setattr(Assistant, "ask", stopped_once)
    monkeypatch.setattr("builtins.input", lambda _: next(typed))
    monkeypatch.chdir(filled.folder)
    converse(_Keyboard(), Audience.PUBLIC, None, None)
    out = capsys.readouterr().out
    assert out.index("Stopped") < out.index("1 May 2026")
    assert "90 million" not in out


class _Keyboard(io.StringIO):
    """An input at which somebody sits."""

    def isatty(self) -> bool:
        return True
