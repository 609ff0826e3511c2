"""Whatever fails behind a command, a press or a form: whoever began it is told, alone, with an id."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from typing import Any

import pytest

from eval.loopback_discord.interactions.interaction import Interaction
from eval.loopback_discord.messages.message import Message
from tests.bot.discord.live.documents import FUND, FUND_ANSWER
from tests.bot.discord.live.pressing import HELPFUL, SOURCES, opened, pressed
from tests.bot.discord.live.scene import Scene, Stage

_ID = re.compile(r"\b[0-9a-f]{8}\b")
_WORDS = "what the exception quotes"
_CALLBACK = "POST */callback"
Begin = Callable[[Scene, Message], Awaitable[Interaction]]


class Broken(Executor):
    """Does no work."""

    def submit(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError(_WORDS)


async def _form(scene: Scene, answer: Message) -> Interaction:
    press = await opened(scene, answer, scene.office.lee)
    break_down(scene)
    return await scene.server.submit(await press.form(), scene.office.lee, {"wrong": "The sum."})


def break_down(scene: Scene) -> None:
    """Nothing that blocks can be done any more."""
    object.__setattr__(scene.services, "threads", Broken())


def _slash(name: str, **options: object) -> Begin:
    async def begin(scene: Scene, _: Message) -> Interaction:
        break_down(scene)
        return await scene.server.slash(scene.office.lee, scene.office.general, name, **options)

    return begin


def _press(label: str) -> Begin:
    async def begin(scene: Scene, answer: Message) -> Interaction:
        break_down(scene)
        button = next(each for each in answer.buttons if each.label == label)
        return await scene.server.press(answer, button, scene.office.lee)

    return begin


async def _menu(scene: Scene, answer: Message) -> Interaction:
    break_down(scene)
    return await scene.server.menu(scene.office.lee, answer, "Check this claim")


@pytest.mark.parametrize(
    "begin",
    [
        _slash("ask", question=FUND),
        _slash("search", query=FUND),
        _slash("documents"),
        _slash("forget"),
        _press(SOURCES),
        _press(HELPFUL),
        _press("Not helpful"),
        _menu,
        _form,
    ],
    ids=["ask", "search", "documents", "forget", "sources", "helpful", "not helpful", "menu", "form"],
)
def test_a_failure_is_told_with_an_id_alone(stage: Stage, begin: Begin) -> None:
    async def play(scene: Scene) -> None:
        answer = await scene.asks(scene.office.lee, scene.office.general, FUND)
        told = await scene.ended(await begin(scene, answer))
        assert len(_ID.findall(told.text)) == 1
        assert _WORDS not in told.text

    stage(play)


def test_a_list_that_cannot_be_made_is_an_empty_one(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        break_down(scene)
        assert await scene.server.autocomplete(office.lee, office.general, "ask", "document", "har") == ()

    stage(play)


def test_a_page_that_cannot_be_turned_is_told(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server, documents = scene.office, scene.server, scene.services.documents
        # Four documents, of which three are public, make two pages of eight where each comes three times.
        object.__setattr__(scene.services, "documents", lambda audience: [*documents(audience)] * 3)
        listed = await scene.ended(await server.slash(office.lee, office.general, "documents"))
        break_down(scene)
        told = await scene.ended(await server.press(listed, "concord:page:2", office.lee))
        assert len(_ID.findall(told.text)) == 1
        assert told.is_ephemeral

    stage(play)


@pytest.mark.parametrize("is_done", [False, True])
def test_a_connection_that_breaks_at_the_first_word_costs_nothing(stage: Stage, is_done: bool) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        server.faults.break_off(_CALLBACK, is_done=is_done)
        asked = await server.slash(office.lee, office.general, "ask", question=FUND)
        answer = await scene.ended(asked)
        assert FUND_ANSWER in answer.text
        assert len(asked.messages) == 1
        server.faults.break_off(_CALLBACK, is_done=is_done)
        assert FUND_ANSWER in (await pressed(scene, answer, SOURCES, office.lee)).text

    # Discord says of the second word that the first had come.
    stage(play, refused=[40060] if is_done else [])


@pytest.mark.parametrize("status", [500, 502])
def test_an_error_of_discords_at_the_first_word_costs_nothing(stage: Stage, status: int) -> None:
    async def play(scene: Scene) -> None:
        scene.server.faults.fail(_CALLBACK, status)
        answer = await scene.asks(scene.office.lee, scene.office.general, FUND)
        assert FUND_ANSWER in answer.text

    stage(play)


def test_a_first_word_that_comes_too_soon_for_discord_comes_later(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        scene.server.faults.rate_limit(_CALLBACK, 0.5, times=2)
        asked = await scene.server.slash(scene.office.lee, scene.office.general, "ask", question=FUND)
        assert FUND_ANSWER in (await scene.ended(asked)).text
        assert (asked.acknowledged_after_s or 0) >= 1

    stage(play)


def test_a_first_word_that_came_too_late_leaves_nothing_open(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        # Unknown interaction: Discord has told the person by then that the bot did not answer.
        server.faults.fail(_CALLBACK, 404, code=10062, times=2)
        late = await server.slash(office.lee, office.general, "ask", question=FUND)
        await scene.until(lambda: not server.faults.troubles)
        assert FUND_ANSWER in (await scene.asks(office.lee, office.general, FUND)).text
        assert late.messages == ()
        assert len(scene.services.queue._latest) == len(scene.services.shutdown) == 0

    stage(play)
