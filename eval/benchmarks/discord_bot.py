"""Runs the Discord bot in a process of its own, and reads what it says of itself."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from eval.benchmarks.processes import StepFailedError, environment, program

_READY_WITHIN_S = 120.0
_STOPPED_WITHIN_S = 20.0
_POLL_S = 0.1
_SHOWN_CHARS = 600
_MEGABYTE = 1_000_000
_RESIDENT = re.compile(r"^process_resident_memory_bytes (\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RunningBot:
    """A bot that runs, with the address of its pages and the file of its log."""

    process: Process
    address: str
    log: Path

    async def resident_mb(self) -> float:
        """The memory that it holds now, in megabytes."""
        found = _RESIDENT.search(await self._page("metrics"))
        if found is None:
            raise StepFailedError("The bot does not say how much memory it holds; this takes Linux.")
        return float(found.group(1)) / _MEGABYTE

    async def ready(self) -> None:
        """Waits until it can answer; raises StepFailedError, with what it said last, where it never can."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_READY_WITHIN_S):
                while self.process.returncode is None:
                    with contextlib.suppress(URLError, ConnectionError):
                        await self._page("readyz")
                        return
                    await asyncio.sleep(_POLL_S)
        said = self.log.read_text(encoding="utf-8")[-_SHOWN_CHARS:]
        raise StepFailedError(f"concord discord is not ready (status {self.process.returncode}): {said}")

    async def _page(self, name: str) -> str:
        def get() -> str:
            with urlopen(f"{self.address}/{name}", timeout=_STOPPED_WITHIN_S) as page:
                text: str = page.read().decode()
                return text

        return await asyncio.to_thread(get)


@asynccontextmanager
async def running_bot(folder: Path, settings: Mapping[str, str]) -> AsyncIterator[RunningBot]:
    """`concord discord` with these settings, in `folder`, where its log is kept; stopped in the end."""
    log, port = folder / "bot.log", _free_port()
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
        await _stop(process)


async def _stop(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        async with asyncio.timeout(_STOPPED_WITHIN_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
