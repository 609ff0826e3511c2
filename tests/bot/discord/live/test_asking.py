"""A question is answered in Discord with its sources, in the language of the question, to its requester."""

from __future__ import annotations

from bot.discord.requesters import conversation
from bot.models import Audience
from tests.bot.discord.live.documents import (
    FORCE,
    FORCE_ANSWER,
    FUND,
    FUND_ANSWER,
    FUND_KOREAN,
    FUND_KOREAN_ANSWER,
)
from tests.bot.discord.live.scene import Scene, Stage

_TITLE, _KOREAN_TITLE = "The harbour agreement", "항만 협정"


def test_a_question_is_answered_with_its_source_for_all_to_see(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        asked = await scene.server.slash(scene.office.lee, scene.office.general, "ask", question=FUND)
        answer = await scene.ended(asked)
        assert FUND_ANSWER in answer.text
        assert _TITLE in answer.text
        assert not answer.is_ephemeral
        assert len(asked.messages) == 1

    stage(play)


def test_private_is_for_the_asker_alone(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        answer = await scene.asks(scene.office.lee, scene.office.general, FUND, private=True)
        assert FUND_ANSWER in answer.text
        assert answer.ephemeral_to is scene.office.lee.user

    stage(play)


def test_a_korean_question_is_answered_in_korean(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        answer = await scene.asks(scene.office.choi, scene.office.secret, FUND_KOREAN)
        assert FUND_KOREAN_ANSWER in answer.text
        assert _KOREAN_TITLE in answer.text

    stage(play)


def test_a_document_that_is_chosen_from_the_list_is_the_only_one_asked(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        (ferry,) = await server.autocomplete(office.lee, office.general, "ask", "document", "ferry")
        elsewhere = await scene.asks(office.lee, office.general, FUND, document=ferry.value)
        assert FUND_ANSWER not in elsewhere.text
        (harbour,) = await server.autocomplete(office.lee, office.general, "ask", "document", "the har")
        there = await scene.asks(office.lee, office.general, FUND, document=harbour.value)
        assert FUND_ANSWER in there.text

    stage(play)


def test_a_conversation_goes_on_in_its_channel_and_is_nobody_elses(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, histories = scene.office, scene.services.storage.conversations
        await scene.asks(office.lee, office.general, FORCE)
        await scene.asks(office.lee, office.general, "And how much does its fund hold?")
        here = histories.turns(conversation(office.lee.id, office.general.id), Audience.PUBLIC)
        assert [turn.question for turn in here] == [FORCE, "And how much does its fund hold?"]
        for user, place in ((office.kim.id, office.general.id), (office.lee.id, office.secret.id)):
            assert histories.turns(conversation(user, place), Audience.PUBLIC) == ()

    stage(play)


def test_search_lists_the_nearest_documents(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        asked = await scene.server.slash(office.lee, office.general, "search", query="harbour fund")
        found = (await scene.ended(asked)).text
        assert _TITLE in found
        assert FUND_ANSWER in found

    stage(play)


def test_help_is_for_the_one_who_asks(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        asked = await scene.server.slash(scene.office.lee, scene.office.general, "help")
        assert (await scene.ended(asked)).ephemeral_to is scene.office.lee.user

    stage(play)


def test_direct_messages_need_no_server(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        direct = scene.server.world.add_dm(scene.office.lee.user)
        assert FORCE_ANSWER in (await scene.asks(scene.office.lee, direct, FORCE)).text

    stage(play)


def test_commands_have_korean_names_and_descriptions_where_discord_takes_them(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        await scene.client.tree.sync()
        told = {each["name"]: each for each in scene.server.commands.all()}
        assert {"ask", "search", "documents", "forget", "help"} <= set(told)
        for name in ("ask", "search", "documents", "forget", "help"):
            parts = [told[name], *told[name]["options"]]
            assert all(part["description_localizations"]["ko"] for part in parts), name
            assert all(part["name_localizations"]["ko"] for part in parts), name
            assert told[name]["contexts"] == [0, 1], name  # servers and direct messages with the bot
        asked = await scene.server.slash(scene.office.lee, scene.office.general, "ask", question=FUND)
        assert FUND_ANSWER in (await scene.ended(asked)).text

    stage(play)


def test_the_bots_own_words_are_in_the_language_of_the_person(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        for who, words in ((office.kim, "Deleted"), (office.choi, "삭제했습니다")):
            told = await scene.ended(await scene.server.slash(who, office.general, "forget"))
            assert words in told.text

    stage(play)
