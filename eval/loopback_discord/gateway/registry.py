"""The bot's sessions: begun by an identify, taken up again by a resume, told of what happens."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from eval.loopback_discord.application import Application
from eval.loopback_discord.bell import Bell
from eval.loopback_discord.gateway.intents import KNOWN, PRIVILEGED, Intent, told
from eval.loopback_discord.gateway.session import Session
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world import payloads
from eval.loopback_discord.world.model import User
from eval.loopback_discord.world.world import World


@dataclass(frozen=True, slots=True)
class Repeats:
    """The last `events` that a bot had before it lost its connection, of one `kind` or (empty) of any."""

    events: int
    kind: str

    def of(self, session: Session, since: int) -> list[Json]:
        """The events of a session that come again."""
        had = [each for each in session.events if each["s"] <= since and self.kind in ("", each["t"])]
        return had[-self.events :]


class CloseWith(Exception):
    """The gateway closes the connection with this code; codes as in Discord's list of close event codes."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Sessions:
    """All sessions by their keys. `address` is told to bots as the place to resume at.

    `repeats` is what a bot that resumes next is told again; `started` and `resumed` count.
    """

    def __init__(self, bell: Bell) -> None:
        self._bell = bell
        self.by_key: dict[str, Session] = {}
        self.address = ""
        self.repeats: Repeats | None = None
        self.started = 0
        self.resumed = 0

    def publish(self, world: World, event: str, data: Json, guild: int | None) -> None:
        """Tells every session that may know."""
        for session in self.by_key.values():
            if session.serves(guild):
                self._dispatch(session, event, data, world.bot)

    def repeat(self, kind: str) -> None:
        """Tells every session once more of the last event of a kind, as if it were new."""
        for session in self.by_key.values():
            for event in [each for each in session.events if each["t"] == kind][-1:]:
                session.dispatch(kind, event["d"])

    def begin(self, data: Json, application: Application) -> Session:
        """Begins a session as an identify asks; raises CloseWith."""
        if data.get("token") != application.token:
            raise CloseWith(4004, "Authentication failed.")
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~KNOWN:
            raise CloseWith(4013, "Invalid intent(s).")
        if Intent(intents) & PRIVILEGED & ~application.privileged:
            raise CloseWith(4014, "Disallowed intent(s).")
        shard, shards = data.get("shard") or (0, 1)
        if not 0 <= shard < shards:
            raise CloseWith(4010, "Invalid shard.")
        session = Session(secrets.token_hex(16), shard, shards, Intent(intents))
        self.by_key[session.key] = session
        self.started += 1
        self._bell.ring()
        return session

    def take_up(self, data: Json, application: Application) -> tuple[Session, list[Json]] | None:
        """The session to resume, and the events that the bot missed; None for an unknown session."""
        if data.get("token") != application.token:
            raise CloseWith(4004, "Authentication failed.")
        session = self.by_key.get(str(data.get("session_id")))
        if session is None:
            return None
        since = data.get("seq")
        if not isinstance(since, int) or since > session.sequence:
            raise CloseWith(4007, "Invalid seq.")
        again = self.repeats.of(session, since) if self.repeats else []
        self.repeats = None
        self.resumed += 1
        self._bell.ring()
        return session, again + session.missed(since)

    def greet(self, session: Session, world: World, application: Application) -> None:
        """Sends READY and then every guild of the shard."""
        guilds = [
            each
            for each in world.guilds.values()
            if world.bot_in(each) is not None and session.serves(each.id)
        ]
        ready: Json = {
            "v": 10,
            "user": {**payloads.user(world.bot), "verified": True, "mfa_enabled": True},
            "guilds": [{"id": str(each.id), "unavailable": True} for each in guilds],
            "session_id": session.key,
            "resume_gateway_url": self.address,
            "shard": [session.shard, session.shards],
            "application": application.partial(),
        }
        session.dispatch("READY", ready)
        for guild in guilds:
            described = payloads.guild_create(guild, world.bot)
            self._dispatch(session, "GUILD_CREATE", described, world.bot)

    def _dispatch(self, session: Session, event: str, data: Json, bot: User) -> None:
        said = told(event, data, session.intents, bot)
        if said is not None:
            session.dispatch(event, said)
