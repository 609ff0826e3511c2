"""A person in the chat: asks the real assistant, and leaves remarks in the real store."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from bot.assistant import Assistant
from bot.factory import build_assistant, build_storage
from bot.models import Audience, Request, Requester
from bot.settings import load_settings
from bot.storage.feedback import Remark

KIM = Requester("discord", "987654321098765432", "123456789012345678")
WHEN, HEIGHT = "When does the harbour agreement end?", "How tall is the lighthouse of Busan?"


class Chat:
    """The person, before the index of the settings in `folder`."""

    def __init__(self, folder: Path) -> None:
        settings = load_settings(folder)
        self._storage = build_storage(settings)
        self._assistant: Assistant = build_assistant(settings, self._storage)
        self._feedback = self._storage.feedback

    def ask(self, question: str, audience: Audience = Audience.PUBLIC) -> str:
        return self._assistant.ask(Request(question, audience, requester=KIM)).id

    def object(self, answer: str, audience: Audience = Audience.PUBLIC, right: str = "") -> None:
        key = self._feedback.key_of(KIM)
        at = dt.datetime.now(dt.UTC)
        self._feedback.add(
            Remark(
                answer=answer,
                at=at,
                surface="discord",
                requester=key,
                audience=audience,
                helpful=False,
                wrong="No.",
                right=right,
            )
        )

    def forget(self) -> None:
        assert self._storage.forget(KIM).records
