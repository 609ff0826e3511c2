"""`/admin sync-documents`: makes the index agree with the documents, and says what changed."""

from __future__ import annotations

from collections import Counter

from discord import app_commands

from bot.discord.admin.fitting import as_code, fitted
from bot.discord.admin.synchronising import Ended, Synchronising
from bot.discord.admin.visit import Interaction, Need, Visit, visited
from bot.discord.admin.words import word
from bot.discord.delivery.closing import Stopped, TookTooLong
from bot.discord.desk import Desk
from bot.discord.operations.logs import logger
from ingest.report import FileResult, Outcome, Report

# A reply can be changed for 15 minutes.
_WAIT_S = 14 * 60.0
_SIGNS = {Outcome.ADDED: "+", Outcome.CHANGED: "~", Outcome.REMOVED: "-"}


def add_sync_documents(admin: app_commands.Group, desk: Desk, synchronising: Synchronising) -> None:
    """Registers the command."""

    @admin.command(name=word("sync_name"), description=word("sync_description"))
    async def sync_documents(interaction: Interaction) -> None:
        await visited(interaction, desk, Need.OPERATOR, lambda visit: _sync(visit, synchronising))


async def _sync(visit: Visit, synchronising: Synchronising) -> str:
    run = synchronising.begin()
    if run is None:
        return running(visit, synchronising)
    logger().info("synchronising", guild=visit.guild.id, user=visit.interaction.user.id)
    closing = visit.desk.closing
    with closing.opened():
        try:
            return told(visit, await closing.ended(run, _WAIT_S))
        except TookTooLong:
            return visit.say("admin_sync_goes_on")
        except Stopped:
            return visit.say("admin_sync_stopped")


def running(visit: Visit, synchronising: Synchronising) -> str:
    """That a run is under way, and for how long."""
    return visit.say("admin_sync_running", minutes=int((synchronising.running_s or 0) // 60))


def told(visit: Visit, ended: Ended) -> str:
    """What a run did, for an operator: names of files of every audience stand in it."""
    if ended.report is None:
        return visit.say("admin_problem", problem=as_code(str(ended.problem)))
    return fitted(_lines(visit, ended.report), lambda count: visit.say("admin_left_out", count=count))


def summary(visit: Visit, ended: Ended) -> str:
    """How many files a run changed, or that it failed: without a name."""
    if ended.report is None:
        return visit.say("admin_sync_failed")
    counts = Counter(each.outcome for each in ended.report.files)
    return visit.say("admin_sync_done", **{each.value: counts[each] for each in Outcome})


def _lines(visit: Visit, report: Report) -> list[str]:
    """The counts, then what failed, then what changed."""
    lines = [summary(visit, Ended(report))]
    if report.rebuilt:
        lines.append(as_code(report.rebuilt))
    if any(each.withheld for each in report.files):
        lines.append(visit.say("admin_sync_withheld", count=sum(each.withheld for each in report.files)))
    changed = [each for each in report.files if each.outcome in _SIGNS]
    return [
        *lines,
        *(_line("!", each) for each in report.failed),
        *(_line(_SIGNS[e.outcome], e) for e in changed),
    ]


def _line(sign: str, file: FileResult) -> str:
    return f"{sign} {as_code(file.name)}" + (f" {as_code(file.note)}" if file.note else "")
