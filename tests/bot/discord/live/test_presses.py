"""A press is acknowledged at once however long the look-up takes, and done once however often it comes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.discord.services import BotServices
from bot.discord.settings import DiscordSettings
from tests.bot.discord.live.documents import FUND, FUND_ANSWER
from tests.bot.discord.live.pressing import HELPFUL, SHARE, SOURCES, opened, pressed, sent
from tests.bot.discord.live.scene import Scene, Stage, played, services_in

# Discord's three seconds, and what is left of them for the way.
_AT_ONCE_S = 1.0


class Shelf:
    """Lists the documents, at its own time."""

    def __init__(self, services: BotServices) -> None:
        self._documents = services.documents
        self._open = threading.Event()
        self._open.set()

    def __call__(self, audience: object) -> object:
        self._open.wait(20)
        return self._documents(audience)  # type: ignore[arg-type]  # passed on as it came

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nothing is listed while this lasts."""
        self._open.clear()
        try:
            yield
        finally:
            self._open.set()


def with_shelf(folder: Path, like: BotServices, shelf: Shelf, settings: DiscordSettings) -> BotServices:
    return replace(services_in(folder, like, settings), documents=shelf)  # type: ignore[arg-type]  # a stand-in


def test_a_slow_look_up_keeps_nobody_waiting_for_a_sign(plain_services: BotServices, tmp_path: Path) -> None:
    shelf = Shelf(plain_services)

    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        answer = await scene.asks(office.lee, office.general, FUND, private=True)
        for button in (SOURCES, SHARE, "up"):
            with shelf.locked():
                press = await server.press(answer, button, office.lee)
                await press.acknowledged()
                assert (press.acknowledged_after_s or 0) < _AT_ONCE_S
                assert press.answer is None
            told = await scene.ended(press)
            assert told.ephemeral_to is office.lee.user

    played(partial(with_shelf, tmp_path, plain_services, shelf), play)


def test_the_form_opens_in_time_and_what_is_sent_is_checked_all_the_same(
    plain_services: BotServices, tmp_path: Path
) -> None:
    shelf = Shelf(plain_services)

    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.lee, office.general, FUND)
        with shelf.locked():
            press = await opened(scene, answer, office.lee)
            assert (press.acknowledged_after_s or 0) < 3
        assert "Thank you" in (await sent(scene, press, office.lee, wrong="The sum.")).text

    played(partial(with_shelf, tmp_path, plain_services, shelf), play)


def test_a_press_that_comes_twice_is_done_once(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.lee, office.general, FUND, private=True)
        await pressed(scene, answer, SHARE, office.lee)
        scene.server.faults.duplicate("INTERACTION_CREATE")
        await asyncio.sleep(0.1)  # nothing tells that nothing more comes
        await scene.settled()
        assert [FUND_ANSWER in each.text for each in scene.server.written_in(office.general)] == [True]

    stage(play)


def test_while_the_bot_stops_presses_are_told_to_come_again(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.lee, office.general, FUND)
        scene.services.shutdown.has_begun = True
        told = await pressed(scene, answer, HELPFUL, office.lee)
        assert "being restarted" in told.text
        assert not scene.services.feedback.remarks()

    stage(play)
