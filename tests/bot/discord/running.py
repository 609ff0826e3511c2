"""The bot as an operator runs it: `concord discord` in a process of its own, at a server on loopback."""

from __future__ import annotations

import asyncio
import json
from asyncio.subprocess import Process
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.benchmarks.discord_bot import RunningBot, running_bot
from eval.benchmarks.processes import environment, program
from eval.loopback_discord import LoopbackDiscord

_ENDS_WITHIN_S = 60.0


@dataclass(frozen=True, slots=True)
class Ended:
    """How `concord discord` ended by itself; `sentence` is the last thing that it said."""

    status: int | None
    out: str
    err: str

    @property
    def sentence(self) -> str:
        return self.err.strip().splitlines()[-1]


def at(server: LoopbackDiscord, index: Path, **more: str) -> dict[str, str]:
    """The settings of a bot at this server; `more` are others of the section `discord`."""
    own = {f"CONCORD_DISCORD__{name.upper()}": value for name, value in more.items()}
    return {
        "CONCORD_INDEX__FOLDER": str(index),
        "CONCORD_DISCORD__TOKEN": server.token,
        "CONCORD_DISCORD__API_URL": server.api_url,
        **own,
    }


async def started(folder: Path, settings: dict[str, str], *arguments: str) -> Process:
    """`concord discord`, running; what it says can be read from it."""
    return await asyncio.create_subprocess_exec(
        program("concord"),
        "discord",
        *arguments,
        cwd=folder,
        env=environment(settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def end_of(process: Process) -> Ended:
    """What it says until it ends, and how it does."""
    async with asyncio.timeout(_ENDS_WITHIN_S):
        out, err = await process.communicate()
    return Ended(process.returncode, out.decode(), err.decode())


async def ended(folder: Path, settings: dict[str, str], *arguments: str) -> Ended:
    """What `concord discord` says and how it ends."""
    return await end_of(await started(folder, settings, *arguments))


def with_bot(
    folder: Path,
    index: Path,
    use: Callable[[LoopbackDiscord, RunningBot], Coroutine[Any, Any, None]],
    others: Mapping[str, str] | None = None,
    **more: str,
) -> list[dict[str, Any]]:
    """Runs `use` with a server and a bot that is ready there; the lines of the bot's log in the end.

    `more` are settings of the section `discord`, `others` variables as they are.
    """

    async def run() -> Path:
        async with (
            LoopbackDiscord() as server,
            running_bot(folder, {**at(server, index, **more), **(others or {})}) as bot,
        ):
            await use(server, bot)
        return bot.log

    return [json.loads(line) for line in asyncio.run(run()).read_text(encoding="utf-8").splitlines()]
