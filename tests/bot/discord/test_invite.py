"""The invitation asks for what is used and for nothing else."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from bot.discord.invite import LEAST, invite_link


def test_the_link_names_the_application_the_scopes_and_the_permissions() -> None:
    link = urlsplit(invite_link(123))
    assert (link.netloc, link.path) == ("discord.com", "/oauth2/authorize")
    asked = parse_qs(link.query)
    assert asked["client_id"] == ["123"]
    assert asked["scope"] == ["bot applications.commands"]
    # Bits 10 view channel, 11 send messages, 15 attach files, 16 read message history,
    # 35 create public threads, 38 send messages in threads.
    assert int(asked["permissions"][0]) == sum(1 << bit for bit in (10, 11, 15, 16, 35, 38))


def test_nobody_can_be_moderated_or_pinged_by_it() -> None:
    for name in ("administrator", "manage_guild", "manage_messages", "manage_roles", "mention_everyone"):
        assert not getattr(LEAST, name)
