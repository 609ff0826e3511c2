"""Who wants to be forgotten is, wherever they asked; others are not."""

from __future__ import annotations

from bot.discord.requesters import conversation, person
from bot.models import Audience
from tests.bot.discord.live.documents import FORCE, FUND
from tests.bot.discord.live.scene import Office, Scene, Stage
from tests.bot.discord.live.writing import FUND_WORDS, HeldModel


def test_conversations_and_records_of_every_place_go(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server, services = scene.office, scene.server, scene.services
        direct = server.world.add_dm(office.kim.user)
        places = (office.general, office.secret, direct)
        conversations = services.storage.conversations
        for place in places:
            await scene.asks(office.kim, place, FUND)
        await scene.asks(office.lee, office.general, FORCE)
        told = await scene.ended(await server.slash(office.kim, office.general, "forget"))
        assert told.is_ephemeral
        assert told.content == ""  # a card, as every notice is
        assert "3 questions" in told.text
        assert "3 answers" in told.text
        conversations = services.storage.conversations
        for place in places:
            assert conversations.turns(conversation(office.kim.id, place.id), Audience.STAFF) == ()
        assert services.storage.forget(person(office.kim.id)).records == 0
        assert len(conversations.turns(conversation(office.lee.id, office.general.id), Audience.PUBLIC)) == 1
        assert services.storage.forget(person(office.lee.id)).records == 1

    stage(play)


def _left(scene: Scene, office: Office) -> tuple[int, int]:
    """How many turns in any of the places, and how many records, the bot has of Kim."""
    turns = [
        scene.services.storage.conversations.turns(conversation(office.kim.id, place.id), Audience.STAFF)
        for place in scene.server.world.channels.values()
    ]
    assert scene.services.records is not None
    return sum(map(len, turns)), len(list(scene.services.records.all(Audience.STAFF)))


def test_an_answer_under_way_or_in_the_line_leaves_nothing_behind(written: Stage, model: HeldModel) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        model.hold()
        at_work = await server.slash(office.kim, office.secret, "ask", question=FUND)
        await scene.until(lambda: model.answered > 0)
        said = await server.say(office.kim, office.general, FUND, mentions=[server.world.bot])
        await scene.until(lambda: len(scene.services.queue) == 1)
        forgot = await server.slash(office.kim, office.general, "forget")
        await forgot.until(lambda message: "0 questions" in message.text, 20)
        model.let_go()
        assert FUND_WORDS in (await scene.ended(at_work)).text
        assert FUND_WORDS in (await scene.told(said)).text
        assert model.answered == 2
        assert _left(scene, office) == (0, 0)
        await scene.asks(office.kim, office.general, FUND)
        assert _left(scene, office) == (1, 1)

    written(play, workers=1)
