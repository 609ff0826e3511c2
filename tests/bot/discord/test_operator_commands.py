"""What an operator does at Discord: the commands are told when asked for, and what changed is printed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.discord.operator_commands import LEAST_PERMISSIONS, Changes, compare, invite_link
from tests.bot.discord.running import Ended, at, ended, ended_at_stub
from tests.bot.discord.stub import DiscordStub

pytestmark = pytest.mark.slow


def names(lines: str, kind: str) -> set[str]:
    """The names in the line of this kind."""
    found = [line.partition(": ")[2] for line in lines.splitlines() if line.startswith(f"{kind}: ")]
    return set(", ".join(found).split(", ")) - {""}


def test_commands_are_told_once_and_then_are_as_before(tmp_path: Path, office_index: Path) -> None:
    async def run() -> list[Ended]:
        async with DiscordStub() as server:
            settings = at(server, office_index)
            return [await ended(tmp_path, settings, "sync-commands") for _ in range(2)]

    first, second = asyncio.run(run())
    assert first.status == second.status == 0
    assert {"ask", "search", "documents", "forget", "help", "admin"} < names(first.out, "added")
    assert names(second.out, "as before") == names(first.out, "added")
    assert first.err == second.err == ""


def test_commands_are_told_where_there_is_neither_index_nor_model(tmp_path: Path) -> None:
    # Nothing that answers is built: a model that is nowhere is not missed.
    nowhere = str(tmp_path / "none")
    end = ended_at_stub(tmp_path, tmp_path / "nothing", "sync-commands", CONCORD_EMBEDDING__MODEL=nowhere)
    assert (end.status, end.err) == (0, "")
    assert {"ask", "admin", "Check this claim"} < names(end.out, "added")


def test_commands_can_be_told_to_one_server_alone(tmp_path: Path, office_index: Path) -> None:
    servers: list[DiscordStub] = []

    def keep(server: DiscordStub) -> dict[str, str]:
        servers.append(server)
        return {}

    end = ended_at_stub(tmp_path, office_index, "sync-commands", "--server", "10", arrange=keep)
    assert "ask" in names(end.out, "added")
    told = [line for line in servers[0].requests if line.startswith("PUT")]
    assert told
    assert all("/guilds/" in line for line in told)


def test_a_server_without_the_bot_is_told_as_such(tmp_path: Path, office_index: Path) -> None:
    def remove_bot(server: DiscordStub) -> dict[str, str]:
        server.has_bot = False
        return {}

    end = ended_at_stub(tmp_path, office_index, "sync-commands", "--server", "10", arrange=remove_bot)
    assert end.status == 1
    assert "invite the bot" in end.sentence


def test_the_invitation_is_for_the_application_of_the_token(tmp_path: Path) -> None:
    end = ended_at_stub(tmp_path, tmp_path / "nothing", "invite")  # which takes no index
    assert end.status == 0
    assert "client_id=12&" in end.out
    assert end.err == ""


@pytest.mark.parametrize("errand", ["invite", "sync-commands"])
def test_an_errand_without_a_network_ends_with_the_remedy_alone(tmp_path: Path, errand: str) -> None:
    nowhere = {
        "CONCORD_DISCORD__TOKEN": "MTE0.some.token",
        "CONCORD_DISCORD__API_URL": "http://127.0.0.1:1/api/v10",  # where nothing listens
    }
    end = asyncio.run(ended(tmp_path, nowhere, errand))
    assert (end.status, end.out) == (1, "")
    assert end.err.strip() == end.sentence
    assert "check the network" in end.sentence
    assert end.sentence.endswith("try again.")


ASK = {"id": "1", "version": "10", "name": "ask", "description": "Ask", "name_localizations": {"ko": "질문"}}
HELP = {"id": "2", "version": "11", "name": "help", "description": "Help"}


def test_what_changed_between_commands_is_told_by_name() -> None:
    assert compare([HELP], [ASK]) == Changes(added=("ask",), changed=(), same=(), removed=("help",))
    assert compare([ASK, HELP], [ASK | {"name_localizations": {"ko": "묻기"}}, HELP]).changed == ("ask",)
    numbered = ASK | {"id": "9", "version": "99"}  # which Discord does with every change
    assert compare([ASK], [numbered]) == Changes(added=(), changed=(), same=("ask",), removed=())


def test_the_invitation_asks_for_what_is_used_and_for_nothing_else() -> None:
    link = urlsplit(invite_link(123))
    assert (link.netloc, link.path) == ("discord.com", "/oauth2/authorize")
    query = parse_qs(link.query)
    assert query["client_id"] == ["123"]
    assert query["scope"] == ["bot applications.commands"]
    # Bits 10 view channel, 11 send messages, 15 attach files, 16 read message history,
    # 35 create public threads, 38 send messages in threads.
    assert int(query["permissions"][0]) == sum(1 << bit for bit in (10, 11, 15, 16, 35, 38))
    for name in ("administrator", "manage_guild", "manage_messages", "manage_roles", "mention_everyone"):
        assert not getattr(LEAST_PERMISSIONS, name)
