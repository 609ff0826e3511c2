"""`/admin` says and sets what it should, for those whom a command is for, and to them alone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.discord.admin.group import AdminGroup
from bot.discord.i18n import CommandTranslator
from bot.discord.queue import AnswerQueue
from bot.discord.settings import DiscordSettings
from bot.discord.shutdown import Shutdown
from bot.models import Audience
from ingest.errors import IndexNotBuiltError, StorageFullError, UnavailableError
from ingest.report import FileResult, Outcome, Report
from tests.bot.discord.guilds import CHANNEL, CREW, OPERATOR, SERVER, FakeGuild

MANAGE = discord.Permissions(manage_guild=True)
NOTHING = discord.Permissions.none()
MANAGERS = {
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
OPERATORS = {"sync-documents", "roles map", "roles unmap", "roles list", "channels staff", "channels public"}


class Admin:
    """The commands in a server whose role CREW is staff, and whose channel is named for staff."""

    def __init__(self, folder: Path, **changes: Any) -> None:
        self.world = FakeGuild(folder)
        self.guild = self.world.guild
        snapshot = SimpleNamespace(generation="v7")
        services: Any = SimpleNamespace(
            access=self.world.access,
            guild_settings=self.world.servers,
            settings=DiscordSettings(),
            queue=AnswerQueue(2, 50),
            documents=lambda audience: ["public"] if audience is Audience.PUBLIC else ["public", "staff"],
            sync_documents=lambda: Report(()),
            assistant=SimpleNamespace(
                index=SimpleNamespace(snapshot=lambda: snapshot), recorder=SimpleNamespace(model="gpt")
            ),
            has_model=False,
            clock=lambda: 0.0,
            shutdown=Shutdown(),
            run_blocking=asyncio.to_thread,
        )
        for name, value in changes.items():
            setattr(services, name, value)
        self.services = services
        self.group = AdminGroup(services)
        self.commands = {
            command.qualified_name.removeprefix("admin "): command
            for command in self.group.walk_commands()
            if isinstance(command, app_commands.Command)
        }

    @property
    def settings(self) -> Any:
        return self.world.servers.of(SERVER)

    async def use(
        self,
        command: str,
        *,
        person: int = OPERATOR,
        roles: tuple[int, ...] = (),
        permissions: discord.Permissions = NOTHING,
        locale: discord.Locale = discord.Locale.american_english,
        **options: Any,
    ) -> str:
        """What the command answers, which has to be ephemeral and to ping nobody."""
        answers: list[str] = []

        async def defer(*, ephemeral: bool, **_: object) -> None:
            assert ephemeral

        async def edit(*, content: str, allowed_mentions: discord.AllowedMentions) -> None:
            assert allowed_mentions.to_dict() == discord.AllowedMentions.none().to_dict()
            assert len(content) <= 2000
            answers.append(content)

        used: Any = self.commands[command]
        interaction = SimpleNamespace(
            user=self.world.member(*roles, person=person),
            guild=self.guild,
            guild_id=SERVER,
            channel=self.world.channel,
            permissions=permissions,
            locale=locale,
            command=used,
            client=SimpleNamespace(get_shard=lambda _: None, latency=0.02, shard_count=1),
            response=SimpleNamespace(defer=defer),
            edit_original_response=edit,
        )
        await used.callback(used.binding, interaction, **options)
        return answers[-1]

    def run(self, command: str, **options: Any) -> str:
        return asyncio.run(self.use(command, **options))


@pytest.fixture
def admin(tmp_path: Path) -> Admin:
    return Admin(tmp_path)


def test_every_command_is_for_managers_or_for_operators(admin: Admin) -> None:
    assert set(admin.commands) == MANAGERS | OPERATORS
    assert admin.group.default_permissions == MANAGE
    assert admin.group.allowed_contexts is not None
    assert not admin.group.allowed_contexts.dm_channel


def test_a_server_that_nothing_is_known_of_is_not_set(admin: Admin) -> None:
    admin.guild.unavailable = True
    assert "only in a server" in admin.run("channels allow", channel=admin.world.channel)
    assert admin.settings.channels is None


def test_answers_are_in_the_language_of_the_one_who_asks(admin: Admin) -> None:
    answer = admin.run("status", person=20, locale=discord.Locale.korean)
    assert answer == "이 서버를 관리할 권한이 있는 사람만 할 수 있습니다."


def test_what_went_wrong_is_told_to_an_operator_and_raised_for_others(admin: Admin) -> None:
    def full(*_: object) -> None:
        raise StorageFullError("/srv/discord is full; free some space on its disk.")

    admin.services.guild_settings = SimpleNamespace(change=full)
    assert "free some space on its disk" in admin.run("mentions off")
    with pytest.raises(StorageFullError):  # the tree's own handler tells an id
        admin.run("mentions off", person=20, permissions=MANAGE)


def test_channels_are_allowed_denied_and_listed(admin: Admin) -> None:
    channel = admin.world.channel
    assert f"I answer only in: <#{CHANNEL}>" in admin.run("channels allow", channel=channel)
    denied = admin.run("channels deny", channel=channel)
    assert "I answer in no channel" in denied
    assert f"I do not answer in: <#{CHANNEL}>" in denied
    assert admin.run("channels list") == denied
    assert "I answer in every channel of this server." in admin.run("channels everywhere")
    assert admin.settings.channels is None


def test_channels_are_named_for_staff_with_a_word_on_those_that_stay_public(admin: Admin) -> None:
    channel = admin.world.channel
    assert "Staff documents" not in admin.run("channels public", channel=channel)
    assert "public documents only: nobody who runs the bot has named it" in admin.run("status")
    assert "public documents only" not in admin.run("channels staff", channel=channel)
    assert "This channel is for staff" in admin.run("status")
    channel._overwrites = []
    admin.guild.default_role._permissions = 1 << 10
    opened = admin.run("channels staff", channel=channel)
    assert "public documents only: everybody in the server can view it." in opened
    announcements = SimpleNamespace(id=9, type=discord.ChannelType.news)
    assert "only text channels and forums" in admin.run("channels staff", channel=announcements)
    assert admin.settings.staff_channels == {CHANNEL}


def test_of_very_many_channels_each_kind_is_named_with_how_many_more_there_are(admin: Admin) -> None:
    kinds = {"denied": 10**18, "channels": 2 * 10**18, "forums": 3 * 10**18, "staff_channels": 4 * 10**18}
    many = {kind: frozenset(range(first, first + 100)) for kind, first in kinds.items()}
    admin.world.servers.change(SERVER, lambda known: known.model_copy(update=many))
    for command in ("channels list", "status"):
        text = admin.run(command)
        assert all(f"<#{first}>" in text for first in kinds.values())
        assert text.count("… and 90 more.") == len(kinds)  # 10 of 100 are named
        assert "I answer when I am mentioned." in text


def test_mentions_and_forums_are_switched(admin: Admin) -> None:
    assert "I do not answer when I am mentioned" in admin.run("mentions off")
    assert "I answer when I am mentioned." in admin.run("mentions on")
    added = admin.run("forums add", forum=admin.world.channel)
    assert f"the first post of each thread in: <#{CHANNEL}>" in added
    assert "only posts that mention me" in added
    assert "the first post" not in admin.run("forums remove", forum=admin.world.channel)


def test_an_operator_maps_lists_and_unmaps_roles(admin: Admin) -> None:
    crew, everyone = admin.guild.get_role(CREW), admin.guild.default_role
    gone = 12345  # a role that was deleted while the bot was away
    admin.world.servers.change(SERVER, lambda known: known.mapping(gone, Audience.STAFF))
    assert str(gone) not in admin.run("roles list")
    mapped = admin.run("roles map", role=crew, audience="staff")
    assert f"<@&{CREW}>: public and staff documents" in mapped
    assert admin.settings.roles == {CREW: Audience.STAFF}
    assert "cannot be mapped" in admin.run("roles map", role=everyone, audience="staff")
    assert "No role is mapped" in admin.run("roles unmap", role=crew)
    assert admin.settings.roles == {}


def test_the_status_tells_of_documents_no_more_than_the_one_who_asks_may_read(admin: Admin) -> None:
    public = admin.run("status")
    for line in (
        "Index: version v7.",
        "Public documents: 1.",
        "No language model: answers are the documents' own words.",
        "Questions: 0 being answered (at most 2), 0 waiting (at most 50).",
        "Connection: shard 1 of 1, 20 ms.",
        "I answer in every channel of this server.",
    ):
        assert line in public
    assert "Staff documents: " not in public
    assert "Staff documents: 1." in admin.run("status", roles=(CREW,))
    admin.run("channels deny", channel=admin.world.channel)
    assert "I may not answer in this channel." in admin.run("status")
    admin.services.has_model = True
    assert "Language model: `gpt`." in admin.run("status")


def test_without_an_index_the_status_says_so_and_to_an_operator_what_helps(tmp_path: Path) -> None:
    def none(_: Audience) -> None:
        raise IndexNotBuiltError("There is no index in /srv/index; run concord-ingest.")

    admin = Admin(tmp_path, documents=none)
    manager = admin.run("status", person=20, permissions=MANAGE)
    assert "There is no index that can be read." in manager
    assert "/srv" not in manager
    assert "run concord-ingest" in admin.run("status")


class SlowSync:
    """An ingest that waits until it is let go."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.runs = 0

    def __call__(self) -> Report:
        self.runs += 1
        assert self.go_on.wait(60)
        return Report((FileResult("a.md", Outcome.CHANGED),))


