"""What is gone from a server is gone from its settings."""

from __future__ import annotations

from pathlib import Path

from bot.discord.servers import upkeep
from bot.factory import build_storage
from bot.models import Audience
from bot.settings import Settings
from bot.storage.guild_settings import GuildSettings
from ingest.settings import IndexSettings
from tests.bot.discord.guilds import CHANNEL, CREW, SERVER, FakeGuild


def test_a_role_that_is_deleted_maps_to_nothing_and_others_stay(tmp_path: Path) -> None:
    servers = build_storage(Settings(index=IndexSettings(folder=tmp_path))).guild_settings
    for each in (CREW, 7):
        servers.change(SERVER, lambda known, role=each: known.mapping(role, Audience.STAFF))  # type: ignore[misc]
    role = FakeGuild(tmp_path / "other").guild.get_role(CREW)
    assert role is not None
    upkeep.role_deleted(servers, role)
    assert servers.of(SERVER).roles == {7: Audience.STAFF}


def test_a_channel_that_is_deleted_is_named_no_more(tmp_path: Path) -> None:
    servers = build_storage(Settings(index=IndexSettings(folder=tmp_path))).guild_settings
    servers.change(
        SERVER, lambda known: known.allowing(CHANNEL).with_forum(CHANNEL).with_staff_channel(CHANNEL)
    )
    channel = FakeGuild(tmp_path / "other").guild.get_channel(CHANNEL)
    assert channel is not None
    upkeep.channel_deleted(servers, channel)
    assert servers.of(SERVER) == GuildSettings(channels=frozenset())


def test_nothing_is_kept_of_a_server_that_removed_the_bot(tmp_path: Path) -> None:
    servers = build_storage(Settings(index=IndexSettings(folder=tmp_path))).guild_settings
    servers.change(SERVER, lambda known: known.mapping(CREW, Audience.STAFF))
    upkeep.left(servers, SERVER)
    assert servers.of(SERVER) == GuildSettings()
