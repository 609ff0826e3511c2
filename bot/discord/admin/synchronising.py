"""The one run of the ingest that there is at a time, whoever began it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.discord.desk import Desk
from ingest.errors import ConcordError
from ingest.report import Report


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: with a report, or with what kept it from doing anything."""

    report: Report | None
    problem: ConcordError | None = None


class Synchronising:
    """Knows the run that is under way and how the last one ended; to be used in one event loop."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._task: asyncio.Task[Ended] | None = None
        self._began_s = 0.0
        self.last: Ended | None = None

    @property
    def running_s(self) -> float | None:
        """For how many seconds a run has been under way; None where there is none."""
        if self._task is None or self._task.done():
            return None
        return self._desk.clock() - self._began_s

    def begin(self) -> asyncio.Task[Ended] | None:
        """The run that begins now; None where one is under way. It goes on where nobody waits for it."""
        if self.running_s is not None:
            return None
        self._began_s = self._desk.clock()
        self._task = asyncio.create_task(self._run())
        return self._task

    async def _run(self) -> Ended:
        try:
            ended = Ended(await self._desk.work(self._desk.sync_documents))
        except ConcordError as problem:
            ended = Ended(None, problem)
        self.last = ended
        return ended
