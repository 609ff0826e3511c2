"""What changes in a server, and what its managers set, holds for the next question."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.storage.guild_settings import GuildSettings
from tests.bot.discord.live.documents import FUND, FUND_ANSWER, SECRET, SECRET_WORDS
from tests.bot.discord.live.scene import Scene, Stage, leaked


async def until(scene: Scene, holds: Callable[[GuildSettings], bool]) -> None:
    """Waits until the settings are so: the bot changes them when it hears of what happened."""
    async with asyncio.timeout(20):
        while not holds(scene.services.guild_settings.of(scene.office.guild.id)):
            await asyncio.sleep(0.01)


def test_a_role_that_is_deleted_maps_to_nothing_and_whoever_had_it_is_of_the_public(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        assert SECRET_WORDS[0] in (await scene.asks(office.kim, office.secret, SECRET)).text
        scene.server.world.remove_role(office.guild, office.staff)
        await until(scene, lambda known: not known.roles)
        answer = await scene.asks(office.kim, office.general, SECRET)
        assert not any(word in answer.text for word in SECRET_WORDS)

    stage(play)


def test_a_bot_that_was_removed_and_comes_back_knows_no_staff(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, world = scene.office, scene.server.world
        scene.change(lambda known: known.denying(office.general.id))
        world.remove_bot(office.guild)
        await until(scene, lambda known: known == GuildSettings())
        world.invite(office.guild)
        answer = await scene.asks(office.kim, office.general, SECRET)
        assert not any(word in answer.text for word in SECRET_WORDS)

    stage(play)


def test_the_only_channel_that_was_allowed_is_deleted_and_no_other_is_allowed_for_it(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office = scene.office
        scene.change(lambda known: known.allowing(office.secret.id))
        scene.server.world.remove_channel(office.secret)
        await until(scene, lambda known: known.channels == frozenset())
        assert (
            "I may not answer in this channel." in (await scene.asks(office.lee, office.general, FUND)).text
        )

    stage(play)


def test_what_an_operator_sets_holds_for_the_next_question(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        # Nobody is named in the settings: whose application it is runs the bot.
        operator = server.world.add_member(office.guild, server.application.owner)
        for command, tells in (("unmap", False), ("map", True)):
            chosen = {"role": office.staff, **({"audience": "staff"} if command == "map" else {})}
            used = await server.slash(operator, office.general, f"admin roles {command}", **chosen)
            assert (await used.reply(20)).ephemeral_to is operator.user
            answer = await scene.asks(office.kim, office.general, SECRET)
            assert (SECRET_WORDS[0] in answer.text) is tells
        assert not leaked(scene, SECRET_WORDS)

    stage(play)


def test_a_channel_that_a_manager_denies_is_left_alone_until_it_is_allowed(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        office, server = scene.office, scene.server
        for command, answers in (("deny", False), ("allow", True)):
            asked = f"admin channels {command}"
            used = await server.slash(office.boss, office.general, asked, channel=office.general)
            await used.reply(20)
            assert (FUND_ANSWER in (await scene.asks(office.lee, office.general, FUND)).text) is answers

    stage(play)


def test_who_may_not_manage_is_told_so_in_their_language(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        used = await scene.server.slash(scene.office.choi, scene.office.general, "admin status")
        assert "관리할 권한이 있는 사람만" in (await used.reply(20)).text

    stage(play)


def test_a_setting_that_cannot_be_kept_is_told_to_a_manager_with_an_id_alone(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        file = scene.services.guild_settings._database.path
        assert file is not None
        file.unlink()
        file.mkdir()
        owner = scene.office.boss
        used = await scene.server.slash(owner, scene.office.general, "admin mentions off")
        answer = await used.reply(20)
        assert answer.ephemeral_to is owner.user
        assert str(file.parent) not in answer.text

    stage(play)
