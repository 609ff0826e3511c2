"""The bot's sessions: begun by an identify, taken up again by a resume, told of what happens."""

from __future__ import annotations

import secrets

from eval.loopback_discord.application import Application
from eval.loopback_discord.bell import Bell
from eval.loopback_discord.gateway.intents import KNOWN, PRIVILEGED, Intent, told
from eval.loopback_discord.gateway.session import Session
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world import payloads
from eval.loopback_discord.world.world import World


class CloseWith(Exception):
    """The gateway closes the connection with this code; codes as in Discord's list of close event codes."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Sessions:
    """All sessions by their keys. `address` is told to bots as the place to resume at.

    `repeats` is how many events that a bot has already had come again when it resumes next.
    """

    def __init__(self, bell: Bell) -> None:
        self._bell = bell
        self.by_key: dict[str, Session] = {}
        self.address = ""
        self.repeats = 0
        self.started = 0
        self.resumed = 0

    def publish(self, world: World, event: str, data: Json, guild: int | None) -> None:
        """Tells every session that may know."""
        for session in self.by_key.values():
            if not session.serves(guild):
                continue
            said = told(event, data, session.intents, world.bot)
            if said is not None:
                session.dispatch(event, said)

    def interaction(self, data: Json, guild: int | None) -> bool:
        """Tells the sessions of an interaction, for which no intent is needed; False if there are none."""
        serving = [each for each in self.by_key.values() if each.serves(guild)]
        for session in serving:
            session.dispatch("INTERACTION_CREATE", data)
        return bool(serving)

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

    def take_up(self, data: Json, application: Application) -> tuple[Session, int] | None:
        """The session to resume, and the number after which its events are sent; None for an unknown one."""
        if data.get("token") != application.token:
            raise CloseWith(4004, "Authentication failed.")
        session = self.by_key.get(str(data.get("session_id")))
        if session is None:
            return None
        since = data.get("seq")
        if not isinstance(since, int) or since > session.sequence:
            raise CloseWith(4007, "Invalid seq.")
        repeats, self.repeats = self.repeats, 0
        self.resumed += 1
        self._bell.ring()
        return session, since - repeats

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
        knows_all = bool(session.intents & Intent.MEMBERS)
        for guild in guilds if session.intents & Intent.GUILDS else ():
            session.dispatch("GUILD_CREATE", payloads.guild_create(guild, world.bot, all_members=knows_all))
