"""Whoever comes first is served first, nobody fills the line, and whoever leaves holds nobody up."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord.queue import AnswerQueue, QueueFullError, WaitsAlreadyError

KIM, LEE, SAM, PAT = 1, 2, 3, 4
_NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


class Office:
    """Questions at a queue: `at_work` are those being answered, `done` those who were, in order."""

    def __init__(self, queue: AnswerQueue) -> None:
        self.queue = queue
        self.at_work: list[str] = []
        self.done: list[str] = []
        self.moves: dict[str, list[int]] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}
        self._ends: dict[str, asyncio.Event] = {}

    async def comes(self, name: str, owner: int) -> None:
        """A question comes, and takes its place."""
        self._ends[name], self.moves[name] = asyncio.Event(), []
        self.tasks[name] = asyncio.create_task(self._ask(name, owner))
        await settled()

    async def ends(self, name: str) -> None:
        """An answer is ready."""
        self._ends[name].set()
        await settled()

    async def leaves(self, name: str) -> None:
        """Somebody is cancelled."""
        self.tasks[name].cancel()
        await settled()

    async def _ask(self, name: str, owner: int) -> None:
        async with self.queue.place(owner, self.moves[name].append):
            with self._working(name):
                await self._ends[name].wait()
        self.done.append(name)

    @contextmanager
    def _working(self, name: str) -> Iterator[None]:
        self.at_work.append(name)
        try:
            yield
        finally:
            self.at_work.remove(name)


async def settled() -> None:
    """Lets everything run that can: each step wakes the next at most."""
    for _ in range(20):
        await asyncio.sleep(0)


def test_one_person_has_one_at_work_and_others_pass_by() -> None:
    async def run() -> None:
        office = Office(AnswerQueue(2, 10))
        for name, owner in (("first", KIM), ("second", KIM), ("lee", LEE), ("sam", SAM)):
            await office.comes(name, owner)
        assert office.at_work == ["first", "lee"]
        assert office.moves["sam"] == [1]
        await office.ends("lee")
        assert office.at_work == ["first", "sam"]
        await office.ends("first")
        assert office.at_work == ["sam", "second"]

    asyncio.run(run())


def test_whoever_leaves_the_line_or_the_work_makes_room() -> None:
    async def run() -> None:
        told: list[int] = []
        office = Office(AnswerQueue(1, 10, told.append))
        for name, owner in (("kim", KIM), ("lee", LEE), ("sam", SAM), ("pat", PAT)):
            await office.comes(name, owner)
        await office.leaves("lee")
        assert office.moves["sam"] == [1, 0]
        assert told[-1] == len(office.queue) == 2
        await office.leaves("kim")
        assert office.at_work == ["sam"]
        assert office.moves["pat"] == [2, 1, 0]
        await office.ends("sam")
        await office.ends("pat")
        assert (len(office.queue), told[-1], office.queue._at_work) == (0, 0, set())

    asyncio.run(run())


def test_whoever_leaves_in_the_moment_of_their_turn_passes_it_on() -> None:
    async def run() -> None:
        office = Office(AnswerQueue(1, 10))
        for name, owner in (("kim", KIM), ("lee", LEE), ("sam", SAM)):
            await office.comes(name, owner)
        office._ends["kim"].set()
        while office.at_work:  # until Kim's answer is ready, and Lee has the place without having woken
            await asyncio.sleep(0)
        office.tasks["lee"].cancel()
        await settled()
        assert office.at_work == ["sam"]

    asyncio.run(run())


def test_an_answer_that_fails_makes_room_and_so_does_one_who_cannot_be_told() -> None:
    async def run() -> None:
        queue = AnswerQueue(1, 10)

        def deaf(_: int) -> None:
            raise RuntimeError

        async with queue.place(KIM):
            with pytest.raises(RuntimeError):
                async with queue.place(LEE, deaf):
                    pass
        with pytest.raises(ValueError, match="no answer"):
            async with queue.place(SAM):
                raise ValueError("no answer")
        assert (len(queue), queue._at_work) == (0, set())

    asyncio.run(run())


# Each step: somebody comes (who), or somebody's answer is ready, or is cancelled (which of those there are).
Steps = st.lists(st.tuples(st.sampled_from(["comes", "ends", "leaves"]), st.integers(0, 9)), max_size=60)


@settings(deadline=None)
@given(Steps, st.integers(1, 3), st.integers(1, 6))
def test_nobody_passes_but_those_whose_own_answer_is_being_made(
    steps: list[tuple[str, int]], workers: int, most: int
) -> None:
    async def run() -> None:
        office, line, owners = Office(AnswerQueue(workers, most)), list[str](), dict[str, int]()
        for number, (what, which) in enumerate(steps):
            there = [*office.at_work, *line]
            if what == "comes":
                name = f"q{number}"
                owners[name] = which % 5
                waiting = [*line]
                await office.comes(name, owners[name])
                if office.tasks[name].done():
                    full = (
                        WaitsAlreadyError
                        if sum(owners[w] == which % 5 for w in waiting) == 2
                        else QueueFullError
                    )
                    assert type(office.tasks[name].exception()) is full
                    assert full is WaitsAlreadyError or len(waiting) == most
                else:
                    line.append(name)
            elif there:
                name = there[which % len(there)]
                await (
                    office.ends(name) if what == "ends" and name in office.at_work else office.leaves(name)
                )
                line = [each for each in line if each != name]
            line = [each for each in line if each not in office.at_work]
            busy = [owners[each] for each in office.at_work]
            assert len(busy) == len(set(busy)) <= workers
            assert len(office.queue) == len(line) <= most
            # Where a place is free, all who wait have an answer under way.
            assert len(busy) == workers or all(owners[each] in busy for each in line)
            for owner in set(owners.values()):
                assert sum(owners[each] == owner for each in line) <= 2
            for before, each in enumerate(line):
                assert office.moves[each][-1] == before
        for task in office.tasks.values():
            task.cancel()
        await settled()
        assert (len(office.queue), office.queue._at_work) == (0, set())

    asyncio.run(run())


def test_whoever_takes_long_to_be_admitted_holds_up_nobody_else() -> None:
    async def run() -> None:
        queue = AnswerQueue(1, 10)
        with queue.arrival(KIM, _NOON), queue.arrival(LEE, _NOON) as other:
            await asyncio.wait_for(other.wait_for_earlier(), 60)

    asyncio.run(run())


def test_a_question_that_is_not_admitted_holds_up_nothing() -> None:
    async def run() -> None:
        queue = AnswerQueue(1, 10)
        with queue.arrival(KIM, _NOON):
            pass
        with queue.arrival(KIM, _NOON) as second:
            assert second.at == _NOON
            await asyncio.wait_for(second.wait_for_earlier(), 1)

    asyncio.run(run())
