"""A search that takes too long, or in which the bot stops, ends with a word for whoever searched."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from bot.assistant import Assistant
from bot.discord.i18n import t
from bot.models import Language, Passage, Request
from tests.bot.discord.live.documents import FUND
from tests.bot.discord.live.scene import Scene, Stage

_Search = Callable[..., Sequence[Passage]]


class HeldSearch:
    """Searches when it is let."""

    def __init__(self, search: _Search) -> None:
        self.may_search = threading.Event()
        self.has_begun = threading.Event()
        self._search = search

    def of(self, assistant: Assistant, request: Request, *, top: int) -> Sequence[Passage]:
        self.has_begun.set()
        self.may_search.wait(20)
        return self._search(assistant, request, top=top)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[HeldSearch]:
    held = HeldSearch(Assistant.search)
    # A function, so that it is bound to the assistant as the method is.
    monkeypatch.setattr(
        Assistant, "search", lambda assistant, request, *, top: held.of(assistant, request, top=top)
    )
    yield held
    held.may_search.set()


def test_one_that_takes_too_long_is_apologised_for(stage: Stage, held: HeldSearch) -> None:
    async def play(scene: Scene) -> None:
        searched = await scene.server.slash(scene.office.choi, scene.office.general, "search", query=FUND)
        assert t("took_too_long", Language.KOREAN) in (await scene.ended(searched)).text
        held.may_search.set()

    stage(play, answer_within_s=1)


def test_one_in_which_the_bot_stops_is_apologised_for(stage: Stage, held: HeldSearch) -> None:
    async def play(scene: Scene) -> None:
        searched = await scene.server.slash(scene.office.lee, scene.office.general, "search", query=FUND)
        await scene.until(held.has_begun.is_set)
        await scene.client.drain(1)
        assert t("stopped", Language.ENGLISH) in searched.messages[0].text
        assert not len(scene.services.shutdown)
        held.may_search.set()

    stage(play)