def test_a_second_sync_while_one_runs_is_told_so_and_the_last_one_is_remembered(tmp_path: Path) -> None:
    slow = SlowSync()
    admin = Admin(tmp_path, sync_documents=slow)

    async def play() -> None:
        first = asyncio.create_task(admin.use("sync-documents"))
        while slow.runs == 0:
            await asyncio.sleep(0)
        assert "being indexed already, for 0 min" in await admin.use("sync-documents")
        assert "being indexed already" in await admin.use("status")
        slow.go_on.set()
        assert "1 changed" in await first
        assert slow.runs == 1
        assert "Last run of /admin sync-documents. Indexed: 0 added, 1 changed" in await admin.use("status")
        assert "Last run" not in await admin.use("status", person=20, permissions=MANAGE)

    asyncio.run(play())


def test_a_sync_that_fails_is_one_sentence_and_the_next_can_begin(tmp_path: Path) -> None:
    def busy() -> Report:
        raise UnavailableError("Another ingest is running; try again.")

    admin = Admin(tmp_path, sync_documents=busy)
    for _ in range(2):
        assert admin.run("sync-documents") == "That did not work: `Another ingest is running; try again.`"
    assert "Last run of /admin sync-documents. The last run could not index" in admin.run("status")


def test_hundreds_of_files_fit_into_one_message_failures_first(tmp_path: Path) -> None:
    files = [FileResult(f"minutes-{number:03}.md", Outcome.ADDED) for number in range(300)]
    files.append(FileResult("@everyone `bad`.pdf", Outcome.FAILED, note="It cannot be read; save it anew."))
    files.append(FileResult("moved.md", Outcome.CHANGED, note="It may be for staff.", withheld=3))
    lines = Admin(tmp_path, sync_documents=lambda: Report(tuple(files))).run("sync-documents").splitlines()
    assert "300 added, 1 changed, 0 removed, 0 unchanged, 0 skipped, 1 failed" in lines[0]
    assert lines[1].endswith(": 3.")
    # As code, which Discord leaves as it is.
    assert lines[2] == "! `@everyone 'bad'.pdf` `It cannot be read; save it anew.`"
    shown = sum(line.startswith("+ ") for line in lines)
    assert lines[-1] == f"… and {302 - 1 - shown} more."


def test_all_that_a_person_can_choose_or_read_has_a_korean_name(admin: Admin) -> None:
    client = discord.Client(intents=discord.Intents.none())
    tree = app_commands.CommandTree[Any](client)
    payload = asyncio.run(admin.group.get_translated_payload(tree, CommandTranslator()))
    assert payload["name_localizations"]["ko"] == "관리"
    parts = list(_parts(payload))
    assert len(parts) > len(MANAGERS | OPERATORS)
    for part in parts:
        assert part["name_localizations"]["ko"], part["name"]
        assert "value" in part or part["description_localizations"]["ko"], part["name"]


def _parts(command: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A command with all that is in it: sub commands, options, and their choices."""
    yield command
    for name in ("options", "choices"):
        for part in command.get(name, ()):
            yield from _parts(part)
