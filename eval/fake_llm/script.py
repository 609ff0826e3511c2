"""What a scripted server is asked and what it does: the words, their pace, and how it goes wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# A piece is a word with the space before it, which is about what a token is.
_WORD = re.compile(r"\s*\S+\s*\Z|\s*\S+")


class Trouble(StrEnum):
    """What goes wrong, if anything; all but silence come after the script's pieces."""

    NONE = "none"
    SILENCE = "not one byte comes"
    STALL = "nothing more comes"
    CUT = "the connection breaks off within a frame"
    QUIET_CUT = "the connection ends as if all were said"
    ENDLESS = "the last piece is said over and over"
    DRIP = "bytes come that say nothing"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came; `number` counts them from 1, header names are in lower case.

    `at_s` is when it came, in seconds of the monotonic clock.
    """

    number: int
    at_s: float
    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def messages(self) -> tuple[tuple[str, str], ...]:
        """Role and text of each message; what Anthropic keeps apart as `system` comes first."""
        system = _text(self.body.get("system", ""))
        told = tuple((str(each["role"]), _text(each["content"])) for each in self.body.get("messages", ()))
        return (("system", system), *told) if system else told

    @property
    def system(self) -> str:
        return "\n".join(text for role, text in self.messages if role == "system")

    @property
    def user(self) -> str:
        return "\n".join(text for role, text in self.messages if role == "user")


@dataclass(frozen=True, slots=True)
class Script:
    """How one request is answered.

    `wait_s` passes before the first byte and `delay_s` before each piece. `body`, where given, is sent in
    place of a completion, to the letter. `raw` is sent after the pieces as it is. `finish` is the reason to
    stop, in the words of OpenAI; None gives none. `usage` is the tokens of prompt and completion, if counted.
    """

    pieces: tuple[str, ...] = ()
    wait_s: float = 0.0
    delay_s: float = 0.0
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None
    raw: bytes = b""
    finish: str | None = "stop"
    usage: tuple[int, int] | None = None
    trouble: Trouble = Trouble.NONE


def say(text: str, *, delay_s: float = 0.0) -> Script:
    """The script that says `text` word by word."""
    return Script(pieces=tuple(_WORD.findall(text)), delay_s=delay_s)


def fail(status: int, *, retry_after: str | None = None, message: str = "scripted") -> Script:
    """The script that answers with an error, whose message is `message`."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return Script(status=status, headers=headers, body=json.dumps({"error": {"message": message}}))


def _text(content: Any) -> str:
    if isinstance(content, str):
        return content
    return "".join(str(block.get("text", "")) for block in content)
