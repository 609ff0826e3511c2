"""When the bot stops, what is open may end, and what does not is told so in time."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from bot.discord.shutdown import Shutdown, StoppedError, TookTooLongError, cancel


def run(scene: Coroutine[Any, Any, None]) -> None:
    asyncio.run(scene)


async def _working(shutdown: Shutdown, work: asyncio.Future[str], told: list[str]) -> None:
    with shutdown.track():
        try:
            told.append(await shutdown.result_of(work, 60))
        except StoppedError:
            told.append("sorry")


async def _begun(*scenes: Coroutine[Any, Any, None]) -> list[asyncio.Task[None]]:
    tasks = [asyncio.create_task(each) for each in scenes]
    await asyncio.sleep(0)
    return tasks


def test_nothing_open_is_closed_at_once() -> None:
    async def scene() -> None:
        shutdown = Shutdown()
        assert not shutdown.has_begun
        assert await shutdown.drain(60)
        assert shutdown.has_begun

    run(scene())


def test_what_ends_in_time_is_not_disturbed() -> None:
    async def scene() -> None:
        shutdown, told = Shutdown(), list[str]()
        work: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        await _begun(_working(shutdown, work, told))
        asyncio.get_running_loop().call_soon(work.set_result, "answer")
        assert await shutdown.drain(60)
        assert told == ["answer"]

    run(scene())


def test_what_does_not_end_apologises_and_its_work_is_left_alone() -> None:
    async def scene() -> None:
        shutdown, told = Shutdown(), list[str]()
        work: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        await _begun(_working(shutdown, work, told))
        assert await shutdown.drain(0.1)
        assert told == ["sorry"]
        assert not work.done()

    run(scene())


def test_who_cannot_even_apologise_is_not_waited_for() -> None:
    async def deaf(shutdown: Shutdown) -> None:
        with shutdown.track():
            await asyncio.get_running_loop().create_future()

    async def scene() -> None:
        shutdown = Shutdown()
        task, *_ = await _begun(deaf(shutdown))
        assert not await shutdown.drain(0.1)
        await cancel(task)

    run(scene())


def test_work_has_its_time_and_goes_on_after_it() -> None:
    async def scene() -> None:
        work: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        with pytest.raises(TookTooLongError):
            await Shutdown().result_of(work, 0)
        assert not work.done()

    run(scene())


def test_what_the_work_raises_is_raised() -> None:
    async def scene() -> None:
        work: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        work.set_exception(OSError("the disk is gone"))
        with pytest.raises(OSError, match="the disk is gone"):
            await Shutdown().result_of(work, 60)

    run(scene())
