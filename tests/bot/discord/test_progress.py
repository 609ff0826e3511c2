"""Progress is shown at most once a second, the newest only, and the end is always shown last."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from bot.discord.question_handler import QUIET_S, ProgressEditor


class Time:
    """Seconds that pass when somebody sleeps, and in no other way."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self._sleepers: list[tuple[float, asyncio.Event]] = []

    def clock(self) -> float:
        return self.now_s

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        self._sleepers.append((self.now_s + seconds, woken))
        await woken.wait()

    async def passes(self, until_s: float) -> None:
        """Lets the time go on to `until_s`, waking everybody on the way at their time."""
        await _settled()
        while due := sorted((at, woken) for at, woken in self._sleepers if at <= until_s):
            self.now_s, woken = due[0]
            self._sleepers.remove(due[0])
            woken.set()
            await _settled()
        self.now_s = until_s


async def _settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


class Shown:
    """What was shown, and when; an edit takes as long as `takes_s` says."""

    def __init__(self, time: Time) -> None:
        self._time = time
        self.takes_s = 0.0
        self.fails = False
        self.at: list[tuple[float, str]] = []

    async def __call__(self, what: str) -> None:
        self.at.append((self._time.now_s, what))
        if self.takes_s:
            await self._time.sleep(self.takes_s)
        if self.fails:
            raise OSError("the network is gone")


Scene = Callable[[Time, Shown, Any], Coroutine[Any, Any, None]]


def played(scene: Scene, quiet_s: float = 1.0) -> list[tuple[float, str]]:
    """What was shown, and when, in a scene on an editor with so much quiet and a second between edits."""
    time = Time()
    shown = Shown(time)

    async def play() -> None:
        show: Any = shown  # takes words in place of cards
        await scene(time, shown, ProgressEditor(show, clock=time.clock, sleep=time.sleep, quiet_s=quiet_s))

    asyncio.run(play())
    return shown.at


async def _end(time: Time, editor: Any, what: str, until_s: float) -> None:
    end = asyncio.create_task(editor.finish(what))
    await time.passes(until_s)
    await end


def test_ten_sentences_within_a_second_are_one_edit_with_the_newest() -> None:
    async def scene(time: Time, _: Shown, editor: Any) -> None:
        for tenth in range(10):
            await time.passes(1 + tenth / 10)
            editor.offer(f"{tenth}")
        await time.passes(5)
        await editor.stop()

    # The first comes when the quiet second is over, the newest of the rest a second after it.
    assert played(scene) == [(1.0, "0"), (2.0, "9")]


def test_progress_does_not_hold_up_an_answer_that_is_there_within_two_seconds() -> None:
    async def scene(time: Time, _: Shown, editor: Any) -> None:
        editor.offer("working")
        await time.passes(1.9)
        await _end(time, editor, "answer", 5)

    assert played(scene, QUIET_S) == [(1.9, "answer")]


def test_the_end_keeps_the_pace_too() -> None:
    async def scene(time: Time, _: Shown, editor: Any) -> None:
        editor.offer("working")
        await time.passes(1.2)
        await _end(time, editor, "answer", 5)

    assert played(scene) == [(1.0, "working"), (2.0, "answer")]


def test_a_slow_edit_is_waited_for_and_nothing_overtakes_it() -> None:
    async def scene(time: Time, shown: Shown, editor: Any) -> None:
        shown.takes_s = 3
        editor.offer("first")
        await time.passes(2)
        editor.offer("never seen")
        shown.takes_s = 0
        await _end(time, editor, "answer", 9)

    # The edit takes from 1 to 4, and the pace counts from when it has come.
    assert played(scene) == [(1.0, "first"), (5.0, "answer")]


def test_nothing_is_shown_after_the_end() -> None:
    async def scene(time: Time, _: Shown, editor: Any) -> None:
        await _end(time, editor, "answer", 1)
        editor.offer("late")
        await time.passes(9)

    assert played(scene) == [(0.0, "answer")]


def test_progress_that_cannot_be_shown_costs_nobody_the_answer() -> None:
    async def scene(time: Time, shown: Shown, editor: Any) -> None:
        shown.fails = True
        editor.offer("first")
        await time.passes(1.5)
        editor.offer("second")
        await time.passes(2.5)
        shown.fails = False
        await _end(time, editor, "answer", 5)

    assert played(scene) == [(1.0, "first"), (2.0, "second"), (3.0, "answer")]
