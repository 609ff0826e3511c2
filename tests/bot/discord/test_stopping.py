"""The bot stops in order: what can be finished is, who would wait longer is told, a second signal ends it."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.discord.i18n import t
from bot.models import Language
from eval.fake_llm import script
from eval.fake_llm.script import Asked, Script, Trouble
from eval.fake_llm.server import ScriptedServer
from tests.bot.discord.running import Ended, RunningBot, at, end_of, started, with_bot
from tests.bot.discord.stub import Command, DiscordStub
from tests.bot.documents import FUND, FUND_ANSWER

pytestmark = pytest.mark.slow

ENDS_WITHIN_S = 300.0
Use = Callable[[DiscordStub, RunningBot, Command], Awaitable[None]]


class SlowModel:
    """A language model that says nothing until it is let, or for ever."""

    def __init__(self, trouble: Trouble = Trouble.NONE) -> None:
        self.was_asked = threading.Event()
        self.may_answer = threading.Event()
        self._trouble = trouble

    def __call__(self, _: Asked) -> Script:
        self.was_asked.set()
        if self._trouble is Trouble.NONE:
            self.may_answer.wait()
        return (
            Script(trouble=self._trouble) if self._trouble is not Trouble.NONE else script.say("NOT STATED")
        )


def while_answering(
    folder: Path, index: Path, model: SlowModel, use: Use, **more: str
) -> list[dict[str, Any]]:
    """Runs `use` while the bot waits for the model; the lines of its log in the end."""

    async def asked(server: DiscordStub, bot: RunningBot) -> None:
        interaction = await server.slash(20, "ask", question=FUND)
        await asyncio.to_thread(model.was_asked.wait)
        await use(server, bot, interaction)

    with ScriptedServer(model) as scripted:
        try:
            llm = {"provider": "openai-compatible", "model": "slow", "base_url": scripted.base_url}
            others = {f"CONCORD_LLM__{name.upper()}": value for name, value in llm.items()}
            return with_bot(folder, index, asked, others=others, **more)
        finally:
            model.may_answer.set()


async def status_of(bot: RunningBot) -> int:
    """With which status the bot ends."""
    async with asyncio.timeout(ENDS_WITHIN_S):
        return await bot.process.wait()


def test_a_bot_with_nothing_to_do_ends_at_once_and_says_goodbye(tmp_path: Path, office_index: Path) -> None:
    async def use(server: DiscordStub, bot: RunningBot) -> None:
        bot.process.send_signal(signal.SIGTERM)
        assert await status_of(bot) == 0
        assert not server.sockets

    lines = with_bot(tmp_path, office_index, use)
    assert [line["event"] for line in lines][-2:] == ["stopping", "stopped"]


def test_a_bot_that_is_not_connected_yet_ends_at_once_too(tmp_path: Path, office_index: Path) -> None:
    async def run() -> Ended:
        async with DiscordStub() as server:
            server.faults["/users/@me"] = [asyncio.Event()]
            process = await started(tmp_path, at(server, office_index))
            await server.until(lambda: not server.faults["/users/@me"])  # until it asks
            process.send_signal(signal.SIGTERM)
            return await end_of(process)

    end = asyncio.run(run())
    assert end.status == 0
    assert "Traceback" not in end.err


def test_what_is_under_way_is_finished_and_nothing_new_taken(tmp_path: Path, office_index: Path) -> None:
    model = SlowModel()

    async def use(server: DiscordStub, bot: RunningBot, asked: Command) -> None:
        bot.process.send_signal(signal.SIGTERM)
        await stopping(bot)
        second = await server.slash(21, "ask", question=FUND)
        await server.until(lambda: t("closing", Language.ENGLISH) in second.text)
        model.may_answer.set()
        assert await status_of(bot) == 0
        assert FUND_ANSWER in asked.text

    while_answering(tmp_path, office_index, model, use)


def test_a_second_signal_ends_it_at_once(tmp_path: Path, office_index: Path) -> None:
    async def use(_: DiscordStub, bot: RunningBot, __: Command) -> None:
        bot.process.send_signal(signal.SIGINT)
        await stopping(bot)
        bot.process.send_signal(signal.SIGTERM)
        assert await status_of(bot) == 128 + signal.SIGTERM

    lines = while_answering(tmp_path, office_index, SlowModel(Trouble.SILENCE), use, stop_within_s="600")
    assert lines[-1]["event"] == "stopping"


async def stopping(bot: RunningBot) -> None:
    """Waits until the bot has taken the first signal."""
    async with asyncio.timeout(ENDS_WITHIN_S):
        while '"stopping"' not in bot.log.read_text(encoding="utf-8"):
            await asyncio.sleep(0.02)


def test_all_who_wait_in_a_full_line_are_told_so_within_the_time(tmp_path: Path, office_index: Path) -> None:
    async def use(server: DiscordStub, bot: RunningBot, asked: Command) -> None:
        others = [await server.slash(30 + number, "ask", question=FUND) for number in range(3)]
        full, stopped = t("queue_full", Language.ENGLISH), t("stopped", Language.ENGLISH)
        await server.until(lambda: sum(full in each.text for each in others) == 1)
        bot.process.send_signal(signal.SIGTERM)
        assert await status_of(bot) == 0
        told = [each.text for each in (asked, *others)]
        # One was at work and two waited.
        assert (sum(stopped in each for each in told), sum(full in each for each in told)) == (3, 1)

    settings = {"stop_within_s": "1", "workers": "1", "queue": "2"}
    while_answering(tmp_path, office_index, SlowModel(Trouble.SILENCE), use, **settings)
