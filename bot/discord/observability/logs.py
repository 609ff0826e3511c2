"""The bot's log: a JSON object a line, with ids instead of words, discord.py's own lines among them.

What stands in a line of ours is a name and values that cannot hold a sentence: numbers, and words without a
blank. So no question, answer or document gets into the log, whoever writes to it; nor do the bot's secrets.
"""

from __future__ import annotations

import logging
import re
import sqlite3
import sys
import traceback
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from typing import Any, TextIO

import aiohttp
import discord
import structlog
from structlog.stdlib import BoundLogger, ProcessorFormatter
from structlog.types import Processor

from ingest.errors import ConcordError

_NAME = "concord.discord"
_WITHHELD, _HIDDEN = "[withheld]", "[hidden]"
_WORD = re.compile(r"[!-~]{0,100}")  # printable ASCII without a blank
# The name of what happened is written here, not by a person; an exception is told by `_with_causes`.
_OPEN = ("event", "exc_info")
# Libraries that were read through: at INFO and above they say nothing that a person wrote, beyond what
# follows a line's end.
_READ = ("bot", "ingest", "concord", "discord", "asyncio", "aiohttp", "py")
# discord.py warns at every start that it cannot speak, which nobody asked of it.
_VOICE = "voice will NOT be supported"
# These speak of settings, files and connections. Others may quote the value that they stumbled over, which
# may be a question.
_MAY_SPEAK = (
    ConcordError,
    OSError,
    sqlite3.Error,
    aiohttp.ClientError,
    discord.HTTPException,
    discord.ConnectionClosed,
    discord.LoginFailure,
    discord.GatewayNotFound,
)
_FRAMES = 12  # the last of each exception: where it happened, not how the event loop got there
# Whoever has the token in such an address may write in the bot's name:
# /interactions/ID/TOKEN/callback and /webhooks/ID/TOKEN/…
_TOKEN_IN_ADDRESS = re.compile(r"(/(?:interactions|webhooks)/\d+/)[^/\s?\"']+")
# A bot's token: the id in base64, a time, and a signature.
_TOKEN = re.compile(r"[\w-]{20,}\.[\w-]{5,}\.[\w-]{25,}")
Event = MutableMapping[str, Any]


def logger() -> BoundLogger:
    """The bot's logger; values that could be a person's words are withheld."""
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
    handler.addFilter(_is_news)
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


def hiding(secrets: Sequence[str]) -> Callable[[str], str]:
    """A function that takes these secrets, and whatever looks like a token of Discord's, out of a text."""
    known = [secret for secret in secrets if secret]

    def hide(text: str) -> str:
        for secret in known:
            text = text.replace(secret, _HIDDEN)
        return _TOKEN.sub(_HIDDEN, _TOKEN_IN_ADDRESS.sub(rf"\1{_HIDDEN}", text))

    return hide


def _formatter(secrets: Sequence[str]) -> ProcessorFormatter:
    hide = hiding(secrets)

    def hidden(_: object, __: str, event: Event) -> Event:
        return {name: _map_strings(hide, value) for name, value in event.items()}

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


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a line is worth keeping: of other libraries only what they warn of."""
    return (_is_read(record.name) or record.levelno >= logging.WARNING) and _VOICE not in str(record.msg)


def _is_read(name: str) -> bool:
    return name.partition(".")[0] in _READ


def _foreign(_: object, __: str, event: Event) -> Event:
    """A line that others wrote: the first line of those that were read through, else only its template."""
    record: logging.LogRecord = event["_record"]
    message, template = event["event"], str(record.msg)
    if _is_read(record.name):
        event["event"] = message.partition("\n")[0]
    else:  # where there were no values to put in, they may stand in the template
        event["event"] = template if template != message else _WITHHELD
    event["from"] = f"{record.pathname}:{record.lineno}"
    return event


def _with_causes(_: object, __: str, event: Event) -> Event:
    """The exception that came with the line and what it came of, outermost first."""
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else info
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["causes"] = [_describe(cause) for cause in _chain(error)]
    return event


def _describe(error: BaseException) -> dict[str, object]:
    """An exception's kind and place, and its words only if they cannot be a person's."""
    kind = type(error)
    cause: dict[str, object] = {"kind": f"{kind.__module__}.{kind.__qualname__}"}
    if isinstance(error, _MAY_SPEAK):
        cause["text"] = str(error)
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    cause["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return cause


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _map_strings(change: Callable[[str], str], value: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: _map_strings(change, inner) for name, inner in value.items()}
    return [_map_strings(change, inner) for inner in value] if isinstance(value, list) else value
