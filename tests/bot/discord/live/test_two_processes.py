"""Two processes with one token: people get one answer, and the operator a line in the log."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.discord.client import ConcordClient
from bot.discord.rate_limits import SeenIds
from bot.discord.shutdown import Shutdown
from tests.bot.discord.live.documents import FUND, FUND_ANSWER
from tests.bot.discord.live.pressing import SOURCES
from tests.bot.discord.live.scene import Scene, Stage, connected

_ALREADY_ACKNOWLEDGED, _THREAD_EXISTS = 40060, 160004


@contextlib.asynccontextmanager
async def another(scene: Scene) -> AsyncIterator[ConcordClient]:
    """A second process's client, with the same index and files."""
    services = replace(scene.services, shutdown=Shutdown(), seen=SeenIds(scene.services.clock))
    async with connected(scene.server, services) as client:
        yield client
        await scene.until(lambda: not len(services.shutdown))


def test_a_command_and_a_press_are_answered_once(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        async with another(scene):
            asked = await server.slash(office.lee, office.general, "ask", question=FUND)
            answer = await scene.ended(asked)
            button = next(each for each in answer.buttons if each.label == SOURCES)
            pressed = await server.press(answer, button, office.lee)
            await scene.ended(pressed)
        for each in (asked, pressed):
            (told,) = each.messages
            assert FUND_ANSWER in told.text

    stage(play, refused=[_ALREADY_ACKNOWLEDGED])
    assert "answered by another process with this token" in caplog.text
    assert not [each for each in caplog.records if each.levelno >= logging.ERROR]


def test_a_mention_is_answered_once(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        async with another(scene):
            said = await server.say(office.lee, office.general, FUND, mentions=[server.world.bot])
            answer = await scene.told(said)
        assert FUND_ANSWER in answer.text
        places = [office.general, *([said.thread] if said.thread else [])]
        assert len([each for place in places for each in server.written_in(place)]) == 1

    stage(play, refused=[_THREAD_EXISTS])
