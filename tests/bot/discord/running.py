"""The bot as an operator runs it: `concord discord` in a process of its own, at a server on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from eval.benchmarks.processes import environment, program
from tests.bot.discord.stub import DiscordStub

_ENDS_WITHIN_S = 300.0
_POLL_S = 0.05


@dataclass(frozen=True, slots=True)
class RunningBot:
    """A bot that runs, with the address of its pages and the file of its log."""

    process: Process
    address: str
    log: Path

    async def ready(self) -> None:
        """Waits until it can answer."""
        async with asyncio.timeout(_ENDS_WITHIN_S):
            while self.process.returncode is None:
                with contextlib.suppress(URLError, ConnectionError):
                    (await asyncio.to_thread(urlopen, f"{self.address}/readyz")).close()
                    return
                await asyncio.sleep(_POLL_S)
        raise AssertionError(self.log.read_text(encoding="utf-8"))


@contextlib.asynccontextmanager
async def running_bot(folder: Path, settings: Mapping[str, str]) -> AsyncIterator[RunningBot]:
    """`concord discord` with these settings, in `folder`, where its log is kept; stopped in the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "bot.log"
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            program("concord"),
            "discord",
            cwd=folder,
            env=environment({**settings, "CONCORD_DISCORD__HEALTH_PORT": str(port)}),
            stderr=errors,
        )
    bot = RunningBot(process, f"http://127.0.0.1:{port}", log)
    try:
        await bot.ready()
        yield bot
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@dataclass(frozen=True, slots=True)
class Ended:
    """How `concord discord` ended by itself; `sentence` is the last thing that it said."""

    status: int | None
    out: str
    err: str

    @property
    def sentence(self) -> str:
        return self.err.strip().splitlines()[-1]


def at(server: DiscordStub, index: Path, **more: str) -> dict[str, str]:
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


def ended_at_stub(
    folder: Path,
    index: Path,
    *arguments: str,
    arrange: Callable[[DiscordStub], Mapping[str, str]] = lambda _: {},
    **variables: str,
) -> Ended:
    """How `concord discord` ends at a server, which `arrange` may change and choose settings for."""

    async def run() -> Ended:
        async with DiscordStub() as server:
            return await ended(folder, {**at(server, index, **arrange(server)), **variables}, *arguments)

    return asyncio.run(run())


def with_bot(
    folder: Path,
    index: Path,
    use: Callable[[DiscordStub, RunningBot], Coroutine[Any, Any, None]],
    others: Mapping[str, str] | None = None,
    **more: str,
) -> list[dict[str, Any]]:
    """Runs `use` with a server and a bot that is ready there; the lines of the bot's log in the end.

    `more` are settings of the section `discord`, `others` variables as they are.
    """

    async def run() -> Path:
        async with (
            DiscordStub() as server,
            running_bot(folder, {**at(server, index, **more), **(others or {})}) as bot,
        ):
            await use(server, bot)
        return bot.log

    return [json.loads(line) for line in asyncio.run(run()).read_text(encoding="utf-8").splitlines()]
