"""What a document says pings nobody, links nowhere, and fits into what Discord takes."""

from __future__ import annotations

import re

import pytest

from tests.bot.discord.live.documents import FERRY
from tests.bot.discord.live.scene import Scene, Stage

_LINK = re.compile(r"(?<!\\)\[[^\]]*(?<!\\)\]\(http")


@pytest.mark.parametrize("is_plain", [False, True])
def test_a_quoted_mention_or_link_is_only_words(stage: Stage, is_plain: bool) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        if is_plain:
            server.faults.fail("PATCH */messages/@original", 400, code=50035, times=1)
        answer = await scene.asks(office.lee, office.general, FERRY)
        assert "12 dollars" in answer.text
        assert "everyone" in answer.text
        assert not answer.pings
        assert not _LINK.search(answer.text)
        assert "<@1>" not in answer.text
        searched = await scene.ended(await server.slash(office.lee, office.general, "search", query=FERRY))
        assert not searched.pings
        assert not _LINK.search(searched.text)

    stage(play)


def test_a_question_that_pings_everybody_pings_nobody_again(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        everyone, bot = office.guild.everyone, server.world.bot
        asked = await server.say(office.boss, office.general, f"@everyone {FERRY}", mentions=[bot, everyone])
        answer = await scene.told(asked)
        assert not answer.pings

    stage(play)


def test_a_question_as_long_as_discord_takes_is_refused_in_a_sentence(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        answer = await scene.asks(office.lee, office.general, "harbour " * 700)
        assert "2000" in answer.text or "2,000" in answer.text

    stage(play)
