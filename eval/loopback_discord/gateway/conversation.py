"""What the gateway and a bot say to each other over one connection, opcode by opcode."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Callable

from aiohttp import WSMsgType, web

from eval.loopback_discord.application import Application
from eval.loopback_discord.gateway.connection import Connection
from eval.loopback_discord.gateway.intents import Intent
from eval.loopback_discord.gateway.registry import CloseWith, Sessions
from eval.loopback_discord.gateway.session import Session
from eval.loopback_discord.wire import Json
from eval.loopback_discord.world import payloads
from eval.loopback_discord.world.world import World

HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, MEMBERS = 1, 2, 3, 4, 6, 8
RECONNECT, INVALID, HELLO, ACK = 7, 9, 10, 11

# A bot may send so many frames in so many seconds.
_FRAMES, _FRAMES_S = 120, 60.0

# A heartbeat may be late by so much, whatever its interval.
_GRACE_S = 0.5


class Conversation:
    """One connection from its hello to its end; `heartbeat_s` is how often the bot must show it lives."""

    def __init__(
        self,
        connection: Connection,
        sessions: Sessions,
        world: World,
        application: Application,
        heartbeat_s: float,
    ) -> None:
        self.connection = connection
        self.session: Session | None = None
        self.presence: Json = {}
        self.beats = 0
        self._sessions = sessions
        self._world = world
        self._application = application
        self._heartbeat_s = heartbeat_s
        self._frames: deque[float] = deque(maxlen=_FRAMES)
        self._handlers: dict[int, Callable[[Json], object]] = {
            HEARTBEAT: self._heartbeat,
            IDENTIFY: self._identify,
            PRESENCE: self._presence,
            VOICE: self._need_session,
            RESUME: self._resume,
            MEMBERS: self._members,
        }

    @property
    def is_live(self) -> bool:
        """Whether a session is told of events over it."""
        return self.session is not None and not self.connection.is_deaf

    async def hold(self, socket: web.WebSocketResponse) -> CloseWith | None:
        """Speaks until the connection ends; why the gateway ended it, if it did."""
        sender = asyncio.create_task(self.connection.send_all())
        self.connection.send({"op": HELLO, "d": {"heartbeat_interval": int(self._heartbeat_s * 1000)}})
        try:
            await self._listen(socket)
        except CloseWith as end:
            await self.connection.close(end.code, end.reason)
            return end
        finally:
            sender.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await sender
            if self.session is not None and self.session.line is self.connection:
                self.session.line = None
        return None

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        # A bot that misses more than one heartbeat is taken for dead.
        patience_s = self._heartbeat_s * 2 + _GRACE_S
        loop = asyncio.get_running_loop()
        last_beat, beats = loop.time(), 0
        while not self.connection.is_deaf:
            try:
                frame = await socket.receive(timeout=max(0.01, last_beat + patience_s - loop.time()))
            except TimeoutError:
                if self.connection.is_deaf:
                    break
                raise CloseWith(4009, "Session timed out.") from None
            if frame.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR):
                self._left(socket.close_code)
                return
            if not self.connection.is_deaf:
                self._receive(frame.data)
            if self.beats > beats:
                last_beat, beats = loop.time(), self.beats
        await self.connection.ended.wait()

    def _left(self, code: int | None) -> None:
        # A bot that says goodbye with 1000 or 1001 gives its session up.
        if code in (1000, 1001) and self.session is not None:
            self._sessions.by_key.pop(self.session.key, None)

    def _receive(self, text: str | bytes) -> None:
        now = asyncio.get_running_loop().time()
        if len(self._frames) == _FRAMES and now - self._frames[0] < _FRAMES_S:
            raise CloseWith(4008, "Rate limited.")
        self._frames.append(now)
        try:
            payload = json.loads(text)
            handler = self._handlers[payload["op"]]
        except (ValueError, TypeError):
            raise CloseWith(4002, "Decode error.") from None
        except KeyError:
            raise CloseWith(4001, "Unknown opcode.") from None
        handler(payload)

    def _heartbeat(self, _: Json) -> None:
        self.beats += 1
        self.connection.send({"op": ACK})

    def _identify(self, payload: Json) -> None:
        if self.session is not None:
            raise CloseWith(4005, "Already authenticated.")
        self.session = self._sessions.begin(payload["d"], self._application)
        self.session.line = self.connection
        self.connection.encoder.compresses_payloads = bool(payload["d"].get("compress"))
        self.presence = payload["d"].get("presence") or {}
        self._sessions.greet(self.session, self._world, self._application)

    def _resume(self, payload: Json) -> None:
        if self.session is not None:
            raise CloseWith(4005, "Already authenticated.")
        found = self._sessions.take_up(payload["d"], self._application)
        if found is None:
            self.connection.send({"op": INVALID, "d": False})
            return
        self.session, missed = found
        for event in missed:
            self.connection.send(event)
        self.session.line = self.connection
        self.session.dispatch("RESUMED", {})

    def _presence(self, payload: Json) -> None:
        self._need_session(payload)
        self.presence = payload["d"]

    def _members(self, payload: Json) -> None:
        session = self._need_session(payload)
        asked = payload["d"]
        guild = self._world.guilds[int(asked["guild_id"])]
        if "user_ids" in asked:
            wanted = asked["user_ids"] if isinstance(asked["user_ids"], list) else [asked["user_ids"]]
            found = [guild.members[int(key)] for key in wanted if int(key) in guild.members]
        elif asked.get("query") == "" and not session.intents & Intent.MEMBERS:
            raise CloseWith(4014, "Disallowed intent(s).")
        else:
            start = str(asked.get("query", "")).lower()
            found = [each for each in guild.members.values() if each.user.name.lower().startswith(start)]
            found = found[: asked.get("limit") or None]
        chunk: Json = {
            "guild_id": str(guild.id),
            "members": [payloads.member(each) for each in found],
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": [],
        }
        session.dispatch("GUILD_MEMBERS_CHUNK", {**chunk, "nonce": asked.get("nonce")})

    def _need_session(self, _: Json) -> Session:
        if self.session is None:
            raise CloseWith(4003, "Not authenticated.")
        return self.session
