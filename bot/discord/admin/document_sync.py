"""`/admin sync-documents`: makes the index agree with the documents, and says what changed."""

from __future__ import annotations

import asyncio
from collections import Counter

from bot.discord.admin.context import AdminContext, as_code
from bot.discord.observability.logs import logger
from bot.discord.services import BotServices
from bot.discord.shutdown import StoppedError, TookTooLongError
from ingest.errors import ConcordError
from ingest.report import FileResult, Outcome, Report

# A reply can be changed for 15 minutes.
_WAIT_S = 14 * 60.0
_SIGNS = {Outcome.ADDED: "+", Outcome.CHANGED: "~", Outcome.REMOVED: "-"}


# What a run did, or what kept it from doing anything.
SyncResult = Report | ConcordError


class DocumentSync:
    """The one run of the ingest that there is at a time, whoever began it; to be used in one event loop."""

    def __init__(self, services: BotServices) -> None:
        self._services = services
        self._task: asyncio.Task[SyncResult] | None = None
        self._began_s = 0.0
        self.last: SyncResult | None = None

    @property
    def running_s(self) -> float | None:
        """For how many seconds a run has been under way; None where there is none."""
        if self._task is None or self._task.done():
            return None
        return self._services.clock() - self._began_s

    async def run(self, context: AdminContext) -> str:
        """Begins a run and says how it ended; it goes on where nobody waits for it."""
        if self.running_s is not None:
            return self.describe_running(context)
        logger().info("synchronising", guild=context.guild.id, user=context.interaction.user.id)
        self._began_s = self._services.clock()
        self._task = asyncio.create_task(self._sync())
        try:
            return _describe(context, await self._services.shutdown.result_of(self._task, _WAIT_S))
        except TookTooLongError:
            return context.t("admin_sync_goes_on")
        except StoppedError:
            return context.t("admin_sync_stopped")

    def describe_running(self, context: AdminContext) -> str:
        return context.t("admin_sync_running", minutes=int((self.running_s or 0) // 60))

    async def _sync(self) -> SyncResult:
        try:
            self.last = await self._services.run_blocking(self._services.sync_documents)
        except ConcordError as problem:
            self.last = problem
        return self.last


def summarise(context: AdminContext, result: SyncResult) -> str:
    """How many files a run changed, or that it failed: without a name."""
    if isinstance(result, ConcordError):
        return context.t("admin_sync_failed")
    counts = Counter(file.outcome for file in result.files)
    return context.t("admin_sync_done", **{outcome.value: counts[outcome] for outcome in Outcome})


def _describe(context: AdminContext, result: SyncResult) -> str:
    """What a run did, for an operator: names of files of every audience stand in it, failures first."""
    if isinstance(result, ConcordError):
        return context.t("admin_problem", problem=as_code(str(result)))
    lines = [summarise(context, result)]
    if result.rebuilt:
        lines.append(as_code(result.rebuilt))
    if withheld := sum(file.withheld for file in result.files):
        lines.append(context.t("admin_sync_withheld", count=withheld))
    lines += [_line("!", file) for file in result.failed]
    lines += [_line(_SIGNS[file.outcome], file) for file in result.files if file.outcome in _SIGNS]
    return context.fit(lines)


def _line(sign: str, file: FileResult) -> str:
    return f"{sign} {as_code(file.name)}" + (f" {as_code(file.note)}" if file.note else "")
