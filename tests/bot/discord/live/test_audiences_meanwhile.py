"""What changes while an answer is under way holds for that answer: who may see it is asked as it is shown."""

from __future__ import annotations

from typing import Any

import pytest

from bot.discord.services import BotServices
from bot.models import Audience
from tests.bot.discord.live.documents import SECRET, SECRET_WORDS
from tests.bot.discord.live.scene import Scene, Stage, leaked

_CALLBACK = "POST /*/callback"
_DELAY_S = 0.5  # between the decision for whom the answer is, and the answer


@pytest.mark.parametrize(("command", "option"), [("ask", "question"), ("search", "query")])
def test_a_mapping_that_is_removed_meanwhile_is_heeded_in_private_too(
    stage: Stage, command: str, option: str
) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        server.faults.delay(_CALLBACK, _DELAY_S)
        asked = await server.slash(office.kim, office.general, command, private=True, **{option: SECRET})
        await scene.until(lambda: not server.faults.troubles)
        scene.change(lambda known: known.mapping(office.staff.id, Audience.PUBLIC))
        answer = await scene.ended(asked)
        assert "What you may see has changed" in answer.text
        assert not any(word in each.text for each in asked.messages for word in SECRET_WORDS)

    stage(play)


def test_a_channel_that_is_opened_meanwhile_is_shown_nothing(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        server.faults.delay(_CALLBACK, _DELAY_S)
        asked = await server.slash(office.kim, office.secret, "ask", question=SECRET)
        await scene.until(lambda: not server.faults.troubles)
        server.world.change_channel(office.secret, overwrites=())
        answer = await scene.ended(asked)
        assert "Who can see this channel has changed" in answer.text
        assert not leaked(scene, SECRET_WORDS)

    stage(play)


def test_a_claim_is_checked_for_nobody_who_lost_the_mapping_meanwhile(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def play(scene: Scene) -> None:
        run_in_turn = BotServices.run_in_turn

        async def checked_then_unmapped(*args: Any) -> Any:
            reply = await run_in_turn(*args)
            scene.change(lambda known: known.mapping(scene.office.staff.id, Audience.PUBLIC))
            return reply

        monkeypatch.setattr(BotServices, "run_in_turn", checked_then_unmapped)
        office, server = scene.office, scene.server
        claim = await server.say(office.boss, office.general, "The lighthouse costs 77 million dollars.")
        told = await scene.ended(await server.menu(office.kim, claim, "Check this claim"))
        assert "What you may see has changed" in told.text

    stage(play)
