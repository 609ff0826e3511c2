"""The log: a JSON object a line, with the ids and without the words."""

from __future__ import annotations

import io
import json
import logging
import warnings
from typing import Any

import pytest

from bot.discord.observability.logs import hiding, logger, logging_to
from ingest.errors import UnavailableError

QUESTION = "How much does Mr Kim earn?"
TOKEN = "s3cret"


class Log:
    """What was logged."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]

    @property
    def last(self) -> dict[str, Any]:
        return self.lines[-1]


def fail(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as raised:
        return raised


@pytest.fixture
def log() -> Any:
    log = Log()
    with logging_to(log.stream, [TOKEN]):
        yield log


def test_a_line_has_its_time_its_level_and_the_ids(log: Log) -> None:
    logger().info("answered", answer="k3f9", guild=1, channel=2, seconds=0.5, shard=None)
    line = log.last
    assert line.pop("time").endswith("Z")
    assert line == {
        "event": "answered",
        "level": "info",
        "logger": "concord.discord",
        "answer": "k3f9",
        "guild": 1,
        "channel": 2,
        "seconds": 0.5,
        "shard": None,
    }


@pytest.mark.parametrize("value", [QUESTION, "김 씨의 급여는?", "급여", ["a"], {"a": 1}, "x" * 101, object()])
def test_a_value_that_could_be_somebodys_words_is_withheld(log: Log, value: object) -> None:
    logger().info("answered", answer=value)
    assert log.last["answer"] == "[withheld]"


def test_an_error_gives_its_id_and_the_cause(log: Log) -> None:
    error = fail(UnavailableError("The Chroma server does not answer."))
    logger().error("no answer", error="e7", exc_info=error)
    assert log.last["error"] == "e7"
    (cause,) = log.last["causes"]
    assert (cause["kind"], cause["text"]) == (
        "ingest.errors.UnavailableError",
        "The Chroma server does not answer.",
    )
    assert "test_logs.py" in cause["at"][-1]


def test_an_exception_that_may_quote_a_person_is_told_without_its_words(log: Log) -> None:
    logger().error("no answer", exc_info=fail(ValueError(QUESTION)))
    (cause,) = log.last["causes"]
    assert cause["kind"] == "builtins.ValueError"
    assert "text" not in cause
    assert "Kim" not in log.stream.getvalue()


def test_the_causes_of_a_cause_are_told_as_well(log: Log) -> None:
    outer = RuntimeError("outer")
    outer.__cause__ = OSError(28, "No space left on device")
    logging.getLogger("discord.client").exception("Ignoring exception in %s", "on_message", exc_info=outer)
    assert [each["kind"] for each in log.last["causes"]] == ["builtins.RuntimeError", "builtins.OSError"]
    assert "No space left" in log.last["causes"][1]["text"]


def test_discords_own_lines_come_as_json_without_tokens(log: Log) -> None:
    logging.getLogger("discord.http").warning(
        "We are being rate limited. %s %s", "PATCH", f"https://discord.com/api/v10/webhooks/1/abc/x?k={TOKEN}"
    )
    assert log.last["event"].endswith("/webhooks/1/[hidden]/x?k=[hidden]")
    assert log.last["level"] == "warning"
    assert TOKEN not in log.stream.getvalue()


def test_only_the_first_line_of_a_foreign_message_is_taken(log: Log) -> None:
    told = f"Task exception was never retrieved\nfuture: <Task exception=ValueError({QUESTION!r})>"
    logging.getLogger("asyncio").error(told)
    assert log.last["event"] == "Task exception was never retrieved"


def test_other_libraries_are_told_without_their_values(log: Log) -> None:
    logging.getLogger("library").warning("%s is too long", QUESTION)
    logging.getLogger("library").warning(f"{QUESTION} is too long")
    assert [line["event"] for line in log.lines] == ["%s is too long", "[withheld]"]
    assert "test_logs.py" in log.last["from"]


def test_a_warning_is_a_line_too(log: Log) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("it is old", DeprecationWarning, stacklevel=1)
    assert log.last["event"].endswith("DeprecationWarning: it is old")


def test_afterwards_nothing_is_logged_there_any_more() -> None:
    log = Log()
    with logging_to(log.stream, []):
        pass
    logging.getLogger("discord").error("late")
    assert log.lines == []


# 24, 6 and 38 signs: an id in base64, a time, a signature.
_TOKEN_OF_ANOTHER = ".".join(("MTE0" * 6, "GhIjKl", "a-b_" * 9 + "cd"))


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        (
            "PATCH /v10/webhooks/11/aW50ZXJ.x-y_z/messages/1",
            "PATCH /v10/webhooks/11/[hidden]/messages/1",
        ),
        (
            "POST /v10/interactions/22/aW50ZXJhY3Rpb24/callback",
            "POST /v10/interactions/22/[hidden]/callback",
        ),
        ("POST /webhooks/11/secret?wait=true", "POST /webhooks/11/[hidden]?wait=true"),
        ("the header was Bot short.", "the header was Bot [hidden]."),
        (f"token={_TOKEN_OF_ANOTHER};", "token=[hidden];"),
        ("GET /api/v10/channels/33/messages/44 discord.app_commands.tree", None),
    ],
)
def test_secrets_and_tokens_are_hidden_and_nothing_else(text: str, hidden: str | None) -> None:
    assert hiding(["", "short"])(text) == (hidden or text)


@pytest.mark.parametrize(
    ("name", "level", "text"),
    [
        ("discord.gateway", logging.DEBUG, QUESTION),  # where discord.py says what people write
        ("httpx", logging.INFO, "HTTP Request: POST"),
        ("discord.client", logging.WARNING, "PyNaCl is not installed, voice will NOT be supported"),
    ],
)
def test_what_is_no_news_is_not_logged(log: Log, name: str, level: int, text: str) -> None:
    logging.getLogger(name).log(level, text)
    assert log.lines == []
