"""The bot stops in order: what can be finished is, who would wait longer is told, a second signal ends it."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bot.discord.i18n import t
from bot.models import Language
from eval.benchmarks.discord_bot import RunningBot
from eval.fake_llm import script
from eval.fake_llm.script import Asked, Script, Trouble
from eval.fake_llm.server import ScriptedServer
from eval.loopback_discord import LoopbackDiscord
from eval.loopback_discord.interactions.interaction import Interaction
from tests.bot.discord.running import Ended, at, end_of, started, with_bot

QUESTION = "When does the research programme start?"
ENDS_WITHIN_S = 20.0
Use = Callable[[LoopbackDiscord, RunningBot, Interaction], Awaitable[None]]


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

    async def asked(server: LoopbackDiscord, bot: RunningBot) -> None:
        guild = server.world.add_guild()
        person = server.world.add_member(guild, "Ada")
        interaction = await server.slash(
            person, server.world.add_text_channel(guild), "ask", question=QUESTION
        )
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


def test_a_bot_with_nothing_to_do_ends_at_once_and_says_goodbye(tmp_path: Path, corpus_index: Path) -> None:
    async def use(server: LoopbackDiscord, bot: RunningBot) -> None:
        bot.process.send_signal(signal.SIGTERM)
        assert await status_of(bot) == 0
        assert server.gateway.open == []

    lines = with_bot(tmp_path, corpus_index, use)
    assert [line["event"] for line in lines][-2:] == ["stopping", "stopped"]


def test_a_bot_that_is_not_connected_yet_ends_at_once_too(tmp_path: Path, corpus_index: Path) -> None:
    async def run() -> Ended:
        async with LoopbackDiscord() as server:
            server.faults.delay("GET /users/@me", 600)
            process = await started(tmp_path, at(server, corpus_index))
            while server.faults.troubles:  # until it asks
                await asyncio.sleep(0.02)
            process.send_signal(signal.SIGTERM)
            return await end_of(process)

    end = asyncio.run(run())
    assert end.status == 0
    assert "Traceback" not in end.err


def test_what_is_under_way_is_finished(tmp_path: Path, corpus_index: Path) -> None:
    model = SlowModel()

    async def use(server: LoopbackDiscord, bot: RunningBot, asked: Interaction) -> None:
        bot.process.send_signal(signal.SIGTERM)
        model.may_answer.set()
        assert await status_of(bot) == 0
        assert asked.answer is not None
        assert "2027" in asked.answer.text
        assert server.violations == []

    while_answering(tmp_path, corpus_index, model, use)


def test_who_would_wait_longer_is_told_so_within_the_time(tmp_path: Path, corpus_index: Path) -> None:
    async def use(server: LoopbackDiscord, bot: RunningBot, asked: Interaction) -> None:
        bot.process.send_signal(signal.SIGTERM)
        assert await status_of(bot) == 0
        assert asked.answer is not None
        assert t("stopped", Language.ENGLISH) in asked.answer.text
        assert server.violations == []

    while_answering(tmp_path, corpus_index, SlowModel(Trouble.SILENCE), use, stop_within_s="2")


def test_nothing_new_is_taken_while_it_stops(tmp_path: Path, corpus_index: Path) -> None:
    model = SlowModel()

    async def use(server: LoopbackDiscord, bot: RunningBot, asked: Interaction) -> None:
        bot.process.send_signal(signal.SIGTERM)
        late = server.world.add_member(asked.channel.guild or server.world.add_guild(), "Eve")
        await stopping(bot)
        second = await server.slash(late, asked.channel, "ask", question=QUESTION)
        told = await second.reply(within_s=10)
        assert t("closing", Language.ENGLISH) in told.text
        model.may_answer.set()
        assert await status_of(bot) == 0

    while_answering(tmp_path, corpus_index, model, use)


def test_a_second_signal_ends_it_at_once(tmp_path: Path, corpus_index: Path) -> None:
    async def use(_: LoopbackDiscord, bot: RunningBot, __: Interaction) -> None:
        bot.process.send_signal(signal.SIGINT)
        await stopping(bot)
        bot.process.send_signal(signal.SIGTERM)
        assert await status_of(bot) == 128 + signal.SIGTERM

    lines = while_answering(tmp_path, corpus_index, SlowModel(Trouble.SILENCE), use, stop_within_s="600")
    assert lines[-1]["event"] == "stopping"


async def stopping(bot: RunningBot) -> None:
    """Waits until the bot has taken the first signal."""
    async with asyncio.timeout(ENDS_WITHIN_S):
        while '"stopping"' not in bot.log.read_text(encoding="utf-8"):
            await asyncio.sleep(0.02)


def test_all_who_wait_in_a_full_line_are_told_so_within_the_time(tmp_path: Path, corpus_index: Path) -> None:
    others: list[Interaction] = []

    async def use(server: LoopbackDiscord, bot: RunningBot, asked: Interaction) -> None:
        guild = asked.channel.guild
        assert guild is not None
        for number in range(20):
            who = server.world.add_member(guild, f"person {number}")
            channel = server.world.add_text_channel(guild, f"channel {number}")
            others.append(await server.slash(who, channel, "ask", question=QUESTION))
        for each in others:
            await each.reply(within_s=20)  # its place, or that the line is full
        bot.process.send_signal(signal.SIGTERM)
        assert await status_of(bot) == 0
        told = [each.answer.text if each.answer else "" for each in (asked, *others)]
        full, stopped = t("queue_full", Language.ENGLISH), t("stopped", Language.ENGLISH)
        # One was at work and fifteen waited.
        assert (sum(stopped in each for each in told), sum(full in each for each in told)) == (16, 5)
        assert server.violations == []

    model = SlowModel(Trouble.SILENCE)
    while_answering(tmp_path, corpus_index, model, use, stop_within_s="3", workers="1", queue="15")
