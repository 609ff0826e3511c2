"""The pace is the one that the settings name."""

from __future__ import annotations

import asyncio

import pytest

from bot.discord.pace.pace import pace_of
from bot.discord.pace.queue import QueueIsFull
from bot.discord.settings import DiscordSettings
from tests.bot.discord.pace.test_cooldowns import Clock


def test_the_settings_say_how_often_and_how_many() -> None:
    settings = DiscordSettings(
        user_per_minute=1, channel_per_minute=2, server_per_minute=3, workers=1, queue=1
    )
    pace = pace_of(settings, Clock())
    assert [pace.cooldowns.take(1, 10, None), pace.cooldowns.take(1, 10, None)] == [0, 60]
    assert pace.seen.first(1)

    async def run() -> None:
        async with pace.queue.place(1):
            waiting = asyncio.create_task(pace.queue.place(2).__aenter__())
            await asyncio.sleep(0)
            with pytest.raises(QueueIsFull):
                await pace.queue.place(3).__aenter__()
            waiting.cancel()
            await asyncio.wait([waiting])

    asyncio.run(run())
