"""All stores on one database, which is opened with the first use."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bot.models import Requester, Turn
from bot.storage.conversations import ConversationStore
from bot.storage.database import Database
from bot.storage.feedback import Feedback
from bot.storage.guild_settings import GuildSettingsStore
from bot.storage.records import Records
from bot.storage.retention import Forgotten, Retention
from bot.storage.settings import StorageSettings
from bot.storage.shares import Shares


@dataclass(frozen=True, slots=True)
class Storage:
    """The stores; threads and processes may share the database. A context manager that closes it."""

    database: Database
    retention: Retention
    records: Records
    shares: Shares
    feedback: Feedback
    conversations: ConversationStore
    guild_settings: GuildSettingsStore

    @classmethod
    def at(
        cls,
        settings: StorageSettings,
        folder: Path,
        *,
        keep_days: int,
        clock: Callable[[], dt.datetime],
        fit: Callable[[Sequence[Turn]], tuple[Turn, ...]] = tuple,
        randomness: Callable[[int], bytes] = os.urandom,
    ) -> Self:
        """The stores of the index in `folder`; raises ConfigurationError where the address is not usable.

        `fit` chooses how many of the newest turns of a conversation are remembered; `clock` tells the time
        with its zone.
        """
        database = Database(settings, folder, randomness)
        retention = Retention(database, keep_days, clock)
        return cls(
            database,
            retention,
            Records(database, retention, randomness),
            Shares(database, clock),
            Feedback(database, retention),
            ConversationStore(database, retention, fit=fit, clock=clock),
            GuildSettingsStore(database, clock),
        )

    def forget(self, requester: Requester) -> Forgotten:
        """Delete all that is kept of this person; see `Retention.forget`."""
        return self.retention.forget(requester)

    def close(self) -> None:
        """Close the connections; the next use opens others."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
