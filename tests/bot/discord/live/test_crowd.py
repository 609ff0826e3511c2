"""Many people at once: everybody gets the answer to their own question, in the order in which they asked."""

from __future__ import annotations

import gc

import discord

from bot.discord.cards import Card
from bot.discord.requesters import conversation
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
            turns = scene.services.storage.conversations.turns(
                conversation(who.id, office.general.id), Audience.PUBLIC
            )
            assert [turn.question for turn in turns] == [FUND, FORCE] * _ROUNDS

    stage(play, queue=200, workers=4)


def test_a_question_that_discord_takes_long_to_acknowledge_is_still_the_first(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        server.faults.delay("POST */callback", 0.5, times=1)
        asked = [
            await server.slash(office.lee, office.general, "ask", question=each) for each in (FUND, FORCE)
        ]
        for each in asked:
            await scene.ended(each)
        turns = scene.services.storage.conversations.turns(
            conversation(office.lee.id, office.general.id), Audience.PUBLIC
        )
        assert [turn.question for turn in turns] == [FUND, FORCE]

    stage(play)


def test_nothing_is_kept_of_an_answer_once_it_is_given(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        before = _left_over()  # what other tests hold
        for number in range(10):
            await scene.asks(office.lee, office.general, FERRY, private=number % 2 == 0)
            await scene.told(await server.say(office.kim, office.general, FERRY, mentions=[server.world.bot]))
        # The tasks of the last ones end a step after their answers.
        await scene.until(lambda: _left_over() <= before + _LATEST)
        assert len(scene.services.queue._latest) == 0

    stage(play)


# One may still be on its way out of the event loop.
_LATEST = 2


def _left_over() -> int:
    """How many views, messages, interactions and cards are there; 20 answers have made some hundreds."""
    gc.collect()
    kinds = (discord.ui.view.BaseView, discord.Message, discord.Interaction, Card)
    # By their type: what `isinstance` asks of some libraries' objects makes them warn.
    return sum(1 for each in gc.get_objects() if issubclass(type(each), kinds))
