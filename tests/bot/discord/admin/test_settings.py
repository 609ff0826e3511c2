"""What is set by /admin is kept, and the answer says how it is then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import discord

from bot.discord.servers.settings import ServerSettings
from bot.models import Audience
from tests.bot.discord.admin.scene import Scene, Stage

ONLY_STAFF = Audience.STAFF


def test_channels_are_allowed_denied_and_listed(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        general, secret = f"<#{scene.general.id}>", f"<#{scene.secret.id}>"
        only = await scene.says(scene.manager, "channels allow", channel=scene.general)
        assert f"I answer only in: {general}" in only.text
        assert scene.settings.channels == frozenset({scene.general.id})
        denied = await scene.says(scene.manager, "channels deny", channel=scene.secret)
        assert f"I do not answer in: {secret}" in denied.text
        assert (await scene.says(scene.manager, "channels list")).text == denied.text
        again = await scene.says(scene.manager, "channels everywhere")
        assert "I answer in every channel of this server." in again.text
        assert scene.settings.channels is None
        none = await scene.says(scene.manager, "channels allow", channel=scene.general)
        none = await scene.says(scene.manager, "channels deny", channel=scene.general)
        assert "I answer in no channel" in none.text

    stage(play)


def test_of_very_many_channels_each_kind_is_named_with_how_many_more_there_are(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        kinds = {"denied": 10**18, "channels": 2 * 10**18, "forums": 3 * 10**18}
        many = {kind: frozenset(range(first, first + 100)) for kind, first in kinds.items()}
        scene.services.guild_settings.change(scene.guild.id, lambda known: known.model_copy(update=many))
        for command in ("channels list", "status"):
            text = (await scene.says(scene.manager, command)).text
            assert all(f"<#{first}>" in text for first in kinds.values())
            assert text.count("… and 85 more.") == len(kinds)  # 15 of 100 are named
            assert "I answer when I am mentioned." in text

    stage(play)


def test_a_category_stands_for_its_channels(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        category = scene.server.world.add_category(scene.guild, "Questions")
        await scene.says(scene.manager, "channels allow", channel=category)
        assert scene.settings.channels == frozenset({category.id})

    stage(play)


def test_mentions_are_switched_off_and_on(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        off = await scene.says(scene.manager, "mentions off")
        assert "I do not answer when I am mentioned" in off.text
        assert not scene.settings.mentions
        on = await scene.says(scene.manager, "mentions on")
        assert "I answer when I am mentioned." in on.text
        assert scene.settings.mentions

    stage(play)


def test_a_forum_is_added_with_a_word_on_what_cannot_be_read_and_removed(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        forum = scene.server.world.add_forum(scene.guild)
        added = await scene.says(scene.manager, "forums add", forum=forum)
        assert f"the first post of each thread in: <#{forum.id}>" in added.text
        assert "only posts that mention me" in added.text
        assert scene.settings.forums == {forum.id}
        removed = await scene.says(scene.manager, "forums remove", forum=forum)
        assert str(forum.id) not in removed.text
        assert not scene.settings.forums

    stage(play)


def test_an_operator_maps_lists_and_unmaps_roles(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        crew = scene.server.world.add_role(scene.guild, "crew")
        mapped = await scene.says(scene.operator, "roles map", role=crew, audience="staff")
        for role in (crew, scene.staff):
            assert f"<@&{role.id}>: public and staff documents" in mapped.text
        assert scene.settings.roles == {scene.staff.id: ONLY_STAFF, crew.id: ONLY_STAFF}
        assert (await scene.says(scene.operator, "roles list")).text == mapped.text
        await scene.says(scene.operator, "roles unmap", role=crew)
        left = await scene.says(scene.operator, "roles unmap", role=scene.staff)
        assert "No role is mapped" in left.text
        assert scene.settings == ServerSettings()

    stage(play)


def test_everybodys_role_cannot_be_mapped(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        everyone = scene.guild.roles[scene.guild.id]
        answer = await scene.says(scene.operator, "roles map", role=everyone, audience="staff")
        assert "cannot be mapped" in answer.text
        assert scene.settings.roles == {scene.staff.id: ONLY_STAFF}

    stage(play)


def test_a_role_that_was_deleted_while_the_bot_was_away_is_neither_listed_nor_kept(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        scene.services.guild_settings.change(scene.guild.id, lambda known: known.mapping(12345, ONLY_STAFF))
        assert "12345" not in (await scene.says(scene.operator, "roles list")).text
        crew = scene.server.world.add_role(scene.guild, "crew")
        await scene.says(scene.operator, "roles map", role=crew, audience="staff")
        assert 12345 not in scene.settings.roles

    stage(play)


def test_the_answer_is_in_the_language_of_the_one_who_asks(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        answer = await scene.says(scene.lee, "status")
        assert answer.text == "이 서버를 관리할 권한이 있는 사람만 할 수 있습니다."

    stage(play)


def test_hundreds_of_channels_fit_into_one_message(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        many = frozenset(range(10**18, 10**18 + 500))
        scene.services.guild_settings.change(
            scene.guild.id, lambda known: known.model_copy(update={"channels": many})
        )
        answer = await scene.says(scene.manager, "channels list")
        assert len(answer.text) <= 2000
        assert "more" in answer.text

    stage(play)


def test_the_names_are_translated_and_discord_takes_them(stage: Stage) -> None:
    async def play(scene: Scene) -> None:
        (admin,) = await scene.client.tree.sync()
        assert admin.name_localizations[discord.Locale.korean] == "관리"
        assert [each.name for each in admin.options] == [
            "status",
            "sync-documents",
            "channels",
            "roles",
            "mentions",
            "forums",
        ]
        # Whatever a person can choose or read has a Korean name and description.
        for each in _parts(scene.server.commands.all()[0]):
            assert each["name_localizations"]["ko"], each["name"]
            assert "value" in each or each["description_localizations"]["ko"], each["name"]

    stage(play)


def _parts(command: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A command with all that is in it: sub commands, options, and their choices."""
    yield command
    for name in ("options", "choices"):
        for each in command.get(name, ()):
            yield from _parts(each)
