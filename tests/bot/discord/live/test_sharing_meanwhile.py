"""A channel that others come to see while an answer is shared gets nothing of what they may not read."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.discord.services import BotServices
from bot.discord.settings import DiscordSettings
from bot.models import Audience
from bot.storage.record import Record
from bot.storage.records import Records
from tests.bot.discord.live.documents import FUND, FUND_ANSWER, SECRET, SECRET_WORDS
from tests.bot.discord.live.scene import Scene, Stage, leaked, played, services_in

_DELAY_S = 0.5  # in which something changes while the bot waits for Discord
_NO_ACCESS = 50001
_WIDENED = "Who can see this channel has changed"


class Halting:
    """Records that wait at the second look-up, which is the one for the channel."""

    def __init__(self, records: Records) -> None:
        self.is_of = records.is_of
        self.reached, self.go_on = threading.Event(), threading.Event()
        self._records = records
        self._asked = 0

    def find_readable(self, identifier: str, audience: Audience, documents: Any) -> Record | None:
        self._asked += 1
        if self._asked == 2:
            self.reached.set()
            self.go_on.wait(20)
        return self._records.find_readable(identifier, audience, documents)


def test_a_channel_that_is_opened_while_an_answer_is_shared(
    plain_services: BotServices, tmp_path: Path
) -> None:
    halts: list[Halting] = []

    def services_for(settings: DiscordSettings) -> BotServices:
        services = services_in(tmp_path, plain_services, settings)
        assert services.records is not None
        halts.append(Halting(services.records))
        return replace(services, records=halts[0])  # type: ignore[arg-type]  # a stand-in that can be halted

    async def play(scene: Scene) -> None:
        office, world = scene.office, scene.server.world
        answer = await scene.asks(office.kim, office.secret, SECRET, private=True)
        press = await scene.server.press(answer, "share", office.kim)
        assert await asyncio.to_thread(halts[0].reached.wait, 20)
        world.change_channel(office.secret, overwrites=())
        async with asyncio.timeout(20):
            while getattr(scene.client.get_channel(office.secret.id), "overwrites", None):
                await asyncio.sleep(0.01)
        halts[0].go_on.set()
        told = await scene.ended(press)
        assert _WIDENED in told.text
        assert not leaked(scene, SECRET_WORDS)

    played(services_for, play)


def test_a_channel_that_is_opened_while_the_asker_is_told_sees_nothing(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        answer = await scene.asks(office.kim, office.secret, SECRET, private=True)
        server.faults.delay("PATCH /webhooks/*", _DELAY_S)  # that it is being shared
        press = await server.press(answer, "share", office.kim)
        await scene.until(lambda: not server.faults.troubles)
        server.world.change_channel(office.secret, overwrites=())
        told = await scene.ended(press)
        assert _WIDENED in told.text
        assert not any("Shared with" in each.text for each in told.versions)
        assert not leaked(scene, SECRET_WORDS)

    stage(play)


def test_that_it_is_shared_is_said_once_it_stands_there(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        answer = await scene.asks(office.lee, office.general, FUND, private=True)
        server.faults.delay("POST /webhooks/*", _DELAY_S)  # the message to the channel
        press = await server.press(answer, "share", office.lee)
        await scene.until(lambda: not server.faults.troubles)
        assert "Sharing it" in (await press.reply()).text
        assert not server.written_in(office.general)
        assert "Shared with everybody" in (await scene.ended(press)).text
        assert [FUND_ANSWER in each.text for each in server.written_in(office.general)] == [True]

    stage(play)


def test_a_share_that_discord_refuses_is_never_said_to_have_been_made(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        answer = await scene.asks(office.lee, office.general, FUND, private=True)
        server.faults.fail("POST /webhooks/*", 403, code=_NO_ACCESS)
        told = await scene.ended(await server.press(answer, "share", office.lee))
        assert "went wrong" in told.text
        assert not any("Shared with" in each.text for each in told.versions)

    stage(play)
