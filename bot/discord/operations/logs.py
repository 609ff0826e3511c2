"""The bot's log: a JSON object a line, with ids instead of words, discord.py's own lines among them.

What stands in a line of ours is a name and values that cannot hold a sentence: numbers, and words without a
blank. So no question, answer or document gets into the log, whoever writes to it.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from typing import Any, TextIO

import structlog
from structlog.stdlib import BoundLogger, ProcessorFormatter
from structlog.types import Processor

from bot.discord.operations.causes import causes_of
from bot.discord.operations.foreign import foreign_event, is_news
from bot.discord.operations.secrets import hiding

_NAME = "concord.discord"
_WITHHELD = "[withheld]"
_WORD = re.compile(r"[!-~]{0,100}")  # printable ASCII without a blank
# The name of what happened is written here, not by a person; an exception is told by `_with_causes`.
_OPEN = ("event", "exc_info")
Event = MutableMapping[str, Any]


def logger() -> BoundLogger:
    """The bot's logger: `logger().info("answered", answer=reply.id, guild=…, channel=…)`.

    Pass an exception as `exc_info`. Values that could be a person's words are withheld.
    """
    made: BoundLogger = structlog.wrap_logger(
        logging.getLogger(_NAME),
        processors=[structlog.stdlib.filter_by_level, _without_words, ProcessorFormatter.wrap_for_formatter],
        wrapper_class=BoundLogger,
    )
    return made


@contextmanager
def logging_to(stream: TextIO, secrets: Sequence[str], *, only_warnings: bool = False) -> Iterator[None]:
    """Writes all that is logged to `stream` while it lasts, without these secrets.

    discord.py writes what people say at its level DEBUG: below INFO nothing is ever taken.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_formatter(secrets))
    handler.addFilter(is_news)
    root, before = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.WARNING if only_warnings else logging.INFO)
    logging.captureWarnings(True)
    try:
        yield
    finally:
        logging.captureWarnings(False)
        root.setLevel(before)
        root.removeHandler(handler)


def _formatter(secrets: Sequence[str]) -> ProcessorFormatter:
    hide = hiding(secrets)

    def hidden(_: object, __: str, event: Event) -> Event:
        return {name: _deeply(hide, value) for name, value in event.items()}

    processors: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        _with_causes,
        ProcessorFormatter.remove_processors_meta,
        hidden,
        structlog.processors.JSONRenderer(ensure_ascii=False, default=lambda _: _WITHHELD),
    ]
    return ProcessorFormatter(processors=processors, foreign_pre_chain=[_foreign])


def _without_words(_: object, __: str, event: Event) -> Event:
    """Ours hold no sentence; what looks like one was put there by mistake."""
    for name, value in event.items():
        if name not in _OPEN and not _is_plain(value):
            event[name] = _WITHHELD
    return event


def _is_plain(value: object) -> bool:
    is_number = value is None or isinstance(value, (bool, int, float))
    return is_number or (isinstance(value, str) and _WORD.fullmatch(value) is not None)


def _foreign(_: object, __: str, event: Event) -> Event:
    record: logging.LogRecord = event["_record"]
    event["event"] = foreign_event(record.name, event["event"], str(record.msg))
    event["from"] = f"{record.pathname}:{record.lineno}"
    return event


def _with_causes(_: object, __: str, event: Event) -> Event:
    """The exception that came with the line, as `causes_of` tells it."""
    told = event.pop("exc_info", None)
    error = told[1] if isinstance(told, tuple) else told
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["causes"] = causes_of(error)
    return event


def _deeply(hide: Callable[[str], str], value: Any) -> Any:
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, dict):
        return {name: _deeply(hide, each) for name, each in value.items()}
    return [_deeply(hide, each) for each in value] if isinstance(value, list) else value
