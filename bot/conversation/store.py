"""Remembers conversations, each for one requester alone; any number of threads may use it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from bot.conversation.background import Background
from bot.conversation.budget import within_budget
from bot.conversation.requester_key import key_of
from bot.conversation.secret import secret_in
from bot.conversation.settings import ConversationSettings
from bot.models import Audience, Requester, Turn

if TYPE_CHECKING:
    from bot.conversation.chat_log import ChatLog

_DAY_S = 86_400.0
_SWEEP_EVERY_S = 3_600.0
_WITHIN_S = 60.0

Result = TypeVar("Result")


class ConversationStore:
    """The conversations in a database; a context manager that closes it.

    It is opened with the first use. Every method raises ConfigurationError, StorageFullError or
    UnavailableError where the database is not to be used. `clock` gives seconds since 1970.
    """

    def __init__(self, settings: ConversationSettings, folder: Path, clock: Callable[[], float]) -> None:
        self._settings = settings
        self._folder = folder
        self._clock = clock
        self._background = Background("conversations")
        self._lock = threading.Lock()
        self._log: ChatLog | None = None
        self._secret = b""
        self._next_sweep_s = 0.0

    def __enter__(self) -> ConversationStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def turns(self, requester: Requester, audience: Audience) -> tuple[Turn, ...]:
        """What was said before, oldest first, as far as the token budget and the retention reach.

        An earlier turn whose audience `audience` may not read is left out: its answer may quote what only
        that one may see.
        """
        if not self._keeps():
            return ()
        kept = self._do(lambda log: log.newest(self._key(requester)))
        fit = [
            each.turn for each in kept if each.audience in audience.readable and each.at_s >= self._oldest_s()
        ]
        return within_budget(fit, self._settings.history_tokens)

    def add(self, requester: Requester, audience: Audience, turn: Turn, answer_id: str = "") -> None:
        """Remembers a question and what was answered to it, for whom."""
        from bot.conversation.chat_log import Kept

        if not self._keeps():
            return
        self._do(
            lambda log: log.add(
                self._key(requester), Kept(turn, audience, self._clock(), answer_id, self._person(requester))
            )
        )

    def forget(self, requester: Requester) -> int:
        """Removes the requester's conversation; how many turns it had."""
        return self._do(lambda log: log.forget(self._key(requester)))

    def forget_everywhere(self, requester: Requester) -> int:
        """Removes what the requester said in every place of their surface; how many turns that were."""
        return self._do(lambda log: log.forget_person(self._person(requester)))

    def close(self) -> None:
        """Closes the database; the next use opens it again."""
        with self._lock:
            log, self._log = self._log, None
            if log is not None:
                self._background.run(log.close(), within_s=_WITHIN_S)
            self._background.close()

    def _keeps(self) -> bool:
        """Whether conversations are kept at all; where they are no longer, what was kept is removed."""
        from bot.conversation.database import FILE

        if self._settings.keep_days:
            return True
        if self._settings.store.get_secret_value() or (self._folder / FILE).exists():
            self._do(_nothing)
        return False

    def _key(self, requester: Requester) -> str:
        return key_of(requester, self._secret)

    def _person(self, requester: Requester) -> str:
        return self._key(replace(requester, place=""))

    def _oldest_s(self) -> float:
        return self._clock() - self._settings.keep_days * _DAY_S

    def _do(self, work: Callable[[ChatLog], Coroutine[Any, Any, Result]]) -> Result:
        from bot.conversation.database import readable

        log = self._opened()
        with readable():
            if self._is_sweep_due():
                self._background.run(log.sweep(self._oldest_s()), within_s=_WITHIN_S)
            return self._background.run(work(log), within_s=_WITHIN_S)

    def _is_sweep_due(self) -> bool:
        """Whether what is too old should be removed now; at the first use and then once in a while."""
        with self._lock:
            now = self._clock()
            is_due = now >= self._next_sweep_s
            if is_due:
                self._next_sweep_s = now + _SWEEP_EVERY_S
            return is_due

    def _opened(self) -> ChatLog:
        from bot.conversation.chat_log import ChatLog
        from bot.conversation.database import engine_for

        with self._lock:
            if self._log is None:
                self._secret = secret_in(self._folder, self._settings.secret)
                self._log = ChatLog(engine_for(self._settings.store.get_secret_value(), self._folder))
            return self._log


async def _nothing(_: ChatLog) -> None:
    """No work but what is due anyway."""
