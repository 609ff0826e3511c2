"""While a language model writes, its sentences are shown to those alone who may read them by then."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.discord.i18n import t
from bot.models import Language
from eval.loopback_discord.world.model import Channel
from tests.bot.discord.live.documents import SECRET, SECRET_WORDS
from tests.bot.discord.live.scene import Office, Scene, Stage, leaked
from tests.bot.discord.live.writing import HeldModel

_WRITTEN = "The figure of 77 million dollars for the lighthouse is a mistake"
# Two sentences of twelve words each with 0.15 s before each word: the first one is streamed.
_PAUSE_S = 0.15


def of_staff(office: Office) -> Channel:
    return office.secret


def of_all(office: Office) -> Channel:
    return office.general


def let_all_in(scene: Scene) -> None:
    scene.server.world.change_channel(scene.office.secret, overwrites=())


def take_the_role(scene: Scene) -> None:
    scene.server.world.change_member(scene.office.kim, roles=[])


@pytest.mark.parametrize(
    ("channel", "change", "instead"),
    [(of_staff, let_all_in, "channel_widened"), (of_all, take_the_role, "asker_narrowed")],
)
def test_no_sentence_is_shown_to_whom_it_is_not_for_any_more(
    written: Stage,
    model: HeldModel,
    channel: Callable[[Office], Channel],
    change: Callable[[Scene], None],
    instead: str,
) -> None:
    model.sentences, model.pause_s = (_WRITTEN, _WRITTEN), _PAUSE_S

    async def play(scene: Scene) -> None:
        model.hold()
        asked = await scene.server.slash(scene.office.kim, channel(scene.office), "ask", question=SECRET)
        await scene.until(lambda: model.answered > 0)
        scene.server.faults.half_open()
        change(scene)
        model.let_go()
        answer = await scene.ended(asked)
        assert t(instead, Language.ENGLISH) in answer.text
        shown = [version.text for each in asked.messages for version in each.versions]
        assert not [word for word in SECRET_WORDS for text in shown if word in text]
        assert not leaked(scene, SECRET_WORDS)

    written(play)


@pytest.mark.parametrize("channel", [of_staff, of_all])
def test_to_staff_they_are_shown_as_they_come(
    written: Stage, model: HeldModel, channel: Callable[[Office], Channel]
) -> None:
    model.sentences, model.pause_s = (_WRITTEN, _WRITTEN), _PAUSE_S

    async def play(scene: Scene) -> None:
        answer = await scene.asks(scene.office.kim, channel(scene.office), SECRET)
        told = [version for version in answer.versions if _WRITTEN in version.text]
        assert len(told) > 1
        assert answer.is_ephemeral is (channel is of_all)

    written(play)
