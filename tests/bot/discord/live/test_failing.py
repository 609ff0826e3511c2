"""What fails is told with an id and nothing else; the log has the cause under the same id."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversation.session import ChatSession
from bot.discord.client import ConcordClient
from bot.discord.question_handler import QuestionHandler
from bot.factory import build_index
from bot.settings import Settings
from ingest.settings import IndexSettings
from tests.bot.discord.live.documents import FUND
from tests.bot.discord.live.scene import Scene, Stage

_ID = re.compile(r"\b[0-9a-f]{8}\b")


def _without_index(scene: Scene, folder: Path) -> None:
    """Has the bot look for its index where there is none."""
    index = build_index(Settings(index=IndexSettings(folder=folder)))
    assistant = replace(scene.services.assistant, index=index)
    chat = ChatSession(assistant, scene.services.storage.conversations)
    for each, value in (("assistant", assistant), ("chat", chat)):
        object.__setattr__(scene.services, each, value)


@pytest.mark.parametrize("way", ["ask", "search", "mention"])
def test_a_failure_is_told_with_an_id(
    stage: Stage, tmp_path: Path, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    caplog.set_level(logging.INFO)

    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        _without_index(scene, tmp_path / "nothing")
        if way == "mention":
            told = await scene.told(
                await server.say(office.lee, office.general, FUND, mentions=[server.world.bot])
            )
        else:
            word = "question" if way == "ask" else "query"
            told = await scene.ended(await server.slash(office.lee, office.general, way, **{word: FUND}))
        (error,) = _ID.findall(told.text)
        assert "concord-ingest" not in told.text
        assert str(tmp_path) not in told.text
        assert any(error in str(record.msg) for record in caplog.records)
        assert FUND not in caplog.text

    stage(play)


def test_nothing_is_synchronised_when_the_bot_connects(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        assert isinstance(scene.client, ConcordClient)
        assert isinstance(scene.client.questions, QuestionHandler)
        assert not any("commands" in request for request in scene.server.requests)

    stage(play)


def test_the_least_is_asked_of_the_gateway(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        # guilds 1 << 0, guild messages 1 << 9, direct messages 1 << 12
        assert scene.client.intents.value == (1 << 0) | (1 << 9) | (1 << 12)

    stage(play)


def test_the_message_content_is_asked_for_where_the_settings_say_so(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        assert scene.client.intents.value == (1 << 0) | (1 << 9) | (1 << 12) | (1 << 15)

    stage(play, message_content=True)
