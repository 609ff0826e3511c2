"""Who wants to be forgotten is, wherever they asked; others are not."""

from __future__ import annotations

from bot.discord.people import conversation, person
from bot.models import Audience
from tests.bot.discord.live.documents import FORCE, FUND
from tests.bot.discord.live.scene import Scene, Stage


def test_conversations_and_records_of_every_place_go(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server, desk = scene.office, scene.server, scene.desk
        direct = server.world.add_dm(office.kim.user)
        places = (office.general, office.secret, direct)
        for place in places:
            await scene.asks(office.kim, place, FUND)
        await scene.asks(office.lee, office.general, FORCE)
        told = await scene.ended(await server.slash(office.kim, office.general, "forget"))
        assert told.is_ephemeral
        assert told.content == ""  # a card, as every notice is
        assert "3 questions" in told.text
        assert "3 answers" in told.text
        for place in places:
            assert desk.histories.turns(conversation(office.kim.id, place.id), Audience.STAFF) == ()
        assert desk.assistant.keeper.forget(person(office.kim.id)) == 0
        assert len(desk.histories.turns(conversation(office.lee.id, office.general.id), Audience.PUBLIC)) == 1
        assert desk.assistant.keeper.forget(person(office.lee.id)) == 1

    stage(play)
