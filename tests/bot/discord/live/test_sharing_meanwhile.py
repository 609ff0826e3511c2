"""A channel that others come to see while an answer is shared gets nothing of what they may not read."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from pathlib import Path

from bot.discord.desk import Desk
from bot.discord.settings import DiscordSettings
from bot.models import Audience
from bot.records.record import Record
from bot.records.store import Records
from tests.bot.discord.live.documents import SECRET, SECRET_WORDS
from tests.bot.discord.live.scene import Scene, desk_in, leaked, played


class Halting:
    """Records that wait at the second look-up, which is the one for the channel."""

    def __init__(self, records: Records) -> None:
        self.secret = records.secret
        self.reached, self.go_on = threading.Event(), threading.Event()
        self._records = records
        self._asked = 0

    def find(self, identifier: str, audience: Audience) -> Record | None:
        self._asked += 1
        if self._asked == 2:
            self.reached.set()
            self.go_on.wait(20)
        return self._records.find(identifier, audience)


def test_a_channel_that_is_opened_while_an_answer_is_shared(plain_desk: Desk, tmp_path: Path) -> None:
    halts: list[Halting] = []

    def desk_for(settings: DiscordSettings) -> Desk:
        desk = desk_in(tmp_path, plain_desk, settings)
        assert desk.records is not None
        halts.append(Halting(desk.records))
        return replace(desk, records=halts[0])  # type: ignore[arg-type]  # a stand-in that can be halted

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
        assert "Who can see this channel has changed" in told.text
        assert not leaked(scene, SECRET_WORDS)

    played(desk_for, play)
