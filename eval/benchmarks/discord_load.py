"""Measures the Discord bot under load: the wait for a sign and for the answer, and its memory over time.

The bot is a process of its own; Discord is the server on loopback that stands in for it, in this one.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import numpy as np

from eval.benchmarks.discord_bot import running_bot
from eval.benchmarks.latency import SMALL
from eval.benchmarks.processes import StepFailedError
from eval.benchmarks.tables import Table, verdict
from eval.benchmarks.texts import questions
from eval.loopback_discord import LoopbackDiscord
from eval.loopback_discord.messages.message import Message
from eval.loopback_discord.world.model import Member

_WITHIN_S = 60.0
_ACKNOWLEDGED_MS, _ANSWERED_MS, _GROWTH = 300.0, 1_500.0, 1.1
# Nobody is told to ask more slowly.
_OFTEN = str(1_000_000)


@dataclass(frozen=True, slots=True)
class Load:
    """How many people ask at once, and after how many questions the memory is compared."""

    people: int = 20
    first: int = 100
    last: int = 2_000


QUICK = Load(last=200)


@dataclass(frozen=True, slots=True)
class Wait:
    """Milliseconds from a question to the first sign that it was heard, and to the finished answer."""

    acknowledged_ms: float
    answered_ms: float


def measure_discord(index: Path, load: Load) -> Table:
    """The table of many people asking at once, over a copy of `index`.

    Raises StepFailedError where the bot does not run, does not answer, or sends what Discord refuses.
    """
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(index, Path(folder) / "index")
        try:
            return asyncio.run(_measure(Path(folder), load))
        except TimeoutError as silence:
            raise StepFailedError(f"The bot did not answer: {silence}.") from silence


async def _measure(folder: Path, load: Load) -> Table:
    async with LoopbackDiscord() as server:
        room = _Room(server, load.people)
        async with running_bot(folder, _settings(folder, server)) as bot:
            # The first ask in both languages and wait for all that is loaded with the first question.
            await room.asked(2 * load.people)
            waits = await room.asked(load.first - 2 * load.people)
            before = await bot.resident_mb()
            waits += await room.asked(load.last - load.first)
            after = await bot.resident_mb()
        if server.violations:
            raise StepFailedError(f"Discord would refuse what the bot sent: {server.violations[0]}.")
    return _table(waits, before, after, load)


class _Room:
    """A channel full of people who ask all at once, again when all have been answered."""

    def __init__(self, server: LoopbackDiscord, people: int) -> None:
        guild = server.world.add_guild("Bench")
        self._server = server
        self._channel = server.world.add_text_channel(guild)
        self._people = [server.world.add_member(guild, f"person {number}") for number in range(people)]
        self._questions = cycle(fact.question for fact in questions(people, SMALL))

    async def asked(self, number: int) -> list[Wait]:
        """The waits of so many questions."""
        waits: list[Wait] = []
        while len(waits) < number:
            asking = self._people[: number - len(waits)]
            waits += await asyncio.gather(*(self._ask(person, next(self._questions)) for person in asking))
        return waits

    async def _ask(self, person: Member, question: str) -> Wait:
        interaction = await self._server.slash(person, self._channel, "ask", question=question)
        message = await interaction.until(_is_finished, within_s=_WITHIN_S)
        acknowledged_s = interaction.acknowledged_after_s or float("nan")
        return Wait(acknowledged_s * 1000, (message.now.at - interaction.created_at) * 1000)


def _is_finished(message: Message) -> bool:
    """A finished answer has buttons; what is shown before it has none."""
    return bool(message.buttons)


def _settings(folder: Path, server: LoopbackDiscord) -> dict[str, str]:
    return {
        "CONCORD_INDEX__FOLDER": str(folder / "index"),
        "CONCORD_DISCORD__TOKEN": server.token,
        "CONCORD_DISCORD__API_URL": server.api_url,
        "CONCORD_DISCORD__USER_PER_MINUTE": _OFTEN,
        "CONCORD_DISCORD__CHANNEL_PER_MINUTE": _OFTEN,
        "CONCORD_DISCORD__SERVER_PER_MINUTE": _OFTEN,
    }


def _table(waits: Sequence[Wait], before: float, after: float, load: Load) -> Table:
    acknowledged = _percentile([each.acknowledged_ms for each in waits], 99)
    answered = _percentile([each.answered_ms for each in waits], 95)
    growth = after / before
    rows = (
        _row("acknowledgement, p99", f"{acknowledged:.0f} ms", "≤ 300 ms", acknowledged <= _ACKNOWLEDGED_MS),
        _row("verbatim answer, p95", f"{answered:.0f} ms", "≤ 1,500 ms", answered <= _ANSWERED_MS),
        (f"memory after {load.first:,} questions", f"{before:.0f} MB", "", ""),
        (f"memory after {load.last:,} questions", f"{after:.0f} MB", "", ""),
        _row("growth", f"{growth:.2f}", "≤ 1.1", growth <= _GROWTH),
    )
    note = (
        f"{load.people} people ask at once, and again when all have been answered: {len(waits):,} questions "
        f"over {SMALL:,} chunks. The server that stands in for Discord runs on the same machine."
    )
    return Table("Discord", ("", "Concord", "target", ""), rows, (note,))


def _row(name: str, figure: str, target: str, is_met: bool) -> tuple[str, ...]:
    return name, figure, target, verdict(is_met)


def _percentile(values: Sequence[float], rank: int) -> float:
    return float(np.percentile(values, rank))
