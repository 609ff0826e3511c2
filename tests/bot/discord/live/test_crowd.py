"""Many people at once: everybody gets the answer to their own question, in the order in which they asked."""

from __future__ import annotations

import gc
import tracemalloc

from bot.discord.people import conversation
from bot.models import Audience
from eval.loopback_discord.interactions.interaction import Interaction
from eval.loopback_discord.world.model import Member
from tests.bot.discord.live.documents import FERRY, FORCE, FORCE_ANSWER, FUND, FUND_ANSWER
from tests.bot.discord.live.scene import Scene, Stage

_PEOPLE, _ROUNDS = 50, 2
_QUESTIONS = ((FUND, FUND_ANSWER), (FORCE, FORCE_ANSWER))


def test_200_questions_of_50_people_keep_their_owners_and_their_order(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        people = [server.world.add_member(office.guild, f"person {n}") for n in range(_PEOPLE)]
        asked: list[tuple[Member, str, Interaction]] = []
        for _ in range(_ROUNDS):
            # Each asks one thing and then the other, without waiting for the first answer.
            now = [
                (who, words, await server.slash(who, office.general, "ask", question=question))
                for question, words in _QUESTIONS
                for who in people
            ]
            for _, _, each in now:
                await each.reply(60)
            await scene.settled()
            asked += now
        assert len(asked) == 200
        for who, words, each in asked:
            (answer,) = each.messages
            assert words in answer.text, who.user.name
            assert not each.is_ephemeral
        for who in people:
            turns = scene.desk.histories.turns(conversation(who.id, office.general.id), Audience.PUBLIC)
            assert [turn.question for turn in turns] == [FUND, FORCE] * _ROUNDS

    stage(play, queue=200, workers=4)


def test_memory_does_not_grow_with_the_answers(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office

        async def grown_by(answers: int) -> int:
            gc.collect()
            before = tracemalloc.get_traced_memory()[0]
            for _ in range(answers):
                await scene.asks(office.lee, office.general, FERRY)
                forget(scene)
            gc.collect()
            return tracemalloc.get_traced_memory()[0] - before

        await grown_by(10)  # what is built with the first use
        tracemalloc.start()
        try:
            await grown_by(5)
            grown = await grown_by(20)
        finally:
            tracemalloc.stop()
        # A view that is kept, or a message, has tens of kilobytes; 4 an answer is what ids and counts take.
        assert grown / 20 < 4096, grown

    stage(play)


def forget(scene: Scene) -> None:
    """Lets the server that stands in for Discord's forget, which is not what is measured."""
    scene.server.requests.clear()
    scene.server.reception.by_id.clear()
    scene.server.reception.by_token.clear()
    scene.office.general.messages.clear()
