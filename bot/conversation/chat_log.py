"""Keeps turns in LlamaIndex's chat store: two messages a turn, under the key of who asked."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.models import Audience, Turn

if TYPE_CHECKING:
    from llama_index.core.llms import ChatMessage
    from llama_index.core.storage.chat_store.sql import SQLAlchemyChatStore
    from sqlalchemy.ext.asyncio import AsyncEngine

log = logging.getLogger(__name__)

_TABLE = "concord_messages"
# A model sees a few thousand tokens at most; more turns than these are never needed.
_NEWEST = 100
_TRIES = 5
_PAUSE_S = 0.05
_NANOSECONDS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A turn as it is kept: for whom it was answered, when (seconds since 1970), and its answer's id.

    `person` is the key of who asked, wherever they did; the empty one is nobody's.
    """

    turn: Turn
    audience: Audience
    at_s: float
    answer_id: str = ""
    person: str = ""


class ChatLog:
    """The turns of all conversations in one table; its coroutines run in one event loop.

    LlamaIndex's store does not guard its beginning against callers at once, so that is done here.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._store: SQLAlchemyChatStore | None = None
        self._opening = asyncio.Lock()

    async def add(self, key: str, kept: Kept) -> None:
        """Keeps a turn."""
        await (await self._opened()).add_messages(key, _messages(kept))

    async def newest(self, key: str) -> list[Kept]:
        """The newest turns, oldest first; a row that cannot be read is passed over."""
        store = await self._opened()
        rows = await store.count_messages(key)
        first = max(0, rows - 2 * _NEWEST)
        try:
            return _turns(await store.get_messages(key, limit=2 * _NEWEST, offset=first))
        except ValueError:
            log.warning("A conversation has a damaged row, which is passed over.")
        messages: list[ChatMessage] = []
        for row in range(first, rows):
            try:
                messages += await store.get_messages(key, limit=1, offset=row)
            except ValueError:
                continue
        return _turns(messages)

    async def forget(self, key: str) -> int:
        """Removes the turns under `key`, and says how many these were."""
        store = await self._opened()
        rows = await store.count_messages(key, status=None)
        await store.delete_messages(key)
        await self._scrub()
        return (rows + 1) // 2

    async def forget_person(self, person: str) -> int:
        """Removes the turns of this person under every key, and says how many these were."""
        from sqlalchemy import text

        await self._opened()
        query = text(f"SELECT DISTINCT key FROM {_TABLE} WHERE CAST(data AS TEXT) LIKE :mark")
        async with self._engine.connect() as connection:
            found = (await connection.execute(query, {"mark": f"%{person}%"})).scalars().all()
        return sum([await self.forget(key) for key in found])

    async def sweep(self, before_s: float) -> None:
        """Removes every turn that was kept before this time, in seconds since 1970."""
        from sqlalchemy import text

        await self._opened()
        async with self._engine.begin() as connection:
            statement = text(f"DELETE FROM {_TABLE} WHERE timestamp < :before")
            gone = await connection.execute(statement, {"before": int(before_s * _NANOSECONDS)})
        if gone.rowcount:
            await self._scrub()

    async def close(self) -> None:
        """Closes the connections."""
        await self._engine.dispose()

    async def _opened(self) -> SQLAlchemyChatStore:
        async with self._opening:
            if self._store is None:
                self._store = await self._with_table()
            return self._store

    async def _with_table(self) -> SQLAlchemyChatStore:
        """The store once its table is there; another process may be making the same one just now."""
        from llama_index.core.storage.chat_store.sql import SQLAlchemyChatStore
        from sqlalchemy.exc import DBAPIError

        for left in reversed(range(_TRIES)):
            store = SQLAlchemyChatStore(_TABLE, async_engine=self._engine)
            try:
                await store.count_messages("")
            except DBAPIError:
                if not left:
                    raise
                await asyncio.sleep(_PAUSE_S)
            else:
                break
        return store

    async def _scrub(self) -> None:
        """Takes what was deleted out of SQLite's log too, as far as no other process is reading it."""
        from sqlalchemy import text

        if self._engine.dialect.name == "sqlite":
            async with self._engine.connect() as connection:
                await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


def _messages(kept: Kept) -> list[ChatMessage]:
    from llama_index.core.llms import ChatMessage, MessageRole

    about = {
        "turn": uuid.uuid4().hex,
        "audience": str(kept.audience),
        "at_s": kept.at_s,
        "answer_id": kept.answer_id,
        "documents": list(kept.turn.documents),
        "person": kept.person,
    }
    said = ((MessageRole.USER, kept.turn.question), (MessageRole.ASSISTANT, kept.turn.answer))
    return [ChatMessage(role=role, content=_storable(text), additional_kwargs=about) for role, text in said]


def _turns(messages: Sequence[ChatMessage]) -> list[Kept]:
    """The turns whose two messages are both there, in the order of their questions."""
    answers = {each.additional_kwargs.get("turn"): each for each in messages if each.role == "assistant"}
    found = []
    for each in messages:
        about = each.additional_kwargs
        answer = answers.get(about.get("turn"))
        if each.role != "user" or answer is None or about.get("audience") not in set(Audience):
            continue
        documents = tuple(str(name) for name in about.get("documents", ()))
        turn = Turn(each.content or "", answer.content or "", documents)
        at_s = about.get("at_s")
        if isinstance(at_s, int | float):
            found.append(Kept(turn, Audience(about["audience"]), at_s, str(about.get("answer_id", ""))))
    return found


def _storable(text: str) -> str:
    """The text without lone surrogates and NULs, which databases do not take."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
