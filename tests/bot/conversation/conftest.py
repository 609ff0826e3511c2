"""ConversationStore on a real SQLite file, with a clock that the test moves."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.settings import ConversationSettings
from bot.conversation.store import ConversationStore

Open = Callable[..., ConversationStore]


class Clock:
    """The time of day, moved by as many days as the test likes."""

    def __init__(self) -> None:
        self.days_later = 0.0

    def __call__(self) -> float:
        return time.time() + self.days_later * 86_400


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(tmp_path: Path, clock: Clock) -> Iterator[Open]:
    """Opens histories in the test's folder; all are closed at its end."""
    every: list[ConversationStore] = []

    def _open(folder: Path = tmp_path, **settings: Any) -> ConversationStore:
        every.append(ConversationStore(ConversationSettings(**settings), folder, clock))
        return every[-1]

    yield _open
    for each in every:
        each.close()
