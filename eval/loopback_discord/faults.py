"""What goes wrong because a test wants it: sockets, sessions, and answers of the REST API."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from eval.loopback_discord.gateway.gateway import Gateway
from eval.loopback_discord.gateway.registry import Repeats
from eval.loopback_discord.interactions.interaction import Interaction
from eval.loopback_discord.refusals import Refused


@dataclass
class Trouble:
    """What the next `times` requests meet whose "METHOD /path" fits the pattern `route`; `*` is anything."""

    route: str
    times: int
    delay_s: float = 0.0
    refusal: Refused | None = None
    # Seconds of a 429; its scope is Discord's word for whose limit it was.
    retry_after_s: float | None = None
    scope: str = "user"
    # Whether the connection breaks in place of an answer, and whether what was asked is done before.
    breaks: bool = False
    is_done: bool = False


class Faults:
    """Breaks things on demand; none of it counts as a violation."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self.troubles: list[Trouble] = []

    def drop_socket(self) -> None:
        """Breaks the bot's connections without a word."""
        self._gateway.drop()

    def half_open(self) -> None:
        """Leaves the connections standing, but nothing is heard nor said on them any more."""
        self._gateway.fall_silent()

    def reconnect(self) -> None:
        """Asks the bot to connect anew (opcode 7)."""
        self._gateway.ask_to_reconnect()

    def invalid_session(self, *, resumable: bool = False) -> None:
        """Declares the bot's sessions invalid (opcode 9)."""
        self._gateway.invalidate(resumable=resumable)

    def forget_sessions(self) -> None:
        """Loses all sessions: the next resume finds none."""
        self._gateway.sessions.by_key.clear()

    def duplicate_on_resume(self, events: int = 1, kind: str = "") -> None:
        """Has the last `events` that the bot already got (of a kind, as "MESSAGE_CREATE") come again when it
        resumes next."""
        self._gateway.sessions.repeats = Repeats(events, kind)

    def duplicate(self, kind: str) -> None:
        """Sends the last event of a kind once more at once."""
        self._gateway.sessions.repeat(kind)

    def expire(self, interaction: Interaction) -> None:
        """Makes an interaction's token too old."""
        interaction.expires_at = 0.0

    def rate_limit(self, route: str, retry_after: float, *, times: int = 1, scope: str = "user") -> None:
        """Answers the next `times` requests with 429 and `retry_after` seconds; scope "global" is for all."""
        self.troubles.append(Trouble(route, times, retry_after_s=retry_after, scope=scope))

    def fail(self, route: str, status: int, *, code: int = 0, message: str = "", times: int = 1) -> None:
        """Answers the next `times` requests with a status and an error's body."""
        refusal = Refused(status, code, message or f"{status}: failed on demand")
        self.troubles.append(Trouble(route, times, refusal=refusal))

    def delay(self, route: str, seconds: float, *, times: int = 1) -> None:
        """Lets the next `times` requests wait before anything is done for them."""
        self.troubles.append(Trouble(route, times, delay_s=seconds))

    def break_off(self, route: str, *, is_done: bool = False, times: int = 1) -> None:
        """Breaks the connection in place of an answer to the next `times` requests, which are done or not."""
        self.troubles.append(Trouble(route, times, breaks=True, is_done=is_done))

    def met_by(self, request: str) -> list[Trouble]:
        """The troubles that a request ("METHOD /path") meets; each counts it."""
        met = [each for each in self.troubles if each.times > 0 and fnmatchcase(request, each.route)]
        for each in met:
            each.times -= 1
        self.troubles = [each for each in self.troubles if each.times > 0]
        return met
