"""When the bot stops, who cannot even apologise is not waited for."""

from __future__ import annotations

import asyncio

from bot.discord.shutdown import Shutdown, cancel


async def _never_ends(shutdown: Shutdown) -> None:
    shutdown.track()
    await asyncio.Event().wait()


async def test_who_cannot_even_apologise_is_not_waited_for() -> None:
    shutdown = Shutdown()
    task = asyncio.create_task(_never_ends(shutdown))
    await asyncio.sleep(0)
    assert not await shutdown.drain(0.1)
    await cancel(task)
