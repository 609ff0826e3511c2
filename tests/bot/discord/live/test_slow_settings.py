"""However long it takes to find out for whom an answer may be, Discord has a word in its three seconds."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from bot.discord.i18n import t
from bot.models import Language
from bot.storage.guild_settings import GuildSettings
from tests.bot.discord.live.documents import FUND, FUND_ANSWER
from tests.bot.discord.live.scene import Scene, Stage


class SlowDisk:
    """Reads the settings of a server when it is let."""

    def __init__(self, read: Callable[[int], GuildSettings]) -> None:
        self.may_read = threading.Event()
        self._read = read

    def __call__(self, guild: int) -> GuildSettings:
        self.may_read.wait(20)
        return self._read(guild)


def _slowed(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> SlowDisk:
    disk = SlowDisk(scene.services.guild_settings.of)
    monkeypatch.setattr(scene.services.guild_settings, "of", disk)
    monkeypatch.setattr(scene.services.guild_settings, "known", lambda _: None)
    return disk


@pytest.mark.parametrize(("command", "option"), [("ask", "question"), ("search", "query")])
def test_the_answer_is_then_for_the_asker_alone(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, command: str, option: str
) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        disk = _slowed(scene, monkeypatch)
        asked = await scene.server.slash(office.lee, office.general, command, **{option: FUND})
        await asked.acknowledged(5)
        assert (asked.acknowledged_after_s or 0) < 3
        # It is counted when it was, and not once the settings are read.
        await scene.until(
            lambda: "acknowledgement_seconds_count 1.0" in scene.services.metrics.text().decode()
        )
        disk.may_read.set()
        answer = await scene.ended(asked)
        assert FUND_ANSWER in answer.text
        assert answer.ephemeral_to is office.lee.user

    stage(play)


def test_who_is_not_answered_is_told_so_then_too(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        scene.change(lambda known: known.denying(office.general.id))
        disk = _slowed(scene, monkeypatch)
        asked = await scene.server.slash(office.lee, office.general, "ask", question=FUND)
        await asked.acknowledged(5)
        disk.may_read.set()
        assert "I may not answer in this channel." in (await scene.ended(asked)).text

    stage(play)


@pytest.mark.parametrize(("command", "option"), [("ask", "question"), ("search", "query")])
def test_who_waits_for_a_disk_while_the_bot_stops_is_told_so(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, command: str, option: str
) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        disk = _slowed(scene, monkeypatch)
        asked = await scene.server.slash(office.lee, office.general, command, **{option: FUND})
        await asked.acknowledged(5)
        await scene.client.drain(1)
        assert t("stopped", Language.ENGLISH) in asked.messages[0].text
        assert not len(scene.services.shutdown)
        disk.may_read.set()

    stage(play)


def test_who_waits_for_a_disk_that_never_answers_is_told_so(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        disk = _slowed(scene, monkeypatch)
        asked = await scene.server.slash(office.choi, office.general, "ask", question=FUND)
        assert t("took_too_long", Language.KOREAN) in (await scene.ended(asked)).text
        disk.may_read.set()

    stage(play, answer_within_s=1)
