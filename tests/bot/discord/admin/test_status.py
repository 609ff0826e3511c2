"""`/admin status` says how the bot is, and of the documents no more than the one who asks may read."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.discord.access import PublicReason
from bot.discord.i18n import t
from bot.discord.services import BotServices
from bot.models import Audience, Language
from ingest.errors import IndexNotBuiltError
from tests.bot.discord.admin.scene import Scene, Stage
from tests.bot.discord.admin.test_who_may import commands_of, options_of

PUBLIC_LINE, STAFF_LINE = "Public documents: 1.", "Staff documents: 1."
# Of the document for staff: its title, its file and its words.
SECRETS = ("Line to take", "line.md", "lighthouse", "77 million")


def test_it_tells_the_index_the_model_the_queue_and_the_connection(
    stage: Stage, admin_services: BotServices
) -> None:
    async def play(scene: Scene) -> None:
        version = admin_services.assistant.index.snapshot().generation
        answer = await scene.says(scene.manager, "status")
        assert f"Index: version {version}." in answer.text
        assert "No language model: answers are the documents' own words." in answer.text
        assert "Questions: 0 being answered (at most 2), 0 waiting (at most 50)." in answer.text
        assert "Connection: shard 1 of 1, " in answer.text
        assert "I answer in every channel of this server." in answer.text

    stage(play)


def test_questions_that_wait_and_a_model_are_told(stage: Stage, admin_services: BotServices) -> None:
    assistant = admin_services.assistant
    named = replace(assistant, recorder=replace(assistant.recorder, model="openai/gpt-5"))

    async def play(scene: Scene) -> None:
        queue = scene.services.queue
        async with queue.place(1), queue.place(2):
            waiting = asyncio.create_task(queue.place(3).__aenter__())
            await asyncio.sleep(0)
            answer = await scene.says(scene.manager, "status")
            waiting.cancel()
            await asyncio.wait([waiting])
        assert "2 being answered (at most 2), 1 waiting" in answer.text
        assert "Language model: `openai/gpt-5`." in answer.text

    stage(play, has_model=True, assistant=named)


def test_one_of_the_public_is_told_of_public_documents_alone(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        for who in (scene.manager, scene.operator):
            answer = await scene.says(who, "status")
            assert PUBLIC_LINE in answer.text
            assert "Staff documents" not in answer.text

    stage(play)


def test_one_of_the_staff_is_told_of_theirs_too(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        answer = await scene.says(scene.boss, "status")
        assert PUBLIC_LINE in answer.text
        assert STAFF_LINE in answer.text

    stage(play)


def test_no_answer_to_a_manager_names_a_document_of_the_staff(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        for command in sorted(commands_of(scene.client)):
            for who in (scene.manager, scene.boss):
                answer = await scene.says(who, command, **options_of(scene, command))
                assert not any(each in answer.text for each in SECRETS)

    stage(play)


def test_it_says_for_whom_a_channel_is_and_why(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        world, secret = scene.server.world, scene.secret
        open_to_all = await scene.says(scene.operator, "channels staff", channel=scene.general)
        assert "public documents only: everybody in the server can view it." in open_to_all.text
        closed = await scene.says(scene.boss, "status", at=secret)
        assert "public documents only: nobody who runs the bot has named it for staff." in closed.text
        named = await scene.says(scene.operator, "channels staff", channel=secret)
        assert f"<#{secret.id}>" in named.text
        assert "public documents only" not in named.text
        assert "This channel is for staff" in (await scene.says(scene.boss, "status", at=secret)).text
        world.change_channel(secret, overwrites=())
        opened = await scene.says(scene.boss, "status", at=secret)
        assert "public documents only: everybody in the server can view it." in opened.text
        await scene.says(scene.operator, "channels public", channel=secret)
        assert scene.settings.staff_channels == {scene.general.id}

    stage(play)


def test_it_says_where_it_may_not_answer(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        await scene.says(scene.manager, "channels deny", channel=scene.general)
        assert "I may not answer in this channel." in (await scene.says(scene.manager, "status")).text

    stage(play)


def test_without_an_index_it_says_so_and_to_an_operator_what_helps(stage: Stage) -> None:
    def none(_: Audience) -> None:
        raise IndexNotBuiltError("There is no index in /srv/index; run concord-ingest.")

    async def play(scene: Scene) -> None:
        managers = await scene.says(scene.manager, "status")
        assert "There is no index that can be read." in managers.text
        assert "/srv" not in managers.text
        assert "run concord-ingest" in (await scene.says(scene.operator, "status")).text

    stage(play, documents=none)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("reason", list(PublicReason))
def test_every_reason_has_words(reason: PublicReason, language: Language) -> None:
    assert t(reason, language)
