"""Managers set where the bot answers; only those who run it say who sees staff documents."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from discord import app_commands

from bot.discord.servers.settings import ServerSettings
from bot.models import Audience
from tests.bot.discord.admin.scene import AdminClient, Scene, Stage

_MANAGERS = {
    "status",
    "channels allow",
    "channels deny",
    "channels everywhere",
    "channels list",
    "mentions on",
    "mentions off",
    "forums add",
    "forums remove",
}
_OPERATORS = {
    "sync-documents",
    "roles map",
    "roles unmap",
    "roles list",
    "channels staff",
    "channels public",
}


def commands_of(client: AdminClient) -> dict[str, app_commands.Command[Any, ..., Any]]:
    """All that can be used, as it is typed after /admin."""
    return {
        each.qualified_name.removeprefix("admin "): each
        for each in client.tree.walk_commands()
        if isinstance(each, app_commands.Command)
    }


def options_of(scene: Scene, command: str) -> dict[str, Any]:
    """What the command needs."""
    forum = scene.server.world.add_forum(scene.guild) if command.startswith("forums") else None
    given = {"channel": scene.secret, "role": scene.staff, "audience": "staff", "forum": forum}
    return {each.name: given[each.name] for each in commands_of(scene.client)[command].parameters}


def test_every_command_is_for_managers_or_for_operators(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        assert set(commands_of(scene.client)) == _MANAGERS | _OPERATORS
        (admin,) = scene.client.tree.get_commands()
        assert admin.to_dict(scene.client.tree)["default_member_permissions"] == 1 << 5  # Manage Server
        assert admin.to_dict(scene.client.tree)["contexts"] == [0]  # servers

    stage(play)


@pytest.mark.parametrize("command", sorted(_MANAGERS | _OPERATORS))
def test_one_who_manages_nothing_can_do_nothing_even_if_of_the_staff(stage: Stage, command: str) -> None:
    async def play(scene: Scene) -> None:
        kim = scene.server.world.add_member(scene.guild, "Kim", roles=[scene.staff])
        before = scene.settings
        answer = await scene.says(kim, command, **options_of(scene, command))
        assert answer.text.startswith("Only those who ")
        assert scene.settings == before

    stage(play, sync_documents=_never)


@pytest.mark.parametrize("command", sorted(_OPERATORS))
def test_an_administrator_of_the_server_cannot_do_what_operators_do(stage: Stage, command: str) -> None:
    async def play(scene: Scene) -> None:
        before = scene.settings
        for who in (scene.boss, scene.manager):
            answer = await scene.says(who, command, **options_of(scene, command))
            assert answer.text.startswith("Only those who run the bot can do this")
            assert f"<@&{scene.staff.id}>" not in answer.text
        assert scene.settings == before

    stage(play, sync_documents=_never)


@pytest.mark.parametrize("command", sorted(_MANAGERS))
def test_managers_administrators_and_operators_can_do_the_rest(stage: Stage, command: str) -> None:
    async def play(scene: Scene) -> None:
        for who in (scene.boss, scene.manager, scene.operator):
            answer = await scene.says(who, command, **options_of(scene, command))
            assert not answer.text.startswith("Only")
        assert not scene.client.problems

    stage(play)


def test_an_administrator_who_gives_himself_another_role_stays_of_the_public(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        mine = scene.server.world.add_role(scene.guild, "mine")
        await scene.says(scene.boss, "roles map", role=mine, audience="staff")
        assert scene.settings.roles == {scene.staff.id: Audience.STAFF}

    stage(play)


def test_a_server_that_nothing_is_known_of_is_not_set(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        known = scene.client.get_guild(scene.guild.id)
        assert known is not None
        known.unavailable = True
        answer = await scene.says(scene.operator, "channels allow", channel=scene.general)
        assert "only in a server" in answer.text
        assert scene.settings.channels is None

    stage(play)


def test_what_went_wrong_is_told_to_an_operator_and_not_to_a_manager(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        file = scene.services.guild_settings._database.path
        file.write_bytes(b"")
        file.unlink()
        file.mkdir()
        answer = await scene.says(scene.operator, "mentions off")
        assert "free some space on its disk" in answer.text
        used = await scene.server.slash(scene.manager, scene.general, "admin mentions off")
        await asyncio.wait_for(scene.client.failed.wait(), 20)
        assert str(file.parent) in str(scene.client.problems[0])
        assert used.answer is None  # the tree's own handler tells an id

    stage(play)


def _never() -> ServerSettings:
    raise AssertionError("the documents were synchronised")
